/** The accounts of a person at the sign-in service of their KPA: one, or one of each of their records (docs/adr/0047). */
import type { LinkedAccount, Person, Store, Stored } from '../storage/store.ts';

type Accounts = Pick<Store, 'linkedAccounts'>;
type Whose = Pick<Person, 'id' | 'kpaId'>;

/** In the order in which they were linked. */
export async function accountsOf(
  { linkedAccounts }: Accounts,
  { id, kpaId }: Whose,
): Promise<readonly Stored<LinkedAccount>[]> {
  return (await linkedAccounts.find({ index: 'byPerson', equals: [kpaId, id] })).items;
}

/** False if there was none. */
export async function removeAccounts(store: Accounts, whose: Whose): Promise<boolean> {
  const there = await accountsOf(store, whose);
  const removed = await Promise.all(there.map(({ id }) => store.linkedAccounts.remove(id)));
  return removed.some(Boolean);
}
