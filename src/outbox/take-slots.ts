/** What a letter takes of the few that there are: the store keeps each slot once, for all processes and restarts. */
import { ifRefused, type Store } from '../storage/store.ts';

export interface SlotServices {
  readonly store: Pick<Store, 'letterSlots'>;
  readonly clock: () => Date;
}

const HOUR = 3_600_000;

/** It reached nobody. */
export async function giveBackLetterSlots(
  store: SlotServices['store'],
  letterId: string,
): Promise<void> {
  for (const { id } of await heldBy(store, letterId)) await store.letterSlots.remove(id);
}

export const heldBy = ({ letterSlots }: SlotServices['store'], letterId: string) =>
  letterSlots.all({ index: 'byLetter', equals: [letterId] }).toArray();

/** One of each, or none. Whoever asks at once, in however many processes, gets others. */
export async function takeOfEach(
  services: SlotServices,
  [slots, ...others]: readonly (readonly string[])[],
  letterId: string,
  kept = HOUR,
): Promise<boolean> {
  if (!slots) return true;
  const taken = await takeOne(services, slots, letterId, kept);
  if (taken === undefined) return false;
  if (await takeOfEach(services, others, letterId, kept)) return true;
  await services.store.letterSlots.remove(taken);
  return false;
}

async function takeOne(
  { store, clock }: SlotServices,
  slots: readonly string[],
  letterId: string,
  kept: number,
): Promise<string | undefined> {
  const expiresAt = new Date(clock().getTime() + kept).toISOString();
  for (const id of slots) {
    const inserted = store.letterSlots.insert({ id, letterId, expiresAt });
    if (await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined)) return id;
  }
  return undefined;
}
