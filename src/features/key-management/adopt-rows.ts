import { adoptKey, findKeysFromBefore } from '../../keys/adopt-keys.ts';
import type { Custody } from '../../keys/custody.ts';
import type { RowMacs } from '../../keys/row-macs.ts';
import type { Award, Store, Stored } from '../../storage/store.ts';
import { awardMacs } from '../../awards/award-rows.ts';

interface Services {
  readonly store: Store;
  readonly custody: Custody;
  readonly clock: () => Date;
  readonly log: { warn(details: object, message: string): void };
}

/** Writes that arrive together share a commit. */
const AT_ONCE = 50;

/**
 * At start, gives the rows from before docs/adr/0019 their MAC, as they are. An owner whose keys were
 * closed for rows without a MAC is from before, and so may its awards be; once its keys are adopted,
 * nobody can make it look so again. Cut short, it is completed by the next start: the keys come last.
 */
export async function adoptRows(services: Services): Promise<void> {
  for (const [kpaId, keys] of await findKeysFromBefore(services)) {
    const awards = await adoptAwards(services, kpaId);
    for (const key of keys) await adoptKey(services, key);
    const counts = { kpaId, keys: keys.length, awards };
    services.log.warn(counts, 'Rows from before rows had a MAC: taken as they are, once');
  }
}

async function adoptAwards({ store, custody }: Services, kpaId: string): Promise<number> {
  const macs = awardMacs(custody);
  let adopted = 0;
  let batch: Stored<Award>[] = [];
  const write = async () => {
    await Promise.all(batch.map((award) => adoptAward(store, macs, award)));
    adopted += batch.length;
    batch = [];
  };
  for await (const award of store.awards(kpaId).readable.all({ index: 'byDate' })) {
    if (award.mac !== undefined) continue;
    batch.push(award);
    if (batch.length === AT_ONCE) await write();
  }
  await write();
  return adopted;
}

/** Another process that starts too may be faster: its MAC is as good. */
async function adoptAward(
  { awards }: Store,
  macs: RowMacs<Award>,
  { id, kpaId }: Award,
): Promise<void> {
  await awards(kpaId).update(id, (now) => (now.mac === undefined ? macs.marked(now) : now));
}
