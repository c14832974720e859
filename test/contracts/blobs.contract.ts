/** What every blob store does: one suite, run by each adapter's own test. */
import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type BlobStore, keyOf } from '../../src/blobs/blob-store.ts';

/** `change`: writes other bytes where a blob lies, past the store; it may be of many others. */
export interface BlobPlaceForTests {
  readonly store: () => BlobStore;
  readonly change: (key: string, bytes: Buffer) => Promise<void>;
}

const kpaId = randomUUID();
const some = () => {
  const bytes = randomBytes(70_000);
  return { bytes, key: keyOf(kpaId, randomUUID(), bytes) };
};

export function blobContract({ store, change }: BlobPlaceForTests): void {
  it('gives back what was put there, byte for byte, and nothing where nothing is', async () => {
    const { key, bytes } = some();
    expect(await store().get(key)).toBeUndefined();
    await store().put(key, bytes);
    expect(Buffer.from((await store().get(key)) ?? [])).toEqual(bytes);
  });

  it('takes the same again, also at once', async () => {
    const { key, bytes } = some();
    await Promise.all(Array.from({ length: 8 }, () => store().put(key, bytes)));
    await store().put(key, bytes);
    expect(Buffer.from((await store().get(key)) ?? [])).toEqual(bytes);
  });

  it('removes, and removes again', async () => {
    const { key, bytes } = some();
    await store().put(key, bytes);
    await store().remove(key);
    await store().remove(key);
    expect(await store().get(key)).toBeUndefined();
    await store().put(key, bytes);
    expect(await store().get(key)).toBeDefined();
  });

  it('gives nothing that is not what was put there', async () => {
    const { key, bytes } = some();
    await store().put(key, bytes);
    await change(key, Buffer.from('something else'));
    expect(await store().get(key)).toBeUndefined();
    await change(key, Buffer.alloc(20 * 1_048_576));
    expect(await store().get(key)).toBeUndefined();
  });

  it('takes no key that is a way elsewhere', async () => {
    const bytes = Buffer.from('x');
    for (const key of ['../../etc/passwd', `${kpaId}/../${randomUUID()}`, '', 'a/b/c', '/']) {
      await expect(store().put(key, bytes)).rejects.toThrow('No key');
      await expect(store().get(key)).rejects.toThrow('No key');
      await expect(store().remove(key)).rejects.toThrow('No key');
    }
  });

  it('lists all of them in order, some at a time, with when they were written', async () => {
    const since = Date.now() - 60_000;
    const made = Array.from({ length: 620 }, () => {
      const bytes = randomBytes(8);
      return { bytes, key: keyOf(kpaId, randomUUID(), bytes) };
    });
    for (let at = 0; at < made.length; at += 20) {
      await Promise.all(made.slice(at, at + 20).map(({ key, bytes }) => store().put(key, bytes)));
    }
    const keys: string[] = [];
    for (let after: string | undefined, parts = 0; parts < 20; parts += 1) {
      const part = await store().list(after);
      if (part.length === 0) break;
      expect(part.length).toBeLessThan(700);
      const ours = part.filter(({ key }) => key.startsWith(kpaId));
      for (const { writtenAt } of ours) expect(writtenAt.getTime()).toBeGreaterThan(since);
      keys.push(...part.map(({ key }) => key));
      after = keys.at(-1);
    }
    expect(keys).toEqual([...new Set(keys)].sort());
    expect(new Set(keys)).toEqual(new Set([...keys, ...made.map(({ key }) => key)]));
  });
}
