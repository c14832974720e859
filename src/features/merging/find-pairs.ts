/** The pairs of records that look alike, among a part of the people: nobody reads all of them (docs/adr/0033). */
import { lookAlikesOf } from '../../people/look-alikes.ts';
import { mayCorrect } from '../../people/who-may.ts';
import type { Filling, Person, Store } from '../../storage/store.ts';
import { type PlaceInList, readPart } from '../../web/lists/parts.ts';

interface Services {
  readonly store: Store;
  readonly names: Pick<Filling, 'ready'>;
}

/** Names that are compared with all others, for one page. */
const LOOKED_AT = 100;

/** `by`: who looks; of two records one of which they may not correct, nothing is proposed. */
export async function findPairs(services: Services, by: Person, place: PlaceInList | undefined) {
  const { store, names } = services;
  await names.ready(by.kpaId);
  const inOrder = { index: 'byOrder', equals: ['here'] } as const;
  const entries = store.nameEntries(by.kpaId);
  const { items, ...around } = await readPart(entries, inOrder, place, LOOKED_AT);
  const ids = items.map(({ id }) => id);
  const people = await store.people(by.kpaId).readable.findByIds(ids);
  const alike = await lookAlikesOf(services, by.kpaId, people);
  const pairs = people.flatMap((one) => (alike.get(one.id) ?? []).map((other) => ({ one, other })));
  const once = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  const shown = [...once.values()].filter(({ one, other }) => {
    return mayCorrect(by, one) && mayCorrect(by, other);
  });
  return { pairs: shown, around };
}

const keyOf = ({ one, other }: { readonly one: Person; readonly other: Person }): string =>
  [one.id, other.id].toSorted().join();
