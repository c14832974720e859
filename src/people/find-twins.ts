/** Who is in a KPA already under nearly this name (docs/adr/0040). */
import { isGone } from '../badges/records/who-stays.ts';
import type { Person } from '../storage/store.ts';
import type { NameServices } from './find-people.ts';
import { foldedName, sortedWords, wordsOf } from './folded-names.ts';
import { areNear, createNearNames, MOST_NEAR } from './near-names.ts';

export type TwinServices = NameServices;

/** Of people who share one word of their name: whoever comes behind them is found by another word. */
const MOST_SHARING = 500;
/** Questions asked side by side. */
const AT_ONCE = 50;

/** Of each of these names the people who may be meant, a few at most; of none that has nobody. */
export async function findTwins(
  { store, names }: NameServices,
  kpaId: string,
  wanted: readonly string[],
  most = MOST_NEAR,
): Promise<ReadonlyMap<string, readonly Person[]>> {
  await names.ready(kpaId);
  const folded = new Map(wanted.map((name) => [name, foldedName(name)]));
  const there = await idsNear({ store, names }, kpaId, [...new Set(folded.values())], most);
  const ids = [...new Set([...there.values()].flat())];
  const people = new Map<string, Person>();
  for (const some of inParts(ids, MOST_SHARING)) {
    for (const one of await store.people(kpaId).readable.findByIds(some)) {
      if (!isGone(one)) people.set(one.id, one);
    }
  }
  const twins = [...folded].map(([name, key]): [string, readonly Person[]] => {
    const all = (there.get(key) ?? []).flatMap((id) => people.get(id) ?? []);
    return [name, all.filter((one) => areNear(foldedName(one.name), key))];
  });
  return new Map(twins.filter(([, all]) => all.length > 0));
}

async function idsNear(
  { store }: NameServices,
  kpaId: string,
  wanted: readonly string[],
  most: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const near = createNearNames<string>(most);
  const seen = new Set<string>();
  const words = [...new Set(wanted.flatMap(wordsOf))];
  await inTurns(words, async (word) => {
    const query = { index: 'byWord', equals: [word], limit: MOST_SHARING } as const;
    const { items } = await store.nameWords(kpaId).pick(query, ['name', 'personId']);
    for (const { personId = '', name = '' } of items) {
      if (!seen.has(personId)) near.add(personId, name);
      seen.add(personId);
    }
  });
  const found = new Map(wanted.map((one) => [one, [...near.find(one)]]));
  await inTurns(wanted, async (one) => {
    const query = { index: 'bySorted', equals: [sortedWords(one)], limit: most } as const;
    const { items } = await store.nameEntries(kpaId).pick(query, []);
    found.set(one, [...new Set([...items.map(({ id }) => id), ...(found.get(one) ?? [])])]);
  });
  return found;
}

async function inTurns<T>(all: readonly T[], ask: (one: T) => Promise<void>): Promise<void> {
  for (const some of inParts(all, AT_ONCE)) await Promise.all(some.map(ask));
}

function* inParts<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
