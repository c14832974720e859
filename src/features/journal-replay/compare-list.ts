/** The entries of one list, as the journal has them, against those that the data has. */
import type { NotedEntry } from '../../journal/state.ts';
import type { Holders } from './read-holders.ts';

/** An entry that the data does not know as that of its badge. */
export interface AbsentEntry {
  readonly entry: NotedEntry;
  /** Revoked in the journal, or by now in the data, under another entry. */
  readonly standing: 'valid' | 'revoked';
  /** `moved`: the badge is there, with another entry, and has been given again since. */
  readonly what: 'lost' | 'moved';
  /** The other badge that has been given this entry since, and stands. */
  readonly takenBy?: string;
}

export interface ComparedEntries {
  /** Badges that are there, and are not marked as revoked. */
  readonly unmarked: readonly NotedEntry[];
  readonly absent: readonly AbsentEntry[];
}

/** `listId`: the list of the data that has their address. */
export function compareEntries(
  holders: Holders,
  listId: string,
  noted: readonly NotedEntry[],
): ComparedEntries {
  const isHeld = ({ id, index }: NotedEntry) => holders.holderOf(listId, index) === id;
  return {
    unmarked: noted.filter(
      (one) => isHeld(one) && one.standing === 'revoked' && !holders.isMarked(one.id),
    ),
    absent: noted
      .filter((one) => !isHeld(one))
      .map((entry) => {
        const { id, index } = entry;
        const isRevoked = entry.standing === 'revoked' || holders.isMarked(id);
        const holder = holders.holderOf(listId, index);
        // One that is taken back shares nothing that counts.
        const takenBy = holder === undefined || holders.isMarked(holder) ? undefined : holder;
        return {
          entry,
          standing: isRevoked ? 'revoked' : 'valid',
          what: holders.isThere(id) ? 'moved' : 'lost',
          ...(takenBy !== undefined && { takenBy }),
        };
      }),
  };
}
