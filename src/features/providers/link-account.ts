/** « Relier »: an account that waits is a person’s from then on; and no more. */
import { accountOpens } from '../../badges/links/ways-in.ts';
import { may } from '../../badges/rights.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { accountsOf, removeAccounts } from '../../people/accounts-of.ts';
import { type AccountRequest, ifRefused, type Person, type Store } from '../../storage/store.ts';
import { closeOf } from '../../web/connections/connections.ts';
import { codeOf, linkIdOf } from './accounts.ts';

interface Services {
  readonly store: Pick<Store, 'linkedAccounts' | 'accountRequests' | 'sessions' | 'passkeys'>;
  readonly clock: () => Date;
  readonly appSecret: string;
}

/** Newest first: of more, the others wait until these are linked. */
const SHOWN = 20;

export async function waitingAccounts(
  { store, clock, appSecret }: Services,
  kpaId: string,
): Promise<
  readonly { readonly value: string; readonly label: Message; readonly detail: Message }[]
> {
  const { items } = await store.accountRequests.find({
    ...({ index: 'byKpa', equals: [kpaId], order: 'descending' } as const),
    limit: SHOWN,
  });
  const now = clock().toISOString();
  return items
    .filter(({ expiresAt }) => expiresAt > now)
    .map(({ id, askedAt }) => ({
      value: id,
      label: say('provider.code', { code: codeOf(appSecret, id) }),
      detail: say('provider.asked', { at: askedAt }),
    }));
}

type Linking =
  { readonly outcome: 'linked' } | { readonly outcome: 'refused'; readonly said: Message };

/** `account`: as the form sends it. Sent again, it is linked once. `at`: when this person was judged to be one whom the visitor may help. */
export async function linkAccount(
  services: Services,
  person: Person,
  account: string,
  at: Date,
): Promise<Linking> {
  const { store, clock } = services;
  if (may(person, 'run the network')) return refused(say('provider.not-for-network'));
  const id = linkIdOf(person);
  const before = await accountsOf(store, person);
  const open = before.filter((one) => accountOpens(person, one));
  if (open.some((one) => one.account === account)) return { outcome: 'linked' };
  if (open.length > 0) return hasOne(person);
  // Those of before they came to more rights open nothing: they are linked anew.
  await removeAccounts(store, person);
  const request = await store.accountRequests.findById(account);
  if (!isWaiting(request, person.kpaId, clock())) return refused(say('provider.no-such-code'));
  const link = {
    ...{ id, kpaId: person.kpaId, personId: person.id, account },
    linkedAt: at.toISOString(),
  };
  const inserted = store.linkedAccounts.insert(link);
  // At the same moment: this person has another one now, or somebody else has this one.
  const stored = await ifRefused(inserted, 'DUPLICATE_KEY', () =>
    store.linkedAccounts.findById(id),
  );
  if (stored?.account !== account) return stored ? hasOne(person) : refused(say('provider.taken'));
  await store.accountRequests.remove(account);
  return { outcome: 'linked' };
}

const isWaiting = (request: AccountRequest | undefined, kpaId: string, now: Date): boolean =>
  request?.kpaId === kpaId && request.expiresAt > now.toISOString();

const refused = (said: Message): Linking => ({ outcome: 'refused', said });
const hasOne = ({ name }: Person): Linking =>
  refused(say('provider.has-one', { name: typed(name) }));

/** Whoever came in with it is out, and a device that they added with it. False if there was none. */
export async function unlinkAccount(
  { store }: Services,
  person: Pick<Person, 'id' | 'kpaId'>,
): Promise<boolean> {
  const isGone = await removeAccounts(store, person);
  await closeOf({ store }, person, 'provider');
  return isGone;
}
