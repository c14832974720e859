/** A KPA that the network suspended signs nothing new; what it signed goes on counting (docs/adr/0042). */
import type { Kpa, Store } from '../storage/store.ts';
import { say } from '../language/message.ts';
import { HttpError } from '../problems/http-error.ts';

/** Throws CONFLICT. Asked by the key ring, each time that something is signed. */
export async function refuseSuspended(
  { kpas }: Pick<Store, 'kpas'>,
  ownerId: string,
): Promise<void> {
  const kpa = await kpas.findById(ownerId);
  if (kpa) refuseToBegin(kpa);
}

/** The same where a form would be filled in for nothing. Throws CONFLICT. */
export function refuseToBegin({ suspended }: Kpa): void {
  if (!suspended) return;
  const { since } = suspended;
  const english = `The network suspended this KPA on ${since.slice(0, 10)}: it signs nothing until the network reopens it. What it signed before goes on counting.`;
  throw new HttpError('CONFLICT', say('kpa.suspended', { since }), { english });
}
