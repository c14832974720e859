import type { Custody } from '../../src/keys/custody.ts';
import type { Key } from '../../src/storage/store.ts';

/** A key as versions before docs/adr/0019 stored it: written out, so that it never changes here. */
export async function keyFromBefore(custody: Custody, { mac, ...key }: Key): Promise<Key> {
  const { kpaId, id, algorithm } = key;
  const use = `signing ${algorithm}`;
  const context = { kpaId, documentId: id, use };
  const now = { ...context, use: `${use}, in a row with a MAC` };
  const wrappedKey = await custody.wrap(await custody.unwrap(key.wrappedKey, now), context);
  return { ...key, wrappedKey };
}
