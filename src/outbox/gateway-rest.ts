/**
 * How long the gateway of short messages asks to be left alone (`Retry-After`): kept in the store, so that it
 * holds for all letters, in all processes, and over restarts.
 */
import { digest } from '../keys/secrets.ts';
import { ifRefused } from '../storage/store.ts';
import type { SlotServices } from './take-slots.ts';

const ID = digest('the gateway of short messages rests');

/** Seconds that are left of it. */
export async function restOfGateway({ store, clock }: SlotServices): Promise<number> {
  const rest = await store.letterSlots.findById(ID);
  if (!rest) return 0;
  return Math.max(0, Math.ceil((Date.parse(rest.expiresAt) - clock().getTime()) / 1_000));
}

/** The longest that was asked for: what is under way at the same moment may be answered by less. */
export async function letGatewayRest(
  { store, clock }: SlotServices,
  seconds: number,
): Promise<void> {
  const expiresAt = new Date(clock().getTime() + seconds * 1_000).toISOString();
  const inserted = store.letterSlots.insert({ id: ID, expiresAt });
  if (await ifRefused(inserted, 'DUPLICATE_KEY', () => undefined)) return;
  await store.letterSlots.update(ID, (now) =>
    now.expiresAt < expiresAt ? { ...now, expiresAt } : now,
  );
}
