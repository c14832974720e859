import type { Person, Store } from '../../storage/store.ts';

/** Somebody is erased: no line of a list says anything of them any more, nor is signed (docs/adr/0047). */
export async function forgetInBatches(
  { awardBatchRows }: Pick<Store, 'awardBatchRows'>,
  { id: personId, kpaId }: Pick<Person, 'id' | 'kpaId'>,
): Promise<void> {
  const rows = awardBatchRows(kpaId);
  const query = { index: 'byPerson', equals: [personId] } as const;
  for (const { id } of await rows.pickAll(query, []).toArray()) {
    await rows.update(id, ({ version, kpaId: owner, batchId, line, state }) => ({
      ...{ id, version, kpaId: owner, batchId, line },
      ...(state === 'right' || state === 'failed'
        ? { state: 'failed', why: { code: 'award.list.person-left' } }
        : { state }),
    }));
  }
}
