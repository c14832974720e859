/** Which badge of a KPA has which entry today, and which are taken back: as the indexes say it. */
import type { Store } from '../../storage/store.ts';

export interface Holders {
  /** Whether there is a badge of this id, with whatever entry. */
  isThere(id: string): boolean;
  isMarked(id: string): boolean;
  holderOf(listId: string, index: number): string | undefined;
}

export async function readHolders(store: Store, kpaId: string): Promise<Holders> {
  const ids = new Set<string>();
  const marked = new Set<string>();
  const byEntry = new Map<string, string>();
  const [awards, issued] = [store.awards(kpaId), store.issuedCredentials(kpaId)];
  const fields = ['statusListId', 'statusIndex'] as const;
  const entries = { index: 'byStatusEntry' } as const;
  for (const some of [awards.pickAll(entries, fields), issued.pickAll(entries, fields)]) {
    for await (const { id, statusListId, statusIndex } of some) {
      ids.add(id);
      byEntry.set(`${statusListId} ${statusIndex}`, id);
    }
  }
  const marks = { index: 'byStanding' } as const;
  for (const some of [awards.pickAll(marks, ['standing']), issued.pickAll(marks, ['standing'])]) {
    for await (const { id, standing } of some) if (standing === 'revoked') marked.add(id);
  }
  return {
    isThere: (id) => ids.has(id),
    isMarked: (id) => marked.has(id),
    holderOf: (listId, index) => byEntry.get(`${listId} ${index}`),
  };
}
