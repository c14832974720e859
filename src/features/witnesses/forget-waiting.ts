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
  const testimonies = services.store.testimonies(kpa.id);
  for (const { id, state } of await testimonies.pickAll(query, ['state']).toArray()) {
    if (state !== 'waiting') continue;
    // Signed since, it stays; ended, nobody signs it any more, whoever read it before (sign-testimony.ts).
    const ended = await testimonies.update(id, (now) =>
      now.state === 'waiting' ? { ...now, expiresAt: now.createdAt } : now,
    );
    if (ended?.state === 'waiting') await removeTestimony(services, kpa, ended);
  }
}
