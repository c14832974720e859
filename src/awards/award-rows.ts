/** Award rows as we write them: each with its MAC, and none that follows from what somebody else wrote. */
import type { Custody } from '../keys/custody.ts';
import { createRowMacs, refuseDoubt, type RowDoubt } from '../keys/row-macs.ts';
import { type Award, awardSchema, type Store, type Stored } from '../storage/store.ts';

type Macs = Pick<Custody, 'mac' | 'checkMac'>;

export interface AwardRows {
  /** Undefined for a row that is as we wrote it. */
  doubt(award: Award): Promise<RowDoubt | undefined>;
  /** Rejects with `KeyError` NOT_AS_WRITTEN, WRONG_MASTER_KEY for any other. */
  refuseDoubt(award: Award): Promise<void>;
  /** Rejects with `StoreError` DUPLICATE_KEY. */
  insert(award: Award): Promise<Stored<Award>>;
  /**
   * Writes what became of `read`, the row as it was read. Rejects with `StoreError`
   * VERSION_CONFLICT, or as `refuseDoubt` does if that row is not ours: a new MAC would make ours
   * what somebody else put into it.
   */
  replace(read: Stored<Award>, next: Stored<Award>): Promise<Stored<Award>>;
}

export const awardMacs = (custody: Macs) => createRowMacs(custody, 'award row', awardSchema);

export function createAwardRows({ awards }: Pick<Store, 'awards'>, custody: Macs): AwardRows {
  const macs = awardMacs(custody);
  return {
    doubt: (award) => macs.doubt(award),
    refuseDoubt: (award) => refuseDoubt(macs, award),
    insert: async (award) => awards(award.kpaId).insert(await macs.marked(award)),
    async replace(read, next) {
      await refuseDoubt(macs, read);
      return awards(next.kpaId).replace(await macs.marked(next));
    },
  };
}
