/** The key documents of a KPA, and the only ways in which they change once made. */
import { each, type Key, type KeyEvent, type Store, StoreError } from '../storage/store.ts';
import type { Stored } from '../storage/store.ts';
import { KeyError } from './errors.ts';

export type KeyStore = Pick<Store, 'keys'>;

/** Oldest first. By number, since as text `key-10` comes before `key-2`. */
export async function keysOf(store: KeyStore, kpaId: string): Promise<Stored<Key>[]> {
  const keys: Stored<Key>[] = [];
  for await (const key of each(store.keys(kpaId), { index: 'byFragment' })) keys.push(key);
  return keys.sort((a, b) => numberOf(a) - numberOf(b));
}

export const numberOf = ({ fragment }: Key): number => Number(fragment.slice('key-'.length));

/** Throws `KeyError` UNKNOWN_KEY. */
export function findKey(keys: readonly Stored<Key>[], fragment: string): Stored<Key> {
  const key = keys.find((one) => one.fragment === fragment);
  if (key) return key;
  const known = keys.map((one) => one.fragment).join(', ');
  throw new KeyError('UNKNOWN_KEY', `There is no ${fragment}: the keys are ${known || 'none'}`);
}

/** A key only goes forward: a retired one never signs again, a revoked one stays revoked. */
const ORDER = { active: 0, retired: 1, revoked: 2 } as const;

/** Change and record are one write. False if the key was there, or further, already. */
export async function advance(
  store: KeyStore,
  key: Stored<Key>,
  state: 'retired' | 'revoked',
  event: Omit<KeyEvent, 'action'>,
): Promise<boolean> {
  const keys = store.keys(key.kpaId);
  for (let now: Stored<Key> | undefined = key; now; now = await keys.findById(key.id)) {
    if (ORDER[now.state] >= ORDER[state]) return false;
    try {
      await keys.replace({ ...now, state, events: [...now.events, { ...event, action: state }] });
      return true;
    } catch (error) {
      // Somebody else changed it in between: what it says now decides.
      if (!(error instanceof StoreError && error.code === 'VERSION_CONFLICT')) throw error;
    }
  }
  return false;
}
