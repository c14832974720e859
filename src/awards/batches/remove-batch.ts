import type { Store } from '../../storage/store.ts';

type Stores = Pick<Store, 'awardBatches' | 'awardBatchRows'>;

/** Its lines first: what is cut short is found again by the list itself. True if it was there. */
export async function removeBatch(
  { awardBatches, awardBatchRows }: Stores,
  kpaId: string,
  batchId: string,
): Promise<boolean> {
  const rows = awardBatchRows(kpaId);
  const query = { index: 'byLine', equals: [batchId] } as const;
  for (const { id } of await rows.pickAll(query, []).toArray()) await rows.remove(id);
  return awardBatches(kpaId).remove(batchId);
}
