import type { Award, Store, Stored, Testimony } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'testimonies'>;
}

type Of = Pick<Award, 'id' | 'kpaId'>;

/** Of one badge: more are not signed. */
export const MOST_TESTIMONIES = 5;

const SAID = ['signed', 'shown', 'hidden'] as const;

/** Read by themselves: those that anybody with a link can make wait are no few. */
const asked = ({ id }: Of, state: Testimony['state']) =>
  ({ index: 'byAward', equals: [id, state], limit: 4 * MOST_TESTIMONIES }) as const;

/** What witnesses signed of a badge, whether its person shows it or not; what came first, first. */
export async function wordsOf(
  { store }: Services,
  award: Of,
  states: readonly Testimony['state'][] = SAID,
): Promise<readonly Stored<Testimony>[]> {
  const { find } = store.testimonies(award.kpaId).readable;
  const found = await Promise.all(states.map((state) => find(asked(award, state))));
  return found
    .flatMap(({ items }) => items)
    .toSorted((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

/** How many there are of each. */
export async function countWords(
  { store }: Services,
  award: Of,
  states: readonly Testimony['state'][] = SAID,
): Promise<number> {
  const { count } = store.testimonies(award.kpaId);
  const counts = await Promise.all(
    states.map((state) => count({ index: 'byAward', equals: [award.id, state] })),
  );
  return counts.reduce((sum, one) => sum + one, 0);
}
