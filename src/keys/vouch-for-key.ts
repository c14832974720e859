import type { Custody } from './custody.ts';
import { KeyError } from './errors.ts';
import { keyMacs, type KeyStore } from './key-rows.ts';
import { type KeyAct, rewrapped } from './stored-key.ts';

/**
 * Gives a key row a MAC as it stands, because an operator vouches for it: after the master key was
 * lost, or once the row was compared with a backup. A private key that does not open stays as it is:
 * it signs nothing, and its signatures go on verifying. Rejects with KEY_MISMATCH for one that opens
 * and is another's.
 */
export async function vouchForKey(
  { store, custody, clock }: { store: KeyStore; custody: Custody; clock: () => Date },
  kpaId: string,
  id: string,
  act: KeyAct,
): Promise<void> {
  const keys = store.keys(kpaId);
  const key = await keys.findById(id);
  if (!key) throw new KeyError('UNKNOWN_KEY', `There is no key ${id}`);
  const wrappedKey = await rewrapped(custody, key).catch((error: unknown) => {
    if (error instanceof KeyError && error.code === 'WRONG_MASTER_KEY') return key.wrappedKey;
    throw error;
  });
  const event = { at: clock().toISOString(), action: 'adopted' as const, ...act };
  const next = { ...key, wrappedKey, events: [...key.events, event] };
  await keys.replace(await keyMacs(custody).marked(next));
}
