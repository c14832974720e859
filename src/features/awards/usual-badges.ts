import { LRUCache } from 'lru-cache';
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import type { Award, Experience, Store } from '../../storage/store.ts';
import type { Visitor } from '../../web/sessions.ts';

const SHOWN = 5;
/** How much more an award counts when it was for the same kind of experience. */
const SAME_KIND = 3;
/** The newest awards of a KPA: its habits of today. */
const COUNTED = 200;
/** KPAs whose habits are kept: some tens of kilobytes each. */
const MOST_KEPT = 500;

type Habit = Pick<Award, 'id' | 'badgeClass' | 'issuedAt'> & {
  readonly kind: Experience['kind'] | undefined;
};

/** `definitions`: in the language of the page. */
type UsualBadges = (
  definitions: Definitions,
  scene: {
    readonly visitor: Pick<Visitor, 'kpa'>;
    readonly experience: Pick<Experience, 'kind'>;
  },
) => Promise<readonly BadgeClass[]>;

/**
 * The badge classes that this KPA awards most, above all for this kind of experience: the form
 * shows them first, for somebody who stands with a phone. Never one that only the person may ask.
 */
export function createUsualBadges({ store }: { readonly store: Store }): UsualBadges {
  const habitsOf = createHabits(store);
  return async (definitions, { visitor, experience }) => {
    const points = new Map<string, number>();
    for (const { badgeClass, kind } of await habitsOf(visitor.kpa.id)) {
      const weight = kind === experience.kind ? SAME_KIND : 1;
      points.set(badgeClass, (points.get(badgeClass) ?? 0) + weight);
    }
    const pointsOf = ({ slug }: BadgeClass) => points.get(slug) ?? 0;
    return definitions.badgeClasses
      .filter(({ sensitive }) => !sensitive)
      .toSorted((a, b) => pointsOf(b) - pointsOf(a) || teamFirst(a) - teamFirst(b))
      .slice(0, SHOWN);
  };
}

/** What is told of an award here never changes: it is read once, and then those that came since. */
function createHabits(store: Store) {
  const kept = new LRUCache<string, readonly Habit[]>({ max: MOST_KEPT });

  async function habitsIn(kpaId: string, awards: readonly Award[]): Promise<readonly Habit[]> {
    const ids = awards.flatMap(({ experienceId }) => experienceId ?? []);
    const experiences = await store.experiences(kpaId).readable.findByIds(ids);
    const kinds = new Map(experiences.map(({ id, kind }) => [id, kind]));
    return awards.map(({ id, badgeClass, issuedAt, experienceId = '' }) => {
      return { id, badgeClass, issuedAt, kind: kinds.get(experienceId) };
    });
  }

  return async (kpaId: string): Promise<readonly Habit[]> => {
    const known = kept.get(kpaId) ?? [];
    const newest = { index: 'byDate', order: 'descending', limit: COUNTED } as const;
    // From the same instant on: awards of one form share it.
    const since = known[0] && { from: known[0].issuedAt };
    const { items } = await store.awards(kpaId).pick({ ...newest, ...since }, []);
    const counted = new Set(known.map(({ id }) => id));
    const ids = items.map(({ id }) => id).filter((id) => !counted.has(id));
    const came = await habitsIn(kpaId, await store.awards(kpaId).readable.findByIds(ids));
    const habits = [...came, ...known].slice(0, COUNTED);
    kept.set(kpaId, habits);
    return habits;
  };
}

/** Before a KPA has habits: what a team does together comes before what one finds in oneself. */
const teamFirst = ({ objective }: BadgeClass) => (objective.number === 1 ? 1 : 0);
