import type { Award, Kpa, Store, Testimony } from '../../storage/store.ts';
import { type EntryServices, revokeEntry } from './entry.ts';

interface Services extends EntryServices {
  readonly store: Pick<Store, 'issuedCredentials' | 'testimonies'>;
}

/** Nothing of it stays but its entry in a status list, by which copies of it are known to be withdrawn. */
export async function removeTestimony(
  services: Services,
  kpa: Kpa,
  { id }: Pick<Testimony, 'id'>,
): Promise<void> {
  await revokeEntry(services, kpa, id);
  await services.store.testimonies(kpa.id).remove(id);
}

/** Of a badge whose holder is erased: what was said of them, and the links that ask for it. */
export async function eraseWitnessing(
  store: Pick<Store, 'testimonies' | 'witnessLinks'>,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<void> {
  const ofAward = { index: 'byAward', equals: [id] } as const;
  const [testimonies, links] = [store.testimonies(kpaId), store.witnessLinks(kpaId)];
  for (const { id: one } of await links.pickAll(ofAward, []).toArray()) await links.remove(one);
  for (const { id: one } of await testimonies.pickAll(ofAward, []).toArray()) {
    await testimonies.remove(one);
  }
}
