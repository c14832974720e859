/** A key as it was noted elsewhere, brought back into a database that was restored (docs/adr/0037). */
import type { Key } from '../storage/store.ts';
import { ifRefused } from '../storage/store.ts';
import type { Custody } from './custody.ts';
import { KeyError } from './errors.ts';
import { createKeyRows, findKey, type KeyRows, type KeyStore } from './key-rows.ts';
import { type KeyAct, openKey } from './stored-key.ts';

interface Parts {
  readonly store: KeyStore;
  readonly custody: Custody;
  readonly clock: () => Date;
}

type KeyFacts = Omit<Key, 'events' | 'mac'>;

/**
 * `restored`: it was gone; `advanced`: it was not as far as noted. A revoked key stays revoked. Rejects
 * with `KeyError`, also for a private key that does not open: nothing else says that it is ours.
 */
export async function restoreKey(
  { store, custody, clock }: Parts,
  noted: KeyFacts,
  act: KeyAct,
): Promise<'restored' | 'advanced' | 'same'> {
  const rows = createKeyRows(store, custody);
  const event = { at: clock().toISOString(), ...act };
  const known = (await rows.of(noted.kpaId)).some(({ key }) => key.id === noted.id);
  if (!known) return insert(rows, custody, noted, event);
  const key = findKey(await rows.of(noted.kpaId), noted.fragment);
  const advanced = noted.state !== 'active' && (await rows.advance(key, noted.state, event));
  return advanced ? 'advanced' : 'same';
}

async function insert(
  rows: KeyRows,
  custody: Custody,
  noted: KeyFacts,
  event: KeyAct & { readonly at: string },
): Promise<'restored'> {
  const { state, createdAt } = noted;
  const events: Key['events'] = [{ ...event, at: createdAt, action: 'created' }];
  if (state !== 'active') events.push({ ...event, action: state });
  const key = { ...noted, events };
  await openKey(custody, key);
  await ifRefused(rows.insert(key), 'DUPLICATE_KEY', () => {
    throw new KeyError('KEY_MISMATCH', `Another key is called ${noted.fragment} already`);
  });
  return 'restored';
}
