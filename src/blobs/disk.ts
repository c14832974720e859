/** Blobs as files: `<folder>/<KPA>/<document>/<SHA-256>`, each there whole or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { toDisk, unavailable } from '../storage/store.ts';
import {
  type BlobStore,
  isWhole,
  type ListedBlob,
  MOST_BLOB_BYTES,
  placeIn,
  placeOf,
} from './blob-store.ts';

/** Of a file that is being written; it is no key, and one that was left is swept like a blob. */
const DRAFT = '.writing-';
/** Listed at a time, at least, if there are so many. */
const LISTED = 500;

export function openDiskBlobs({ folder }: { readonly folder: string }): BlobStore {
  const pathOf = (key: string) => {
    const { kpaId, documentId, hash } = placeIn(key);
    return join(folder, kpaId, documentId, hash);
  };

  async function put(key: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(key);
    const place = dirname(path);
    await makeFolders(place);
    const draft = join(place, `${DRAFT}${randomUUID()}`);
    try {
      await writeWhole(draft, bytes);
      await rename(draft, path);
      await toDisk(place);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /** Each new folder is on the disk before what is in it; another process may take one away meanwhile. */
  async function makeFolders(place: string): Promise<void> {
    const first = await mkdir(place, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    const top = dirname(resolve(first));
    for (let made = resolve(place); made !== top; made = dirname(made)) await toDisk(dirname(made));
  }

  async function get(key: string): Promise<Uint8Array | undefined> {
    const handle = await unlessMissing(open(pathOf(key), 'r'));
    if (!handle) return undefined;
    try {
      if ((await handle.stat()).size > MOST_BLOB_BYTES) return undefined;
      const bytes = await handle.readFile();
      return isWhole(key, bytes) ? bytes : undefined;
    } finally {
      await handle.close();
    }
  }

  async function remove(key: string): Promise<void> {
    const path = pathOf(key);
    await rm(path, { force: true });
    // With the last of a document its folder goes; one that is not empty stays.
    await rmdir(dirname(path)).catch(() => undefined);
  }

  async function list(after = ''): Promise<readonly ListedBlob[]> {
    const [kpaAfter = '', documentAfter = ''] = after.split('/');
    const found: ListedBlob[] = [];
    for (const kpaId of await namesIn(folder)) {
      if (kpaId < kpaAfter) continue;
      for (const documentId of await namesIn(join(folder, kpaId))) {
        if (kpaId === kpaAfter && documentId < documentAfter) continue;
        found.push(...(await listOf(kpaId, documentId)).filter(({ key }) => key > after));
        if (found.length >= LISTED) return found;
      }
    }
    return found;
  }

  async function listOf(kpaId: string, documentId: string): Promise<readonly ListedBlob[]> {
    const names = await namesIn(join(folder, kpaId, documentId));
    const all = names.map(async (name): Promise<readonly ListedBlob[]> => {
      const key = [kpaId, documentId, name].join('/');
      const found = await unlessMissing(stat(join(folder, key)));
      if (!found) return [];
      if (placeOf(key)) return [{ key, writtenAt: found.mtime }];
      if (name.startsWith(DRAFT) && found.mtimeMs < Date.now() - HOUR) {
        await rm(join(folder, key), { force: true });
      }
      return [];
    });
    return (await Promise.all(all)).flat();
  }

  return {
    description: `Files in ${folder}`,
    put: (key, bytes) => told(folder, () => again(() => put(key, bytes))),
    get: (key) => told(folder, () => get(key)),
    remove: (key) => told(folder, () => remove(key)),
    list: (after) => told(folder, () => list(after)),
  };
}

/** Nobody writes one file for so long. */
const HOUR = 3_600_000;

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

async function unlessMissing<R>(asked: Promise<R>): Promise<R | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Sorted; what is no folder has none. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return [];
    throw error;
  }
}

/** The folder of the document went with its last blob, between two steps. */
async function again(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await write();
  }
}

/** What the disk says has a code; what has none is a fault of ours. */
async function told<R>(folder: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw unavailable(`Files cannot be kept in ${folder}: the disk says ${code}`, error);
  }
}
