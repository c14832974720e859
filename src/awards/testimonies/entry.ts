/** The status entry of a testimony, so that its author can take it back without the badge (docs/adr/0054). */
import type { EntryHolders, IssuedCredential, Kpa, Store } from '../../storage/store.ts';
import { ifRefused } from '../../storage/store.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { digest } from '../../keys/secrets.ts';

export interface EntryServices {
  readonly store: Pick<Store, 'issuedCredentials'>;
  readonly clock: () => Date;
  readonly statusLists: {
    draw(
      kpa: Kpa,
      holders: EntryHolders,
    ): Promise<{ readonly listId: string; readonly index: number }>;
    publish(kpa: Kpa, listId: string, known: readonly number[]): Promise<void>;
  };
}

export interface RevokingServices extends Pick<EntryServices, 'store' | 'clock'> {
  readonly statusLists: Pick<EntryServices['statusLists'], 'publish'>;
}

type Entry = Pick<IssuedCredential, 'statusListId' | 'statusIndex'>;

const MOST_DRAWS = 20;
/** Where there is the token of a program else: nobody has it. */
const NO_TOKEN = digest('a testimony');

const entryIdOf = (testimonyId: string) => repeatableId(`testimony/${testimonyId}`);

export const credentialIdOf = (testimonyId: string) => `urn:uuid:${testimonyId}`;

/** Whether it was taken back: its entry says so for good, and serves no other word. */
export async function isSpent(
  { store }: Pick<EntryServices, 'store'>,
  kpa: Pick<Kpa, 'id'>,
  testimonyId: string,
): Promise<boolean> {
  const entry = await store.issuedCredentials(kpa.id).findById(entryIdOf(testimonyId));
  return entry?.standing === 'revoked';
}

/** Whether a KPA signed it as the word of a witness: the entry says so for good, whatever became of word and badge. */
export async function isWord(
  { store }: Pick<EntryServices, 'store'>,
  kpa: Pick<Kpa, 'id'>,
  credentialId: string,
): Promise<boolean> {
  const id = entryIdOf(credentialId.replace(credentialIdOf(''), ''));
  const entry = await store.issuedCredentials(kpa.id).findById(id);
  return entry?.credentialId === credentialId;
}

/** The same one, however often it is asked for. Throws CONFLICT for a word that was taken back since. */
export async function entryFor(
  { store, clock, statusLists }: EntryServices,
  kpa: Kpa,
  testimonyId: string,
): Promise<Entry> {
  const entries = store.issuedCredentials(kpa.id);
  const id = entryIdOf(testimonyId);
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const there = await entries.findById(id);
    if (there?.standing === 'revoked') throw new HttpError('CONFLICT', say('witness.gone'));
    if (there) return there;
    const drawn = await statusLists.draw(kpa, 'issuedCredentials');
    const inserted = entries.insert({
      ...{ id, kpaId: kpa.id, credentialId: credentialIdOf(testimonyId) },
      // Of what it is the entry: its text is signed with it.
      ...{ digest: digest(credentialIdOf(testimonyId)), apiTokenId: NO_TOKEN },
      ...{ issuedAt: clock().toISOString(), standing: 'valid' },
      ...{ statusListId: drawn.listId, statusIndex: drawn.index },
    });
    // The entry is another's since, or it is there by now.
    const fresh = await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined);
    if (fresh) return fresh;
  }
  throw new Error('No free status entry found');
}

/** Once it resolves, the list that is served says so. Of one that was never signed there is none. */
export async function revokeEntry(
  { store, clock, statusLists }: RevokingServices,
  kpa: Kpa,
  testimonyId: string,
): Promise<void> {
  const revokedAt = clock().toISOString();
  const entry = await store
    .issuedCredentials(kpa.id)
    .update(entryIdOf(testimonyId), (now) =>
      now.standing === 'revoked' ? now : { ...now, standing: 'revoked', revokedAt },
    );
  if (entry) await statusLists.publish(kpa, entry.statusListId, [entry.statusIndex]);
}
