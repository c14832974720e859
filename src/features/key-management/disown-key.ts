import type { KeyAct, KeyRing, Revocation } from '../../keys/key-ring.ts';
import type { Kpa } from '../../storage/store.ts';

interface Services {
  readonly keys: Pick<KeyRing, 'revoke'>;
  readonly statusLists: { publishAll(kpa: Kpa): Promise<void> };
}

/**
 * A key of a KPA that somebody else may hold: it stops verifying, another one signs, and the status
 * lists are signed anew at once, for a list under a revoked key tells nothing about any badge. What
 * this key signed is reissued afterwards. Run again, it completes what was cut short.
 */
export async function disownKey(
  { keys, statusLists }: Services,
  kpa: Kpa,
  fragment: string,
  act: KeyAct,
): Promise<Revocation> {
  const revocation = await keys.revoke(kpa.id, fragment, act);
  await statusLists.publishAll(kpa);
  return revocation;
}
