import { removeTestimony } from '../../awards/testimonies/remove.ts';
import type { Kpa } from '../../storage/store.ts';
import type { WitnessServices } from './link-routes.ts';

/** Of a link that opens nothing any more: what was written by it and is not signed. What is signed stays. */
export async function forgetWaiting(
  services: Pick<WitnessServices, 'store' | 'clock' | 'statusLists'>,
  kpa: Kpa,
  linkId: string,
): Promise<void> {
  const query = { index: 'byLink', equals: [linkId] } as const;
  const waiting = services.store.testimonies(kpa.id).pickAll(query, []);
  for (const word of await waiting.toArray()) await removeTestimony(services, kpa, word);
}
