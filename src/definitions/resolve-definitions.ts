/** References become what they name. The folder was checked: each of them is found. */
import type { BadgeClass, Definitions, ResolvedCompetence } from './definitions.ts';
import type { Folder } from './read-folder.ts';
import type { BadgeClassFile, FrameworkFile, Level, Objective } from './schemas.ts';

interface Catalogue {
  readonly objectives: readonly Objective[];
  readonly levels: readonly Level[];
  readonly competences: ReadonlyMap<string, ResolvedCompetence>;
}

export function resolveDefinitions(folder: Folder): Definitions {
  const frameworks = folder.frameworks.map(({ value }) => value);
  const catalogue: Catalogue = {
    objectives: folder.objectives?.value ?? [],
    levels: folder.levels?.value ?? [],
    competences: competencesOf(frameworks),
  };
  const files = folder.classes.map(({ value }) => value).sort(byPlace);
  const all = files.map((file) => resolveClass(file, catalogue));
  const newest = new Map<string, BadgeClass>();
  for (const one of all) {
    if ((newest.get(one.slug)?.version ?? 0) < one.version) newest.set(one.slug, one);
  }
  const versions = new Map(all.map((one) => [key(one.slug, String(one.version)), one]));
  const frameworksBySlug = new Map(frameworks.map((one) => [one.slug, one]));
  return {
    objectives: catalogue.objectives,
    levels: catalogue.levels,
    frameworks,
    badgeClasses: all.filter((one) => newest.get(one.slug) === one),
    findBadgeClass: (slug, version) =>
      version === undefined ? newest.get(slug) : versions.get(key(slug, String(version))),
    findFramework: (slug) => frameworksBySlug.get(slug),
    findCompetence: (framework, id) => catalogue.competences.get(key(framework, id)),
  };
}

/** Neither a slug nor an identifier has a slash. */
const key = (of: string, id: string) => `${of}/${id}`;

function competencesOf(frameworks: readonly FrameworkFile[]) {
  return new Map(
    frameworks.flatMap(({ slug, name, competences }) =>
      competences.map((one): [string, ResolvedCompetence] => [
        key(slug, one.id),
        { framework: slug, frameworkName: name, ...one },
      ]),
    ),
  );
}

function resolveClass(file: BadgeClassFile, catalogue: Catalogue): BadgeClass {
  const { objective: number, leveled = false, sensitive = false, ...rest } = file;
  const levels = leveled ? catalogue.levels : [];
  const found = catalogue.objectives.find((one) => one.number === number);
  const objective = present(found, `objective ${number}`);
  const alignments = file.alignments.map(({ framework, competence }) =>
    present(catalogue.competences.get(key(framework, competence)), `${framework} ${competence}`),
  );
  return { ...rest, objective, leveled, levels, sensitive, alignments };
}

function present<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`Not checked: ${name} is unknown`);
  return found;
}

const LAST = Number.MAX_SAFE_INTEGER;

function byPlace(a: BadgeClassFile, b: BadgeClassFile): number {
  const byOrder = a.objective - b.objective || (a.order ?? LAST) - (b.order ?? LAST);
  return byOrder || (a.slug < b.slug ? -1 : 1);
}
