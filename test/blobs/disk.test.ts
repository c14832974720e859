import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlobStore, keyOf } from '../../src/blobs/blob-store.ts';
import { openDiskBlobs } from '../../src/blobs/disk.ts';
import { isRefusal } from '../../src/storage/store.ts';
import { blobContract } from '../contracts/blobs.contract.ts';

let folder: string;
let store: BlobStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-badges-blobs-'));
  store = openDiskBlobs({ folder: join(folder, 'blobs') });
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = Buffer.from('a picture');

describe('blobs on disk', () => {
  blobContract({
    store: () => store,
    change: (key, other) => writeFile(join(folder, 'blobs', key), other),
  });

  it('are open to nobody else of the machine, and leave no half of one', async () => {
    const key = keyOf(randomUUID(), randomUUID(), bytes);
    await store.put(key, bytes);
    const path = join(folder, 'blobs', key);
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'blobs'))).mode & 0o077).toBe(0);
    expect(await readdir(join(path, '..'))).toHaveLength(1);
    await store.remove(key);
    await expect(stat(join(path, '..'))).rejects.toThrow('ENOENT');
  });

  it('say that the disk does not do its work, for an operator', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const broken = openDiskBlobs({ folder: file });
    const refusal = await broken
      .put(keyOf(randomUUID(), randomUUID(), bytes), bytes)
      .catch((error: unknown) => error);
    expect(isRefusal(refusal, 'UNAVAILABLE') && refusal.message).toContain('ENOTDIR');
  });
});
