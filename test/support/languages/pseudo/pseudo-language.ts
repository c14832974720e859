/**
 * A third language, made from the French catalogue as a person would write it: one file of
 * languages/, with every sentence in use and every text of the badges (docs/adr/0029).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadDefinitions } from '../../../../src/definitions/definitions.ts';
import { createLanguages, type LanguageFile } from '../../../../src/language/languages.ts';
import { translateWith } from '../../../../src/language/translate.ts';
import { sentencesInCode, sentencesInTemplates } from '../../../language/sentences-in-use.ts';
import { pseudoText } from './pseudo-text.ts';

/** Android's name for it: Arabic in its forms by number (six) and its dates. */
export const PSEUDO = 'ar-XB';

const root = join(import.meta.dirname, '../../../..');
const badges = join(root, 'badge-definitions');

/** The service in it, beside French and English. `language`, `definitions`: as createWorld takes them. */
export async function createPseudoLanguage() {
  const languages = createLanguages({
    fr: read('fr'),
    en: read('en'),
    [PSEUDO]: { locale: PSEUDO, name: 'Pseudo', direction: 'rtl', messages: await messages() },
  });
  const language = languages.find(PSEUDO);
  if (!language) throw new Error('It was just made');
  const definitions = await loadDefinitions(badges, translateWith(languages));
  return { languages, language, definitions };
}

const file = z.object({
  locale: z.string(),
  name: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  messages: z.record(z.string(), z.string()),
});

function read(code: string): LanguageFile {
  return file.parse(JSON.parse(readFileSync(join(root, `languages/${code}.json`), 'utf8')));
}

async function messages(): Promise<Record<string, string>> {
  const french = read('fr').messages;
  const said = [
    ...sentencesInTemplates(join(root, 'templates')),
    ...sentencesInCode(join(root, 'src')).said,
  ].map(({ key }) => key);
  const keys = [...said, ...Object.keys(french).flatMap(allForms), ...(await textsOfBadges())];
  return Object.fromEntries(keys.map((key) => [key, pseudoText(french[key] ?? frenchFor(key))]));

  /** A form that French has not got says what many say; what has neither is its own French. */
  function frenchFor(key: string): string {
    return french[key.replace(FORM, '_other')] ?? key;
  }
}

const FORM = /_(?:zero|one|two|few|many|other)$/;
const FORMS = new Intl.PluralRules(PSEUDO).resolvedOptions().pluralCategories;

const allForms = (key: string): readonly string[] =>
  FORM.test(key) ? FORMS.map((form) => key.replace(FORM, `_${form}`)) : [key];

/** Whatever the files of the badges ask the catalogue of a third language for. */
async function textsOfBadges(): Promise<ReadonlySet<string>> {
  const texts = new Set<string>();
  const definitions = await loadDefinitions(badges, (_, french) => {
    texts.add(french.replaceAll('\u00a0', ' '));
    return french;
  });
  definitions.in(PSEUDO);
  return texts;
}
