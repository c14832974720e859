/** One badge class, with what it refers to, in one language. */
import type { BadgeClass, Level, Objective, ResolvedCompetence } from './definitions.ts';
import { type Asked, type InLanguage, inLanguage, sayBadgeClass } from './in-language.ts';
import { sayLevel, SOURCE } from './in-language.ts';
import type { BadgeClassFile, LevelFile } from './schemas.ts';

interface Rubric extends InLanguage {
  readonly levels: readonly Level[];
}

export interface Catalogue {
  readonly objectives: readonly Objective[];
  readonly rubricIn: (code: string) => Rubric;
  /** By `<framework>/<id>`. */
  readonly competences: ReadonlyMap<string, ResolvedCompetence>;
}

export function resolveClass(file: BadgeClassFile, catalogue: Catalogue, asked: Asked): BadgeClass {
  const { en: _, objective: number, leveled = false, sensitive = false, ...rest } = file;
  const words = wordsOf(file, catalogue, asked);
  const levels = leveled ? catalogue.rubricIn(words.language).levels : [];
  const found = catalogue.objectives.find((one) => one.number === number);
  const objective = present(found, `objective ${number}`);
  const alignments = file.alignments.map(({ framework, competence }) => {
    const name = `${framework}/${competence}`;
    return present(catalogue.competences.get(name), name);
  });
  return { ...rest, ...words, objective, leveled, levels, sensitive, alignments };
}

/** A badge class speaks the language of its levels: what is signed of both is one text. */
function wordsOf(file: BadgeClassFile, { rubricIn }: Catalogue, asked: Asked) {
  const words = inLanguage(file, sayBadgeClass, asked);
  const agrees = file.leveled !== true || rubricIn(words.language).language === words.language;
  return agrees ? words : inLanguage(file, sayBadgeClass, { ...asked, code: SOURCE });
}

export function rubricOf(levels: readonly LevelFile[], asked: Asked): Rubric {
  const inAsked = (code: string) =>
    levels.map((file) => ({
      code: file.code,
      ...inLanguage(file, sayLevel, { ...asked, code }),
    }));
  const said = inAsked(asked.code);
  const isWhole = said.every(({ language }) => language === asked.code);
  const [language, whole] = isWhole ? [asked.code, said] : [SOURCE, inAsked(SOURCE)];
  return {
    language,
    levels: whole.map(({ code, name, description }) => ({ code, name, description })),
  };
}

function present<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`Not checked: ${name} is unknown`);
  return found;
}
