/** Who is meant by some letters of a name, out of an index over words of names (docs/adr/0040). */
import { byName } from '../badges/people-by-name.ts';
import { isGone } from '../badges/records/who-stays.ts';
import type { Filling, NameWord, Person } from '../storage/store.ts';
import { foldedName, isFoundBy, typedWords } from './folded-names.ts';
import { followName, type NameStores } from './name-rows.ts';

export interface NameServices {
  readonly store: NameStores;
  readonly names: Pick<Filling, 'ready'>;
}

export interface FoundPeople {
  /** By name, as many as were asked for at most. */
  readonly people: readonly Person[];
  readonly more: boolean;
}

/** Behind every word that begins like this one. */
const END = '\u{10ffff}';
/** What is read of an index after the first look, and how often: then somebody writes more of the name. */
const AT_ONCE = 200;
const MOST_READINGS = 10;

/** Those of whose names each word that was typed begins one: « bru mar », « BRUNO ». */
export async function findByName(
  { store, names }: NameServices,
  kpaId: string,
  typed: string,
  most: number,
): Promise<FoundPeople> {
  const wanted = typedWords(typed);
  const [first] = wanted;
  if (first === undefined) return { people: [], more: false };
  await names.ready(kpaId);
  const rarest = wanted.length === 1 ? first : await rarestOf(store, kpaId, wanted, first);
  const { ids, more } = await idsOf(store, kpaId, rarest, wanted, most);
  const found = await store.people(kpaId).readable.findByIds(ids.slice(0, most));
  const people = found.filter((one) => !isGone(one) && isFoundBy(foldedName(one.name), wanted));
  // Renamed by whoever did not say so: found under the new name from now on.
  const stale = found.filter((person) => !people.includes(person));
  await Promise.all(stale.map((person) => followName(store, person)));
  return { people: people.toSorted(byName), more };
}

const beginning = (word: string) =>
  ({ index: 'byWord', equals: [], from: word, before: `${word}${END}` }) as const;

async function rarestOf(
  { nameWords }: NameStores,
  kpaId: string,
  wanted: readonly string[],
  first: string,
): Promise<string> {
  const counts = await Promise.all(wanted.map((word) => nameWords(kpaId).count(beginning(word))));
  return wanted[counts.indexOf(Math.min(...counts))] ?? first;
}

async function idsOf(
  { nameWords }: NameStores,
  kpaId: string,
  word: string,
  wanted: readonly string[],
  most: number,
) {
  const ids = new Set<string>();
  let after: string | undefined;
  for (let readings = 0; readings < MOST_READINGS; readings += 1) {
    const limit = readings === 0 ? most + 1 : AT_ONCE;
    const query = { ...beginning(word), limit, ...(after !== undefined && { after }) };
    const { items, next } = await nameWords(kpaId).pick(query, ['name', 'personId']);
    for (const id of matching(items, wanted)) ids.add(id);
    after = next;
    if (next === undefined || ids.size > most) break;
  }
  return { ids: [...ids], more: ids.size > most || after !== undefined };
}

const matching = (items: readonly Partial<NameWord>[], wanted: readonly string[]) =>
  items.flatMap(({ name = '', personId = '' }) => (isFoundBy(name, wanted) ? [personId] : []));
