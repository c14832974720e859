import type { Award, Kpa, Person, Store, Testimony } from '../../storage/store.ts';
import { type RevokingServices, revokeEntry } from './entry.ts';

interface Services extends RevokingServices {
  readonly store: Pick<Store, 'issuedCredentials' | 'testimonies'>;
}

export interface ErasingWordsServices extends RevokingServices {
  readonly store: Pick<Store, 'issuedCredentials' | 'testimonies' | 'witnessLinks' | 'kpas'>;
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

/** Of a badge that is withdrawn: copies of what was said of it say so to whoever does not ask for the badge. */
export async function revokeWords(services: Services, kpa: Kpa, awardId: string): Promise<void> {
  const ofAward = { index: 'byAward', equals: [awardId] } as const;
  const words = services.store.testimonies(kpa.id).pickAll(ofAward, []);
  for (const { id } of await words.toArray()) await revokeEntry(services, kpa, id);
}

/** Of a badge whose holder is erased: what was said of them, and the links that ask for it. */
export async function eraseWitnessing(
  services: ErasingWordsServices,
  { id, kpaId }: Pick<Award, 'id' | 'kpaId'>,
): Promise<void> {
  const ofAward = { index: 'byAward', equals: [id] } as const;
  const { testimonies, witnessLinks } = services.store;
  await removeLinks(services, kpaId, await witnessLinks(kpaId).pickAll(ofAward, []).toArray());
  await removeWords(services, kpaId, await testimonies(kpaId).pickAll(ofAward, []).toArray());
}

const LINKS = ['asked', 'open', 'aside'] as const;
const WORDS = ['waiting', 'signed', 'shown', 'hidden'] as const;

/** By who is erased: what was written of a badge while that was erased, which says nothing of them any more. */
export async function eraseWitnessingOf(
  services: ErasingWordsServices,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
): Promise<void> {
  const { testimonies, witnessLinks } = services.store;
  const of = <S>(state: S) => ({ index: 'byPersonState', equals: [id, state] }) as const;
  for (const state of LINKS) {
    await removeLinks(services, kpaId, await witnessLinks(kpaId).pickAll(of(state), []).toArray());
  }
  for (const state of WORDS) {
    await removeWords(services, kpaId, await testimonies(kpaId).pickAll(of(state), []).toArray());
  }
}

type Picked = readonly { readonly id: string }[];

async function removeLinks({ store }: ErasingWordsServices, kpaId: string, links: Picked) {
  for (const { id } of links) await store.witnessLinks(kpaId).remove(id);
}

async function removeWords(services: ErasingWordsServices, kpaId: string, words: Picked) {
  if (words.length === 0) return;
  const kpa = await services.store.kpas.findById(kpaId);
  if (!kpa) throw new Error(`No KPA ${kpaId}`);
  for (const word of words) await removeTestimony(services, kpa, word);
}
