import type { BadgeClass } from '../../definitions/definitions.ts';
import type { Scene } from './read-drafts.ts';
import type { AwardServices } from './draft.ts';

const SHOWN = 5;
/** How much more an award counts when it was for the same kind of experience. */
const SAME_KIND = 3;

/**
 * The badge classes that this KPA awards most, above all for this kind of experience: the form
 * shows them first, for somebody who stands with a phone. Never one that only the person may ask.
 */
export async function usualBadges(
  { store, definitions }: Pick<AwardServices, 'store' | 'definitions'>,
  { visitor, experience }: Pick<Scene, 'visitor' | 'experience'>,
): Promise<readonly BadgeClass[]> {
  const newest = { index: 'byDate', order: 'descending', limit: 200 } as const;
  const [awards, experiences] = await Promise.all([
    store.awards(visitor.kpa.id).find(newest),
    store.experiences(visitor.kpa.id).find(newest),
  ]);
  const kinds = new Map(experiences.items.map(({ id, kind }) => [id, kind]));
  const points = new Map<string, number>();
  for (const { badgeClass, experienceId = '' } of awards.items) {
    const weight = kinds.get(experienceId) === experience.kind ? SAME_KIND : 1;
    points.set(badgeClass, (points.get(badgeClass) ?? 0) + weight);
  }
  const pointsOf = ({ slug }: BadgeClass) => points.get(slug) ?? 0;
  return definitions.badgeClasses
    .filter(({ sensitive }) => !sensitive)
    .toSorted((a, b) => pointsOf(b) - pointsOf(a) || teamFirst(a) - teamFirst(b))
    .slice(0, SHOWN);
}

/** Before a KPA has habits: what a team does together comes before what one finds in oneself. */
const teamFirst = ({ objective }: BadgeClass) => (objective.number === 1 ? 1 : 0);
