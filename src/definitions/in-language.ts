/** The texts of a file in one language: its own, else those of the catalogue of pages, else French. */
import type { Competence } from './schemas.ts';
import type { BadgeClassWords, FrameworkWords, LevelWords, ObjectiveWords } from './wording.ts';

/** In which every text is written first. */
export const SOURCE = 'fr';

/** What the catalogue of a language says for a French text; undefined where it says nothing. */
export type Translate = (code: string, french: string) => string | undefined;

export interface InLanguage {
  /** BCP 47: that of all its texts. */
  readonly language: string;
}

export interface Asked {
  readonly code: string;
  readonly translate: Translate;
}

/** Which texts of ours there are in a kind of file, each said in a way. */
type SayAll<W> = (words: W, say: (text: string) => string) => W;

/** All of them or none: what is half in one language and half in another is read by nobody. */
export function inLanguage<W>(
  file: W & { readonly en: W },
  sayAll: SayAll<W>,
  { code, translate }: Asked,
): W & InLanguage {
  const french = { ...sayAll(file, asItIs), language: SOURCE };
  if (code === SOURCE) return french;
  if (code === 'en') return { ...sayAll(file.en, asItIs), language: code };
  const lacking: string[] = [];
  const words = sayAll(file, (text) => {
    const found = translate(code, text);
    if (found === undefined) lacking.push(text);
    return found ?? text;
  });
  return lacking.length === 0 ? { ...words, language: code } : french;
}

const asItIs = (text: string) => text;

export const sayBadgeClass: SayAll<BadgeClassWords> = ({ thirdParties, ...words }, say) => ({
  name: say(words.name),
  description: say(words.description),
  criteria: words.criteria.map(say),
  employerSentence: say(words.employerSentence),
  evidence: words.evidence.map(say),
  recognisedBy: words.recognisedBy.map(say),
  programmeAction: say(words.programmeAction),
  ...(thirdParties !== undefined && { thirdParties: say(thirdParties) }),
  alt: say(words.alt),
});

export const sayObjective: SayAll<ObjectiveWords> = ({ title, short, actions }, say) => ({
  title: say(title),
  short: say(short),
  actions: actions.map(say),
});

export const sayLevel: SayAll<LevelWords> = ({ name, description }, say) => ({
  name: say(name),
  description: say(description),
});

export const sayFramework: SayAll<FrameworkWords> = (words, say) => ({
  publisher: say(words.publisher),
  version: say(words.version),
  licence: say(words.licence),
  source: say(words.source),
});

export interface Label extends InLanguage {
  readonly label: string;
}

/** A label is its publisher's: where they have none in a language, the French one stands. */
export function labelIn({ labelFr, labelEn }: Competence, { code, translate }: Asked): Label {
  const french = { label: labelFr, language: SOURCE };
  if (code === SOURCE) return french;
  const found = code === 'en' ? labelEn : translate(code, labelFr);
  return found === undefined ? french : { label: found, language: code };
}
