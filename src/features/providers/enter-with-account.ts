/** Who comes in with an account; and somebody whom nobody has linked yet waits for it. */
import { accountOpens } from '../../badges/links/ways-in.ts';
import { ifRefused, type Person, type Store } from '../../storage/store.ts';

interface Services {
  readonly store: Pick<Store, 'linkedAccounts' | 'accountRequests' | 'people'>;
  readonly clock: () => Date;
}

type Outcome =
  | { readonly outcome: 'known'; readonly person: Person }
  /** Linked to somebody who has left, or before they had the rights that they have. */
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'unknown' };

const WAITING_DAYS = 14;

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
    const person = await store.people(kpaId).findById(link.personId);
    if (person && accountOpens(person, link)) return { outcome: 'known', person };
    return { outcome: 'gone' };
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
}
