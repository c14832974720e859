/**
 * The status lists of a KPA (W3C Bitstring Status List). What is revoked is written on the awards;
 * a list follows them, so that no revocation can be lost between reading and writing.
 */
import { signDocument } from '../../credentials/write/sign.ts';
import { buildStatusListCredential } from '../../credentials/statuses/status-list.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Kpa, StatusList, Store, Stored } from '../../storage/store.ts';
import {
  type Addresses,
  type AllAddresses,
  everyOrigin,
  originOf,
} from '../../badges/addresses.ts';
import type { AwardRows } from '../../awards/award-rows.ts';
import type { LostEntries } from '../../awards/lost-entries.ts';
import { describeIssuer } from '../../badges/issuer.ts';
import { isSignedBy } from '../../awards/own-signature.ts';
import { type ListHead, type PublishedList, readPublished } from './bitmap.ts';
import type { ListDates, ListSpan } from './list-dates.ts';

export interface PublishServices {
  readonly store: Store;
  readonly awardRows: Pick<AwardRows, 'doubt'>;
  readonly lostEntries: Pick<LostEntries, 'doubt'>;
  readonly keys: Pick<KeyRing, 'upkeepSigner' | 'publicKeys'>;
  readonly addresses: AllAddresses;
  readonly clock: () => Date;
  readonly listDates: ListDates;
}

/**
 * How long a list of ours counts. Without an end, an old copy that lacks a revocation could be shown
 * for ever; it is signed again long before, so that nobody reads one that is over.
 */
export const LIFE = 7 * 86_400_000;

/** Several processes sign one list, each with what it has marked, for as long as marks are made. */
const MOST_TRIES = 500;

/** Milliseconds for which a foreign reader may keep a list. Ours keep none. */
const TTL = 60_000;

/** The documents that have the entries of a list. */
export function entriesOf(store: Store, { kpaId, holders }: Pick<StatusList, 'kpaId' | 'holders'>) {
  return holders === 'awards' ? store.awards(kpaId) : store.issuedCredentials(kpaId);
}

/** How many of them are marked, those of lost badges among them: the index alone answers. */
export async function countMarks(
  store: Store,
  list: Pick<StatusList, 'id' | 'kpaId' | 'holders'>,
): Promise<number> {
  const query = { index: 'byStanding', equals: [list.id, 'revoked'] } as const;
  const [there, lost] = await Promise.all([
    entriesOf(store, list).count(query),
    store.lostEntries(list.kpaId).count(query),
  ]);
  return there + lost;
}

/** Which list, where, and the dates of the one that it replaces. */
interface Signing extends Pick<StatusList, 'number' | 'size'> {
  readonly at: Addresses;
  readonly before?: ListSpan;
}

/** The signed list, in its served form. */
export async function signList(
  { keys, listDates }: PublishServices,
  kpa: Kpa,
  { number, size, at, before }: Signing,
  revoked: Iterable<number>,
): Promise<string> {
  const issuer = describeIssuer(at, kpa);
  const { from, until } = await listDates.next(LIFE, before);
  const list = await buildStatusListCredential({
    url: at.statusList(kpa.slug, number),
    issuer: issuer.id,
    validFrom: from.toISOString(),
    validUntil: until.toISOString(),
    revoked,
    size,
    ttl: TTL,
  });
  const signer = await keys.upkeepSigner(kpa.id, issuer.id, 'Ed25519');
  return JSON.stringify(await signDocument(list, signer, from));
}

interface Request {
  /** Entries just marked. */
  readonly known: readonly number[];
  /** Milliseconds of its life after which it is signed anew, also if nothing changed. */
  readonly period: number;
}

/**
 * Brings a list up to date, if it is behind or a period of its life is over. The list's version is
 * read first, and whatever was marked before then gets in: by `known`, or because the number of marks
 * shows that one is missing.
 */
export async function publishList(
  services: PublishServices,
  kpa: Kpa,
  listId: string,
  request: Request,
): Promise<Stored<StatusList>> {
  const published = await services.store
    .statusLists(kpa.id)
    .update(listId, (list) => upToDate(services, kpa, list, request), MOST_TRIES);
  if (!published) throw new Error(`No status list ${listId}`);
  return published;
}

