/** The keys of a KPA as its managers see them: since when they sign, and changed. */
import { repeatableId } from '../../badges/repeatable-id.ts';
import { say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { KeyError } from '../../keys/errors.ts';
import type { KeyRing } from '../../keys/key-ring.ts';
import type { Register } from '../../register/register.ts';
import type { Person } from '../../storage/store.ts';

interface Services {
  readonly keys: Pick<KeyRing, 'records' | 'rotate'>;
  readonly register: Register;
}

/** Those that sign today, and the day since which one of them does. */
export async function keysInUse({ keys }: Pick<Services, 'keys'>, kpaId: string) {
  const records = await keys.records(kpaId);
  const active = records.filter(({ state, doubt }) => state === 'active' && doubt === undefined);
  const newest = ['Ed25519', 'ES256'].flatMap(
    (algorithm) => active.findLast((one) => one.algorithm === algorithm) ?? [],
  );
  const since = newest.map(({ createdAt }) => createdAt).sort()[0];
  return { fragments: newest.map(({ fragment }) => fragment), since };
}

/**
 * Replaces these keys; what they signed goes on verifying (docs/adr/0011). Named, so that the same form
 * sent twice changes them once. Throws CONFLICT for a key that the KPA has not.
 */
export async function changeKeys(
  { keys, register }: Services,
  { id, kpaId }: Person,
  fragments: readonly string[],
): Promise<void> {
  const { fragments: active } = await keysInUse({ keys }, kpaId);
  // Changed already, by this form or by another manager: that is what was asked for.
  const due = fragments.filter((fragment) => active.includes(fragment));
  if (due.length === 0) return;
  const noted = repeatableId(`key-rotated/${kpaId}/${due.toSorted().join('/')}`);
  await register.note({ kpaId, by: id, act: 'key-rotated', id: noted });
  for (const fragment of due) {
    try {
      await keys.rotate(kpaId, { fragment }, { by: id, reason: 'changed by a manager of the KPA' });
    } catch (cause) {
      if (!(cause instanceof KeyError)) throw cause;
      throw new HttpError('CONFLICT', say('kpa.keys-not-changed'), { cause });
    }
  }
}
