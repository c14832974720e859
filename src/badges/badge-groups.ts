/**
 * Under which heading badges stand, wherever there are many: the words an employer uses. No heading
 * is that of objective 6 alone, which is nobody's business: its badges stand among others.
 */
interface Grouped {
  /** 1 to 7. */
  readonly objective: number;
  /** Whether the badge has a level. */
  readonly leveled: boolean;
}

const WITH_OTHERS = 'Travailler avec les autres';
const LEARN = 'Apprendre et transmettre';

/** In the order of the page. */
export const GROUPS = [
  WITH_OTHERS,
  'Réaliser des prestations',
  'Argent, devis, clientèle',
  'Se réunir, décider, partager',
  LEARN,
] as const;

export type BadgeGroup = (typeof GROUPS)[number];

const OF_OBJECTIVE: Readonly<Record<number, BadgeGroup>> = {
  1: LEARN,
  2: WITH_OTHERS,
  3: GROUPS[1],
  4: GROUPS[2],
  5: GROUPS[3],
  7: LEARN,
};

export function groupOf({ objective, leveled }: Grouped): BadgeGroup {
  // Objective 6: commitments kept are kept towards others; one's own course is learned.
  return OF_OBJECTIVE[objective] ?? (leveled ? WITH_OTHERS : LEARN);
}

/** Groups that have something, in the order of the page. */
export function inGroups<T>(all: readonly T[], groupedBy: (one: T) => Grouped) {
  return GROUPS.map((title) => ({
    title,
    items: all.filter((one) => groupOf(groupedBy(one)) === title),
  })).filter(({ items }) => items.length > 0);
}
