/** The passkeys of a person: those that open something, and their end. */
import { passkeyOpens } from '../badges/links/ways-in.ts';
import type { Passkey, Person, Store } from '../storage/store.ts';

type Passkeys = Pick<Store, 'passkeys'>;
type Whose = Pick<Person, 'id' | 'kpaId'>;

/** Those that open something, oldest first. */
export async function knownPasskeys(
  { passkeys }: Passkeys,
  person: Person,
): Promise<readonly Passkey[]> {
  const query = { index: 'byPerson', equals: [person.kpaId, person.id], limit: 50 } as const;
  return (await passkeys.find(query)).items.filter((one) => passkeyOpens(person, one));
}

/** All of them, or the one that is named; those of nobody else. */
export async function removePasskeys(
  { passkeys }: Passkeys,
  { id: personId, kpaId }: Whose,
  only?: string,
): Promise<void> {
  const query = { index: 'byPerson', equals: [kpaId, personId] } as const;
  const there = await passkeys.pickAll(query, []).toArray();
  const gone = there.filter(({ id }) => only === undefined || id === only);
  await Promise.all(gone.map(({ id }) => passkeys.remove(id)));
}
