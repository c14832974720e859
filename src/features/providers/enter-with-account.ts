/** Who comes in with an account; and somebody whom nobody has linked yet waits for it. */
import { accountOpens } from '../../badges/links/ways-in.ts';
import { may, rolesOf } from '../../badges/rights.ts';
import { whoComesIn } from '../../badges/records/who-stays.ts';
import { ifRefused, type Person, type Store } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'linkedAccounts' | 'accountRequests' | 'people'>;
  readonly clock: () => Date;
}

type Outcome =
  | { readonly outcome: 'known'; readonly person: Person }
  /** Linked to somebody who has left, or who runs the network. */
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'unknown' };

const WAITING_DAYS = 14;
/** Of a KPA: of more, the oldest goes. */
const MOST_WAITING = 200;

/** No person is ever made here, and no e-mail looked at. */
export async function enterWithAccount(
  services: Services,
  kpaId: string,
  account: string,
): Promise<Outcome> {
  const { store } = services;
  const query = { index: 'byAccount', equals: [account], limit: 1 } as const;
  const [link] = (await store.linkedAccounts.find(query)).items;
  if (link?.kpaId === kpaId) {
    const person = await whoComesIn(store, kpaId, link.personId);
    if (person && accountOpens(person, link)) return { outcome: 'known', person };
    // Of before they came to more rights: it is linked anew, as any other.
    if (!person || rolesOf(person).length === 0 || may(person, 'run the network')) {
      return { outcome: 'gone' };
    }
  }
  await askToBeLinked(services, kpaId, account);
  return { outcome: 'unknown' };
}

/** Once for an account, however often it comes. */
async function askToBeLinked({ store, clock }: Services, kpaId: string, account: string) {
  const now = clock();
  const asked = {
    kpaId,
    askedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + WAITING_DAYS * 86_400_000).toISOString(),
  };
  const inserted = store.accountRequests.insert({ id: account, ...asked });
  await ifRefused(inserted, 'DUPLICATE_KEY', () =>
    store.accountRequests.update(account, (there) => ({ ...there, ...asked })),
  );
  const waiting = { index: 'byKpa', equals: [kpaId] } as const;
  if ((await store.accountRequests.count(waiting)) <= MOST_WAITING) return;
  const [oldest] = (await store.accountRequests.find({ ...waiting, limit: 1 })).items;
  if (oldest) await store.accountRequests.remove(oldest.id);
}
