/** What is said of a person's account at the provider of their KPA, to those who may link it. */
import { accountOpens } from '../../badges/links/ways-in.ts';
import { may } from '../../badges/rights.ts';
import { type Message, say, typed } from '../../language/message.ts';
import type { Person, Store } from '../../storage/store.ts';
import { accountsOf } from '../../people/accounts-of.ts';
import { findProvider } from './accounts.ts';

type Stores = Pick<Store, 'signInProviders' | 'linkedAccounts'>;

export interface AccountState {
  readonly isLinked: boolean;
  readonly said: Message;
}

/** Undefined where the KPA has no provider, and the person no account; and for who runs the network. */
export async function accountState(
  store: Stores,
  person: Person,
): Promise<AccountState | undefined> {
  const [provider, [link]] = await Promise.all([
    findProvider(store, person.kpaId),
    accountsOf(store, person),
  ]);
  if (may(person, 'run the network')) return undefined;
  if (link && accountOpens(person, link)) {
    return { isLinked: true, said: say('provider.linked', { on: link.linkedAt }) };
  }
  if (!provider) return undefined;
  if (link) return { isLinked: false, said: say('provider.of-before') };
  return { isLinked: false, said: say('provider.not-linked', { name: typed(provider.name) }) };
}

/** To prove again who one is (docs/adr/0046): at the provider, which asks once more. */
export const waysWithAccount = (store: Stores & Pick<Store, 'kpas'>) => async (person: Person) => {
  const [kpa, provider, [link]] = await Promise.all([
    store.kpas.findById(person.kpaId),
    findProvider(store, person.kpaId),
    accountsOf(store, person),
  ]);
  if (!kpa || !provider || !link || !accountOpens(person, link)) return [];
  const label = say('provider.proof', { name: typed(provider.name) });
  return [{ label, action: `/connexion/structure/${kpa.slug}`, method: 'get' } as const];
};
