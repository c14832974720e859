/**
 * Entries of badges that a restored database has not, as a replay of the journal found them
 * (docs/adr/0037). Whoever has such a badge has it in a file: its entry stays its own, is taken back
 * with it, and its list gives no other.
 */
import { repeatableId } from '../badges/repeatable-id.ts';
import type { Custody } from '../keys/custody.ts';
import { createRowMacs, type RowDoubt } from '../keys/row-macs.ts';
import { ifRefused, type LostEntry, lostEntrySchema, type Store } from '../storage/store.ts';

export interface LostEntries {
  /** Undefined for a row that is as we wrote it. */
  doubt(entry: LostEntry): Promise<RowDoubt | undefined>;
  /** Once; what was revoked stays so. Resolves with how it stands. */
  note(entry: Omit<LostEntry, 'id' | 'mac'>): Promise<LostEntry['standing']>;
  /**
   * Marks all that a badge had, by the id of its award. Their lists are not published; those of a mark
   * that was cut short are among them.
   */
  revoke(kpaId: string, badgeId: string): Promise<readonly LostEntry[]>;
}

export const lostEntryMacs = (custody: Pick<Custody, 'mac' | 'checkMac'>) =>
  createRowMacs(custody, 'lost entry row', lostEntrySchema);

export function createLostEntries(
  { lostEntries }: Pick<Store, 'lostEntries'>,
  custody: Pick<Custody, 'mac' | 'checkMac'>,
): LostEntries {
  const macs = lostEntryMacs(custody);

  const isOurs = async (entry: LostEntry) => (await macs.doubt(entry)) === undefined;

  /** Of one that somebody else wrote, with an entry of their choice, nothing follows. */
  async function mark({ id, kpaId }: LostEntry): Promise<LostEntry | undefined> {
    const marked = await lostEntries(kpaId).update(id, async (now) =>
      now.standing === 'valid' && (await isOurs(now))
        ? macs.marked({ ...now, standing: 'revoked' })
        : now,
    );
    return marked && (await isOurs(marked)) ? marked : undefined;
  }

  /** `row`: as it is to be, unless it is there, and revoked. */
  async function noteAgain(row: LostEntry): Promise<LostEntry['standing']> {
    const noted = await lostEntries(row.kpaId).update(row.id, async (now) =>
      (await isOurs(now)) && (now.standing === 'revoked' || row.standing === 'valid')
        ? now
        : { ...row, version: now.version },
    );
    return noted?.standing ?? row.standing;
  }

  return {
    doubt: (entry) => macs.doubt(entry),
    async note(entry) {
      const row = await macs.marked({ ...entry, id: idOf(entry), mac: '' });
      const inserted = lostEntries(entry.kpaId)
        .insert(row)
        .then(({ standing }) => standing);
      return ifRefused(inserted, 'DUPLICATE_KEY', () => noteAgain(row));
    },
    async revoke(kpaId, badgeId) {
      const query = { index: 'byBadge', equals: [badgeId] } as const;
      const found = await lostEntries(kpaId).readable.all(query).toArray();
      const marked = await Promise.all(found.map(mark));
      return marked.filter((entry) => entry !== undefined);
    },
  };
}

const idOf = ({ badgeId, statusListId, statusIndex }: Omit<LostEntry, 'id' | 'mac'>) =>
  repeatableId(`lost/${statusListId}/${statusIndex}/${badgeId}`);
