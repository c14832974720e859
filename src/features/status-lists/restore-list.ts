/** A list that a restored database has not, made again for those who have its address (docs/adr/0037). */
import { ifRefused, type Kpa, type StatusList } from '../../storage/store.ts';
import { everyOrigin } from '../../badges/addresses.ts';
import { countMarks, type PublishServices, signList } from './publish.ts';

/** What others may have read of a list before it was lost. */
export interface SeenByReaders {
  /** Entries whose bits are set. */
  readonly revoked: readonly number[];
  /** The newest `validFrom`. */
  readonly seen?: string | undefined;
}

export interface LostList
  extends Pick<StatusList, 'id' | 'number' | 'holders' | 'size'>, SeenByReaders {
  /** Of its address, if it is known: else that of today. */
  readonly origin?: string | undefined;
}

export async function restoreList(
  services: PublishServices,
  kpa: Kpa,
  { id, number, holders, size, revoked, seen, origin }: LostList,
): Promise<boolean> {
  const { store, clock, addresses } = services;
  const at = everyOrigin(addresses).find(({ publicUrl }) => publicUrl === origin) ?? addresses;
  const before = seen === undefined ? {} : { before: { validFrom: seen } };
  const marks = await countMarks(store, { id, kpaId: kpa.id, holders });
  const credential = await signList(services, kpa, { number, size, at, ...before }, revoked);
  const updatedAt = clock().toISOString();
  const list = { id, kpaId: kpa.id, number, holders, size, credential, marks, updatedAt };
  const inserted = store.statusLists(kpa.id).insert(list);
  return (await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined)) !== undefined;
}
