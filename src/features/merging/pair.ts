/** Two records of one person, and which of them stays: the older, so that no two merges lead in a circle. */
import { rolesOf } from '../../badges/rights.ts';
import { digest } from '../../keys/secrets.ts';
import type { Person, Stored } from '../../storage/store.ts';

export interface Pair {
  readonly stays: Stored<Person>;
  readonly goes: Stored<Person>;
}

const isOlder = (one: Person, other: Person): boolean =>
  one.createdAt === other.createdAt ? one.id < other.id : one.createdAt < other.createdAt;

export const pairOf = (one: Stored<Person>, other: Stored<Person>): Pair =>
  isOlder(one, other) ? { stays: one, goes: other } : { stays: other, goes: one };

/** The same for two who look at the same: what is chosen between, and what follows from it. */
export const seenOf = ({ stays, goes }: Pair): string =>
  digest(
    JSON.stringify(
      [stays, goes].map(({ id, name, email, roles, leftOn }) => [
        ...[id, name, email ?? '', leftOn ?? ''],
        roles.toSorted(),
      ]),
    ),
  );

/** Each has an e-mail, and one alone can be that of the person. */
export const differInEmail = ({ stays, goes }: Pair): boolean =>
  stays.email !== undefined && goes.email !== undefined && stays.email !== goes.email;

const powersOf = (person: Person): string =>
  rolesOf(person)
    .filter((role) => role !== 'cooperant')
    .toSorted()
    .join();

/** One could do what the other could not: whoever is signed in as either shows again who they are. */
export const differInPowers = ({ stays, goes }: Pair): boolean =>
  powersOf(stays) !== powersOf(goes);
