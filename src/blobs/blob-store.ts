/**
 * Where the files lie that people hand in (docs/adr/0051): bytes under a key, written once and never
 * changed. Which of them count, the documents of the store say.
 */
import { createHash } from 'node:crypto';

/** A KPA (or its sounds), a document of it and the SHA-256 of the bytes: no blob is of two documents. */
export interface BlobPlace {
  readonly kpaId: string;
  readonly documentId: string;
  readonly hash: string;
}

export interface ListedBlob {
  readonly key: string;
  readonly writtenAt: Date;
}

/** All of it rejects with `StoreError` UNAVAILABLE where the disk or the server does not do its work. */
export interface BlobStore {
  /** One line for the log and the start message, without credentials. */
  readonly description: string;
  /** Resolves once it would outlive a power cut. The same again changes nothing. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** Undefined where nothing is, or something else than what was put there. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  /** Nothing there is nothing to remove. */
  readonly remove: (key: string) => Promise<void>;
  /** Some, in the order of their keys, after a key. None: that was all. In a bucket, whatever lies there. */
  readonly list: (after?: string) => Promise<readonly ListedBlob[]>;
}

/** More than any blob of ours has: what lies in a bucket may be anybody’s. */
export const MOST_BLOB_BYTES = 8 * 1_048_576;

/** In hexadecimal: some disks do not tell capitals from small letters. */
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const keyOf = (kpaId: string, documentId: string, bytes: Uint8Array): string =>
  [kpaId, documentId, hashOf(bytes)].join('/');

/**
 * Sounds lie beside what is of their KPA, under an id of their own: a version from before there were any
 * removes what lies under a KPA and is of no photo, and nothing of a KPA that it does not know.
 */
export function soundSpaceOf(kpaId: string): string {
  const hash = hashOf(Buffer.from(`sounds of ${kpaId}`));
  const ends = [0, 8, 12, 16, 20, 32];
  return ends
    .slice(1)
    .map((end, at) => hash.slice(ends[at], end))
    .join('-');
}

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const KEY = new RegExp(`^(${ID})/(${ID})/([0-9a-f]{64})$`);

/** Undefined of what is no key of ours. */
export function placeOf(key: string): BlobPlace | undefined {
  const [, kpaId, documentId, hash] = KEY.exec(key) ?? [];
  if (kpaId === undefined || documentId === undefined || hash === undefined) return undefined;
  return { kpaId, documentId, hash };
}

/** Throws where a key is none: it would be a path that somebody else chose. */
export function placeIn(key: string): BlobPlace {
  const place = placeOf(key);
  if (!place) throw new Error('No key of a blob');
  return place;
}

export const isWhole = (key: string, bytes: Uint8Array): boolean =>
  placeIn(key).hash === hashOf(bytes);
