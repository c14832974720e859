/** References become what they name. The folder was checked: each of them is found. */
import { LRUCache } from 'lru-cache';
import type { BadgeClass, Definitions, Framework } from './definitions.ts';
import type { Objective, ResolvedCompetence } from './definitions.ts';
import { type Asked, inLanguage, labelIn, SOURCE, type Translate } from './in-language.ts';
import { sayFramework, sayObjective } from './in-language.ts';
import type { Folder } from './read-folder.ts';
import { type Catalogue, resolveClass, rubricOf } from './resolve-class.ts';
import type { BadgeClassFile, FrameworkFile, ObjectiveFile } from './schemas.ts';

/** A row may name any code: more than this are not kept at once. */
const MOST_LANGUAGES = 20;

/** In French; `translate` is asked for the languages that the files have not got. */
export function resolveDefinitions(folder: Folder, translate: Translate): Definitions {
  const made = new LRUCache<string, Definitions>({ max: MOST_LANGUAGES });
  const definitionsIn = (code: string): Definitions => {
    const known = made.get(code);
    if (known) return known;
    const definitions = { in: definitionsIn, code, ...resolveIn(folder, { code, translate }) };
    made.set(code, definitions);
    return definitions;
  };
  return definitionsIn(SOURCE);
}

function resolveIn(folder: Folder, asked: Asked): Omit<Definitions, 'in' | 'code'> {
  const frameworks = folder.frameworks.map(({ value }) => frameworkIn(value, asked));
  const levels = folder.levels?.value ?? [];
  const catalogue: Catalogue = {
    objectives: (folder.objectives?.value ?? []).map((one) => objectiveIn(one, asked)),
    rubricIn: (code) => rubricOf(levels, { ...asked, code }),
    competences: competencesOf(frameworks),
  };
  const files = folder.classes.map(({ value }) => value).sort(byPlace);
  const all = files.map((file) => resolveClass(file, catalogue, asked));
  return {
    objectives: catalogue.objectives,
    levels: catalogue.rubricIn(asked.code).levels,
    frameworks,
    findFramework: (slug) => frameworks.find((one) => one.slug === slug),
    findCompetence: (framework, id) => catalogue.competences.get(key(framework, id)),
    ...findersOf(all),
    resolve: resolverOf(catalogue, asked),
  };
}

/** What a framework has lost since somebody cited it is left out; files are checked at each start. */
function resolverOf(catalogue: Catalogue, asked: Asked) {
  const made = new WeakMap<BadgeClassFile, BadgeClass>();
  return (file: Parameters<Definitions['resolve']>[0]): BadgeClass => {
    const known = made.get(file);
    if (known) return known;
    const alignments = file.alignments.filter(({ framework, competence }) =>
      catalogue.competences.has(key(framework, competence)),
    );
    const { kpaId, source, ...rest } = file;
    const resolved = {
      ...resolveClass({ ...rest, alignments }, catalogue, asked),
      ...(kpaId !== undefined && { kpaId }),
      ...(source !== undefined && { source }),
    };
    made.set(file, resolved);
    return resolved;
  };
}

function findersOf(all: readonly BadgeClass[]) {
  const newest = new Map<string, BadgeClass>();
  for (const one of all) {
    if ((newest.get(one.slug)?.version ?? 0) < one.version) newest.set(one.slug, one);
  }
  const versions = new Map(all.map((one) => [key(one.slug, String(one.version)), one]));
  return {
    badgeClasses: all.filter((one) => newest.get(one.slug) === one),
    findBadgeClass: (slug: string, version?: number) =>
      version === undefined ? newest.get(slug) : versions.get(key(slug, String(version))),
  };
}

function objectiveIn(file: ObjectiveFile, asked: Asked): Objective {
  const { en: _, ...objective } = file;
  return { ...objective, ...inLanguage(file, sayObjective, asked) };
}

function frameworkIn(file: FrameworkFile, asked: Asked): Framework {
  const { en: _, ...framework } = file;
  const competences = file.competences.map((one) => ({ ...one, ...labelIn(one, asked) }));
  return { ...framework, ...inLanguage(file, sayFramework, asked), competences };
}

/** Neither a slug nor an identifier has a slash. */
const key = (of: string, id: string) => `${of}/${id}`;

function competencesOf(frameworks: readonly Framework[]) {
  return new Map(
    frameworks.flatMap(({ slug, name, competences }) =>
      competences.map((one): [string, ResolvedCompetence] => [
        key(slug, one.id),
        { framework: slug, frameworkName: name, ...one },
      ]),
    ),
  );
}

const LAST = Number.MAX_SAFE_INTEGER;

function byPlace(a: BadgeClassFile, b: BadgeClassFile): number {
  const byOrder = a.objective - b.objective || (a.order ?? LAST) - (b.order ?? LAST);
  return byOrder || (a.slug < b.slug ? -1 : 1);
}
