/** A list that a restored database has not, made again for those who have its address (docs/adr/0037). */
import { ifRefused, type Kpa, type StatusList } from '../../storage/store.ts';
import { everyOrigin } from '../../badges/addresses.ts';
import { type PublishServices, readMarks, signList } from './publish.ts';

export interface LostList extends Pick<StatusList, 'id' | 'number' | 'holders' | 'size'> {
  /** The newest `validFrom` that readers have seen. */
  readonly seen?: string | undefined;
  /** Of its address: else it is that of today. */
  readonly origin?: string | undefined;
}

/** With all that is marked in it. False if another has its number. */
export async function restoreList(
  services: PublishServices,
  kpa: Kpa,
  { id, number, holders, size, seen, origin = services.addresses.publicUrl }: LostList,
): Promise<boolean> {
  const { store, clock, addresses } = services;
  const at = everyOrigin(addresses).find(({ publicUrl }) => publicUrl === origin);
  if (!at) throw new Error(`it was at ${origin}, to which this data never belonged`);
  const before = seen === undefined ? {} : { before: { validFrom: seen } };
  const { revoked, marks } = await readMarks(services, { id, kpaId: kpa.id, holders }, new Set());
  const credential = await signList(services, kpa, { number, size, at, ...before }, revoked);
  const updatedAt = clock().toISOString();
  const list = { id, kpaId: kpa.id, number, holders, size, credential, marks, updatedAt };
  const inserted = store.statusLists(kpa.id).insert(list);
  return (await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined)) !== undefined;
}
