/** Whose record it is: of two records of one person, one stays, and the other leads to it (docs/adr/0047). */
import type { Person, Store, Stored } from '../../storage/store.ts';

type People = Pick<Store, 'people'>;

/** Each leads to an older one: there is no circle, and more than these nobody has. */
const MOST_STEPS = 60;

/** The record that stays, of whoever this record is; undefined where that is gone. */
export async function whoStays(
  store: People,
  record: Stored<Person> | undefined,
): Promise<Stored<Person> | undefined> {
  let now = record;
  for (let steps = 0; now?.mergedInto !== undefined && steps < MOST_STEPS; steps += 1) {
    now = await store.people(now.kpaId).findById(now.mergedInto);
  }
  return now?.mergedInto === undefined ? now : undefined;
}

/**
 * Who is shown as the holder of what names a record: the last that has taken it up, name and all. Between
 * the write that decides and that one, it is still the record itself.
 */
export async function findHolder(
  store: People,
  kpaId: string,
  id: string,
): Promise<Stored<Person> | undefined> {
  let now = await store.people(kpaId).findById(id);
  for (let steps = 0; now?.mergedInto !== undefined && steps < MOST_STEPS; steps += 1) {
    const next = await store.people(kpaId).findById(now.mergedInto);
    if (!next || !isOf(next, id)) break;
    now = next;
  }
  return now;
}

/**
 * Who comes in with what names a record: a session, a link, a card, a device, an account. Undefined between
 * the write that merges it and the one that takes it up: until then, what ends with more rights has not
 * ended, and whoever came in as the one could do what the other may (docs/adr/0038).
 */
export async function whoComesIn(
  store: People,
  kpaId: string,
  id: string,
): Promise<Stored<Person> | undefined> {
  const holder = await findHolder(store, kpaId, id);
  return holder?.mergedInto === undefined ? holder : undefined;
}

/** The person whom an id names, whichever of their records it is of. */
export const findPerson = async (store: People, kpaId: string, id: string) =>
  whoStays(store, await store.people(kpaId).findById(id));

/** Whether an id names this person: what others signed or wrote keeps the id that it was written under. */
export const isOf = (
  { id, mergedFrom = [] }: Pick<Person, 'id' | 'mergedFrom'>,
  named: string | undefined,
): boolean => named === id || (named !== undefined && mergedFrom.includes(named));

/** The one that stays, and those that were merged into it. */
export const recordsOf = ({ id, mergedFrom = [] }: Pick<Person, 'id' | 'mergedFrom'>) => [
  id,
  ...mergedFrom,
];

/** Nobody any more: another record of theirs stays, or they are being erased. */
export const isGone = ({
  mergedInto,
  erasingSince,
}: Pick<Person, 'mergedInto' | 'erasingSince'>): boolean =>
  mergedInto !== undefined || erasingSince !== undefined;

/** Is among the people of the KPA today: can be proposed, and listed. */
export const isHere = (person: Person): boolean => person.leftOn === undefined && !isGone(person);
