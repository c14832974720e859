/** Key rows from before docs/adr/0019: they bear no MAC, and their private half speaks for them. */
import { ifRefused, type Key, type Stored } from '../storage/store.ts';
import type { Custody } from './custody.ts';
import { KeyError } from './errors.ts';
import { keyMacs, type KeyStore } from './key-rows.ts';
import { adopted, type KeyAct } from './stored-key.ts';

interface Parts {
  readonly store: KeyStore;
  readonly custody: Custody;
  readonly clock: () => Date;
}

const ADOPTION: KeyAct = { by: 'kpa-badges', reason: 'a row from before rows had a MAC' };

/**
 * Those of every owner that bear no MAC and were closed before there were any. A row that lost its
 * MAC is not among them, nor one that somebody else wrote.
 */
export async function findKeysFromBefore({ store, custody }: Parts) {
  const owners = new Map<string, Stored<Key>[]>();
  for await (const key of store.keys.across.readable.all({ index: 'byFragment' })) {
    if (key.mac !== undefined || !(await isFromBefore(custody, key))) continue;
    owners.set(key.kpaId, [...(owners.get(key.kpaId) ?? []), key]);
  }
  return owners;
}

async function isFromBefore(custody: Custody, key: Key): Promise<boolean> {
  try {
    await adopted(custody, key);
    return true;
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return false;
  }
}

/** Whoever was faster did the same. */
export async function adoptKey({ store, custody, clock }: Parts, key: Stored<Key>): Promise<void> {
  const wrappedKey = await adopted(custody, key);
  const event = { at: clock().toISOString(), action: 'adopted' as const, ...ADOPTION };
  const next = { ...key, wrappedKey, events: [...key.events, event] };
  const taken = store.keys(key.kpaId).replace(await keyMacs(custody).marked(next));
  await ifRefused(taken, 'VERSION_CONFLICT', () => undefined);
}
