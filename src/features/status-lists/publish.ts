/**
 * The status lists of a KPA (W3C Bitstring Status List). What is revoked is written on the awards;
 * a list follows them, so that no revocation can be lost between reading and writing.
 */
import { signDocument } from '../../credentials/write/sign.ts';
import { buildStatusListCredential } from '../../credentials/statuses/status-list.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Kpa, StatusList, Store, Stored } from '../../storage/store.ts';
import type { Addresses } from '../../badges/addresses.ts';
import type { AwardRows } from '../../awards/award-rows.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { isSignedBy } from '../../awards/own-signature.ts';
import { type PublishedList, readPublished } from './bitmap.ts';
import { endOf, isDue } from './life.ts';

export interface PublishServices {
  readonly store: Store;
  readonly awardRows: Pick<AwardRows, 'doubt'>;
  readonly keys: Pick<KeyRing, 'signer' | 'publicKeys'>;
  readonly addresses: Addresses;
  readonly clock: () => Date;
}

/** Several processes sign one list, each with what it has marked, for as long as marks are made. */
const MOST_TRIES = 500;

/** Milliseconds for which a foreign reader may keep a list. Ours keep none. */
const TTL = 60_000;

/** The documents that have the entries of a list. */
export function entriesOf(store: Store, { kpaId, holders }: Pick<StatusList, 'kpaId' | 'holders'>) {
  return holders === 'awards' ? store.awards(kpaId) : store.issuedCredentials(kpaId);
}

/** Which list, and from when the one is that it replaces. */
interface Signing extends Pick<StatusList, 'number' | 'size'> {
  readonly after?: string;
}

/** The signed list, in its served form. */
export async function signList(
  { keys, addresses, clock }: PublishServices,
  kpa: Kpa,
  { number, size, after }: Signing,
  revoked: Iterable<number>,
): Promise<string> {
  const issuer = describeIssuer(addresses, kpa);
  const now = clock();
  // Clocks of several processes differ, and readers refuse a list that goes back in time.
  const from = new Date(Math.max(now.getTime(), after === undefined ? 0 : Date.parse(after)));
  const list = await buildStatusListCredential({
    url: addresses.statusList(kpa.slug, number),
    issuer: issuer.id,
    validFrom: from.toISOString(),
    validUntil: endOf(from).toISOString(),
    revoked,
    size,
    ttl: TTL,
  });
  const signer = await keys.signer(kpa.id, issuer.id, 'Ed25519');
  return JSON.stringify(await signDocument(list, signer, now));
}

/**
 * Brings a list up to date, if it is behind or will soon be over. `known`: entries just marked, none to
 * ask whether any is missing; undefined reads every mark there is. The list's version is read first,
 * and whatever was marked before then gets in: by `known`, or because the number of marks shows that
 * one is missing.
 */
export async function publishList(
  services: PublishServices,
  kpa: Kpa,
  listId: string,
  known: readonly number[] | undefined,
): Promise<void> {
  const published = await services.store
    .statusLists(kpa.id)
    .update(listId, (list) => upToDate(services, kpa, list, known), MOST_TRIES);
  if (!published) throw new Error(`No status list ${listId}`);
}

/** The same list, if it is. */
async function upToDate(
  services: PublishServices,
  kpa: Kpa,
  list: Stored<StatusList>,
  known: readonly number[] | undefined,
): Promise<Stored<StatusList>> {
  const { clock } = services;
  const published = readPublished(list.credential, list.size);
  await refuseForeign(services, kpa, list, published);
  const revoked = await marksOf(services, list, published, known);
  const isComplete = revoked.size === published.revoked.size;
  const isCurrent = isComplete && !isDue(published, clock());
  if (isCurrent && (await isBelievable(services, kpa, published))) return list;
  const { number, size } = list;
  const next = { number, size, after: published.validFrom };
  const credential = await signList(services, kpa, next, revoked);
  return { ...list, credential, updatedAt: clock().toISOString() };
}

/**
 * No signature of ours goes over revocations that somebody else wrote into the list, and a bit is
 * never cleared: until the list is put back as it was, nothing can be added to it.
 */
async function refuseForeign(
  services: PublishServices,
  kpa: Kpa,
  { number, credential }: StatusList,
  { signedBy: [method = ''], validFrom }: PublishedList,
): Promise<void> {
  const [, fragment = ''] = method.split('#');
  // The clock of the process that signed it may be ahead of ours.
  const now = new Date(Math.max(services.clock().getTime(), Date.parse(validFrom)));
  if (await isSignedBy(services, kpa, fragment, credential, now)) return;
  throw new Error(`Status list ${number} is not as we signed it: compare it with a backup`);
}

async function marksOf(
  { store, awardRows }: PublishServices,
  list: StatusList,
  published: PublishedList,
  known: readonly number[] | undefined,
): Promise<ReadonlySet<number>> {
  const marks = new Set([...published.revoked, ...(known ?? [])]);
  const query = { index: 'byStanding', equals: [list.id, 'revoked'] } as const;
  const entries = entriesOf(store, list);
  // Counting asks the index only; reading them all costs one document each. Fewer marks than bits is
  // no proof either: behind a bit whose award is gone, a mark that is missing would not be counted.
  if (known && (await entries.count(query)) === marks.size) return marks;
  if (list.holders === 'awards') {
    for await (const award of store.awards(list.kpaId).all(query)) {
      if (marks.has(award.statusIndex)) continue;
      // A mark that is not ours revokes nothing.
      if ((await awardRows.doubt(award)) === undefined) marks.add(award.statusIndex);
    }
    return marks;
  }
  for await (const { statusIndex } of entries.all(query)) marks.add(statusIndex);
  return marks;
}

/** Signed with a key that still counts: after a revoked one, the whole list would be disbelieved. */
async function isBelievable(
  { keys, addresses }: PublishServices,
  kpa: Kpa,
  { signedBy }: PublishedList,
): Promise<boolean> {
  const { id: did } = describeIssuer(addresses, kpa);
  const all = await keys.publicKeys(kpa.id);
  return all.some(
    ({ fragment, state }) => state !== 'revoked' && signedBy.includes(`${did}#${fragment}`),
  );
}
