/** Award rows as we write them: each with its MAC, and none that follows from what somebody else wrote. */
import type { Custody } from '../keys/custody.ts';
import { createRowMacs, refuseDoubt, type RowDoubt, type RowMacs } from '../keys/row-macs.ts';
import {
  type Award,
  awardSchema,
  type Change,
  isUnchanging,
  type Store,
} from '../storage/store.ts';
import { type Stored, update, withFormsAsFields } from '../storage/store.ts';
import { createEarlierTexts } from './earlier/earlier-texts.ts';

type Macs = Pick<Custody, 'mac' | 'checkMac'>;
type Documents = Pick<Store, 'awards' | 'supersededCredentials'>;

export interface AwardRows {
  /** Undefined for a row that is as we wrote it. */
  doubt(award: Award): Promise<RowDoubt | undefined>;
  /** Rejects with `KeyError` NOT_AS_WRITTEN, WRONG_MASTER_KEY for any other. */
  refuseDoubt(award: Award): Promise<void>;
  /** Rejects with `StoreError` DUPLICATE_KEY. */
  insert(award: Award): Promise<Stored<Award>>;
  /**
   * Writes what became of `read`, the row as it was read, and before it, into documents of their own,
   * the texts that `next` has in `superseded`. Rejects with `StoreError` VERSION_CONFLICT, or as
   * `refuseDoubt` does if that row is not ours: a new MAC would make ours what somebody else put into it.
   */
  replace(read: Stored<Award>, next: Stored<Award>): Promise<Stored<Award>>;
  /** As `update` of a collection: what becomes of an award whoever else changes it, as `replace` writes it. */
  update(
    kpaId: string,
    id: string,
    change: Change<Award>,
    mostTries?: number,
  ): Promise<Stored<Award> | undefined>;
}

export const awardMacs = (custody: Macs) =>
  createRowMacs(custody, 'award row', awardSchema, withFormsAsFields);

export function createAwardRows(store: Documents, custody: Macs): AwardRows {
  const { awards } = store;
  const macs = rememberingRight(awardMacs(custody));
  const earlier = createEarlierTexts(store, custody);
  const replace: AwardRows['replace'] = async (read, next) => {
    await refuseDoubt(macs, read);
    const attributions = await earlier.putAside(next);
    const { superseded: _, ...row } = next;
    const written = await awards(row.kpaId).replace(await macs.marked(row));
    await Promise.all(attributions.map((attribute) => attribute()));
    return written;
  };
  return {
    doubt: (award) => macs.doubt(award),
    refuseDoubt: (award) => refuseDoubt(macs, award),
    insert: async (award) => awards(award.kpaId).insert(await macs.marked(award)),
    replace,
    update: (kpaId, id, change, mostTries) =>
      update({ read: () => awards(kpaId).findById(id), write: replace }, change, mostTries),
  };
}

/** A row that is as we wrote it, and does not change, is so whenever somebody asks. */
function rememberingRight(macs: RowMacs<Award>): RowMacs<Award> {
  const right = new WeakSet<Award>();
  return {
    ...macs,
    async doubt(row) {
      if (right.has(row)) return undefined;
      const doubt = await macs.doubt(row);
      if (doubt === undefined && isUnchanging(row)) right.add(row);
      return doubt;
    },
  };
}
