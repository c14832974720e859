import { removeBatch } from '../../awards/batches/remove-batch.ts';
import { endMeeting, type EndingServices } from '../../awards/confirmations/who-saw.ts';
import type { Collection, Identified, Store } from '../../storage/store.ts';

interface Services extends Pick<EndingServices, 'groupSigned'> {
  readonly store: Pick<
    Store,
    | 'sessions'
    | 'signInLinks'
    | 'letters'
    | 'letterSlots'
    | 'limitUses'
    | 'peopleLists'
    | 'accountRequests'
    | 'keptForms'
    | 'awardDrafts'
    | 'notices'
    | 'witnessLinks'
    | 'testimonies'
    | 'groupMeetings'
    | 'groupWitnesses'
    | 'awards'
    | 'experiences'
    | 'people'
    | 'awardBatches'
    | 'awardBatchRows'
  >;
  readonly knownTime: { read(): Promise<{ readonly known: Date; readonly clock: Date }> };
}

/** Each batch is a moment's work, between two requests. */
const BATCH = 100;
/** Clocks of several processes differ a little. */
const KEPT_MINUTES = 60;
/** What was written by a link of a witness in its last minute is signed within an hour, and asks for it. */
const SIGNED_BY_LINK_MINUTES = 60;

export interface Purged {
  readonly sessions: number;
  readonly signInLinks: number;
  readonly letters: number;
  readonly letterSlots: number;
  readonly limitUses: number;
  readonly peopleLists: number;
  readonly accountRequests: number;
  readonly keptForms: number;
  readonly awardDrafts: number;
  readonly notices: number;
  readonly witnessLinks: number;
  readonly testimonies: number;
  readonly groupMeetings: number;
  readonly awardBatches: number;
}

/**
 * Removes the sessions and sign-in links that open nothing any more, what became of letters, what was
 * counted, lists of people that nobody added, accounts that nobody linked, forms that nobody came back
 * to, badges that nobody signed, lists of them, words that nobody confirmed, meetings that are over, and what people were told. Share links stay: their owner sees when each was opened. Several processes may do this at once,
 * and one whose clock is ahead takes nothing that others still need (docs/adr/0032). What fails in one
 * collection holds up none of the others; then it rejects.
 */
export async function purgeExpired(
  { store, knownTime, groupSigned }: Services,
  signal?: AbortSignal,
): Promise<Purged> {
  const { known, clock } = await knownTime.read();
  const now = Math.min(known.getTime(), clock.getTime());
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const before = ago(KEPT_MINUTES);
  const failed: unknown[] = [];
  const counted = (removing: Promise<number>) =>
    removing.catch((error: unknown) => {
      failed.push(error);
      return 0;
    });
  const ofKpas = { index: 'acrossByExpiry', before, limit: BATCH } as const;
  const ofLinks = { ...ofKpas, before: ago(KEPT_MINUTES + SIGNED_BY_LINK_MINUTES) };
  const purged = {
    sessions: await counted(purge(store.sessions, before, signal)),
    signInLinks: await counted(purge(store.signInLinks, before, signal)),
    letters: await counted(purge(store.letters, before, signal)),
    letterSlots: await counted(purge(store.letterSlots, before, signal)),
    limitUses: await counted(purge(store.limitUses, before, signal)),
    peopleLists: await counted(purge(store.peopleLists, before, signal)),
    accountRequests: await counted(purge(store.accountRequests, before, signal)),
    keptForms: await counted(purge(store.keptForms, before, signal)),
    awardDrafts: await counted(
      purgeOfKpas(
        {
          pick: () => store.awardDrafts.across.pick(ofKpas, ['kpaId']),
          remove: (kpaId, id) => store.awardDrafts(kpaId).remove(id),
        },
        signal,
      ),
    ),
    notices: await counted(
      purgeOfKpas(
        {
          pick: () => store.notices.across.pick(ofKpas, ['kpaId']),
          remove: (kpaId, id) => store.notices(kpaId).remove(id),
        },
        signal,
      ),
    ),
    witnessLinks: await counted(
      purgeOfKpas(
        {
          pick: () => store.witnessLinks.across.pick(ofLinks, ['kpaId']),
          remove: (kpaId, id) => store.witnessLinks(kpaId).remove(id),
        },
        signal,
      ),
    ),
    testimonies: await counted(
      purgeOfKpas(
        {
          pick: () => store.testimonies.across.pick(ofKpas, ['kpaId']),
          remove: (kpaId, id) => store.testimonies(kpaId).remove(id),
        },
        signal,
      ),
    ),
    groupMeetings: await counted(
      purgeOfKpas(
        {
          pick: () => store.groupMeetings.across.pick(ofKpas, ['kpaId']),
          remove: (kpaId, id) =>
            endMeeting({ store, groupSigned }, kpaId, id, ({ expiresAt }) => expiresAt < before),
        },
        signal,
      ),
    ),
    awardBatches: await counted(
      purgeOfKpas(
        {
          pick: () => store.awardBatches.across.pick(ofKpas, ['kpaId']),
          remove: (kpaId, id) => removeBatch(store, kpaId, id),
        },
        signal,
      ),
    ),
  };
  if (failed.length > 0) throw failed[0];
  return purged;
}

interface Expired {
  readonly index: 'byExpiry';
  readonly before: string;
}

async function purge<T extends Identified>(
  collection: Pick<Collection<T, Expired>, 'pick' | 'remove'>,
  before: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  let removed = 0;
  for (let more = true; more && signal?.aborted !== true;) {
    const { items, next } = await collection.pick({ index: 'byExpiry', before, limit: BATCH }, []);
    const done = await Promise.all(items.map(({ id }) => collection.remove(id)));
    removed += done.filter(Boolean).length;
    more = next !== undefined;
  }
  return removed;
}

interface OfKpas {
  /** Some of those that have expired. */
  readonly pick: () => Promise<Picked>;
  readonly remove: (kpaId: string, id: string) => Promise<boolean>;
}

interface Picked {
  readonly items: readonly { readonly id: string; readonly kpaId?: string }[];
  readonly next?: unknown;
}

/** They are of a KPA each. */
async function purgeOfKpas(
  { pick, remove }: OfKpas,
  signal: AbortSignal | undefined,
): Promise<number> {
  let removed = 0;
  for (let more = true; more && signal?.aborted !== true;) {
    const { items, next } = await pick();
    for (const { id, kpaId = '' } of items) if (await remove(kpaId, id)) removed += 1;
    more = next !== undefined;
  }
  return removed;
}