/** The same list, if it is. */
async function upToDate(
  services: PublishServices,
  kpa: Kpa,
  list: Stored<StatusList>,
  { known, period }: Request,
): Promise<Stored<StatusList>> {
  const published = readPublished(list.credential, list.size);
  const at = await refuseForeign(services, kpa, list, published);
  const { revoked, marks } = await marksOf(services, list, published, known);
  const isComplete = revoked.size === published.revoked.size;
  if (isComplete && (await isRight(services, kpa, published, period))) {
    return marks === marksIn(list, published) ? list : { ...list, marks };
  }
  const { number, size } = list;
  const signing = { number, size, at, before: published };
  const credential = await signList(services, kpa, signing, revoked);
  return { ...list, credential, marks, updatedAt: services.clock().toISOString() };
}

/** Whether its dates and its key still serve, whatever bits it has. */
export async function isRight(
  services: PublishServices,
  kpa: Kpa,
  list: ListHead,
  period: number,
): Promise<boolean> {
  if (await services.listDates.areOver(list, { life: LIFE, period })) return false;
  return isBelievable(services, kpa, list);
}

/** Where a list was begun: its badges name it there, so there it stays (docs/adr/0031). */
const originOfList = (
  { addresses }: PublishServices,
  { slug }: Kpa,
  { number }: Pick<StatusList, 'number'>,
  { address }: Pick<ListHead, 'address'>,
): Addresses | undefined =>
  everyOrigin(addresses).find((at) => at.statusList(slug, number) === address);

/**
 * Where the list was begun. No signature of ours goes over revocations that somebody else wrote into
 * the list, and a bit is never cleared: until the list is put back as it was, nothing can be added to
 * it.
 */
async function refuseForeign(
  services: PublishServices,
  kpa: Kpa,
  list: StatusList,
  published: PublishedList,
): Promise<Addresses> {
  const { credential, number } = list;
  const {
    signedBy: [method = ''],
    validFrom,
  } = published;
  const [, fragment = ''] = method.split('#');
  // The clock of the process that signed it may be ahead of ours.
  const now = new Date(Math.max(services.clock().getTime(), Date.parse(validFrom)));
  const at = originOfList(services, kpa, list, published);
  const isOurs = at && (await isSignedBy({ ...services, at }, kpa, fragment, credential, now));
  if (isOurs) return at;
  throw new Error(`Status list ${number} is not as we signed it: compare it with a backup`);
}

/** How many marks there were when the list was last compared with them. */
export const marksIn = ({ marks }: StatusList, { revoked }: Pick<PublishedList, 'revoked'>) =>
  marks ?? revoked.size;

interface Marked {
  readonly revoked: ReadonlySet<number>;
  readonly marks: number;
}

async function marksOf(
  services: PublishServices,
  list: StatusList,
  published: PublishedList,
  known: readonly number[],
): Promise<Marked> {
  const revoked = new Set([...published.revoked, ...known]);
  const added = revoked.size - published.revoked.size;
  const marks = await countMarks(services.store, list);
  // Counting asks the index only; reading them all costs one document each.
  if (marks === marksIn(list, published) + added) return { revoked, marks };
  return readMarks(services, list, revoked);
}

/**
 * `marks`: those that were read. One that is made meanwhile is one more, and shows; so does one that
 * cannot be read, which hides none of the others.
 */
export async function readMarks(
  { store, awardRows, lostEntries }: PublishServices,
  list: Pick<StatusList, 'id' | 'kpaId' | 'holders'>,
  revoked: Set<number>,
): Promise<Marked> {
  const query = { index: 'byStanding', equals: [list.id, 'revoked'] } as const;
  let marks = 0;
  for await (const entry of store.lostEntries(list.kpaId).readable.all(query)) {
    marks += 1;
    if ((await lostEntries.doubt(entry)) === undefined) revoked.add(entry.statusIndex);
  }
  if (list.holders === 'awards') {
    for await (const award of store.awards(list.kpaId).readable.all(query)) {
      marks += 1;
      if (revoked.has(award.statusIndex)) continue;
      // A mark that is not ours revokes nothing.
      if ((await awardRows.doubt(award)) === undefined) revoked.add(award.statusIndex);
    }
    return { revoked, marks };
  }
  for await (const { statusIndex } of store.issuedCredentials(list.kpaId).readable.all(query)) {
    marks += 1;
    revoked.add(statusIndex);
  }
  return { revoked, marks };
}

/** Signed with a key that still counts: after a revoked one, the whole list would be disbelieved. */
async function isBelievable(
  { keys, addresses }: PublishServices,
  kpa: Kpa,
  { address, signedBy }: ListHead,
): Promise<boolean> {
  const at = originOf(addresses, address);
  if (!at) return false;
  const { id: did } = describeIssuer(at, kpa);
  const all = await keys.publicKeys(kpa.id);
  return all.some(
    ({ fragment, state }) => state !== 'revoked' && signedBy.includes(`${did}#${fragment}`),
  );
}
