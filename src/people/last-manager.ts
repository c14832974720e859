/** A KPA always has somebody who is responsible: nobody else could give that role again. */
import { may } from '../badges/rights.ts';
import type { Person, Store, Stored } from '../storage/store.ts';

export class LastManagerError extends Error {
  override readonly name = 'LastManagerError';
}

const manages = (person: Person): boolean => may(person, 'give roles');

/** Reads everybody: it is asked where somebody stops being responsible, and nowhere else. */
async function hasManager({ people }: Pick<Store, 'people'>, kpaId: string, without?: string) {
  for await (const one of people(kpaId).readable.all({ index: 'byName' })) {
    if (one.id !== without && manages(one)) return true;
  }
  return false;
}

/**
 * Does what changes `before`, and takes it back if nobody is responsible any more: two who stop at once
 * would each have seen the other. Throws `LastManagerError`; then they are what they were.
 */
export async function keepingAManager(
  store: Pick<Store, 'people'>,
  before: Person,
  act: () => Promise<Stored<Person>>,
  takeBack: (now: Stored<Person>) => Stored<Person>,
): Promise<Stored<Person>> {
  const { id, kpaId } = before;
  if (!(await hasManager(store, kpaId, id))) throw new LastManagerError();
  const after = await act();
  if (await hasManager(store, kpaId)) return after;
  await store.people(kpaId).update(id, takeBack);
  throw new LastManagerError();
}

export const stopsManaging = (before: Person, after: Person): boolean =>
  manages(before) && !manages(after);
