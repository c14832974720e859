/** Badge classes that were published in a browser, beside those of the files (docs/adr/0044). */
import type { BadgeClass, Definitions } from './definitions.ts';
import type { BadgeClassFile } from './schemas.ts';

export type OwnClass = BadgeClassFile &
  Pick<Required<BadgeClass>, 'kpaId'> &
  Pick<BadgeClass, 'source'>;

export interface MoreClasses {
  /** Those that are awarded besides, in their newest version. */
  readonly listed: readonly OwnClass[];
  /** The newest that is known, when none is given. */
  readonly find: (slug: string, version?: number) => OwnClass | undefined;
}

/** The same in each language. What stands in a file is that of the file. */
export function joinClasses(base: Definitions, more: MoreClasses): Definitions {
  const made = new Map<string, Definitions>();
  const joinedIn = (code: string): Definitions => {
    const known = made.get(code);
    if (known) return known;
    const joined = joinIn(base.in(code), more, joinedIn);
    // A row may name any code: what was made for one that nobody speaks is not kept.
    if (made.size < MOST_LANGUAGES) made.set(code, joined);
    return joined;
  };
  return joinedIn(base.code);
}

const MOST_LANGUAGES = 20;

function joinIn(base: Definitions, more: MoreClasses, joinedIn: Definitions['in']): Definitions {
  const resolve = (file: OwnClass): BadgeClass => base.resolve(file);
  return {
    ...base,
    in: joinedIn,
    badgeClasses: [...base.badgeClasses, ...more.listed.map(resolve)].sort(byObjective),
    findBadgeClass(slug, version) {
      const ofFiles = base.findBadgeClass(slug, version);
      if (ofFiles) return ofFiles;
      const found = more.find(slug, version);
      return found && resolve(found);
    },
  };
}

/** Within an objective, as they are: the files have an order of their own, and come first. */
const byObjective = (a: BadgeClass, b: BadgeClass) => a.objective.number - b.objective.number;
