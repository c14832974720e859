/** Node: its own cryptography and zlib, asked for at run time, so that a browser needs none of them. */
import type * as Bytes from 'node:buffer';
import type * as Crypto from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type * as Zlib from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { Overflow } from './overflow.ts';
import type { HashName, Platform } from './platform.ts';

const NAMES: Readonly<Record<HashName, string>> = { 'SHA-256': 'sha256', 'SHA-384': 'sha384' };

/** Undefined where there is no Node. */
export function nativePlatform({
  process: node,
}: { readonly process?: Partial<NodeJS.Process> } = globalThis): Platform | undefined {
  const crypto = node?.getBuiltinModule?.('node:crypto');
  const zlib = node?.getBuiltinModule?.('node:zlib');
  const bytes = node?.getBuiltinModule?.('node:buffer');
  if (!crypto || !zlib || !bytes) return undefined;
  const texts = base64(bytes);
  return { ...hashes(crypto), ...signatures(crypto, texts), ...compression(zlib), ...texts };
}

function hashes(crypto: typeof Crypto): Pick<Platform, 'hash' | 'hexHash'> {
  return {
    hash: (algorithm, input) => crypto.hash(NAMES[algorithm], input, 'buffer'),
    hexHash: (algorithm, input) => crypto.hash(NAMES[algorithm], input),
  };
}

type Texts = Pick<Platform, 'encodeBase64Url' | 'decodeBase64Url'>;

function signatures(crypto: typeof Crypto, texts: Texts): Pick<Platform, 'verifyEd25519'> {
  // To make one takes as long as to check a signature with it.
  const keys = new LRUCache<string, KeyObject>({
    max: 500,
    memoMethod: (x) =>
      crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
  });
  return {
    verifyEd25519: (signature, message, publicKey) =>
      crypto.verify(null, message, keys.memo(texts.encodeBase64Url(publicKey)), signature),
  };
}

const base64 = ({ Buffer }: typeof Bytes): Texts => ({
  encodeBase64Url: ({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength).toString('base64url'),
  /** It skips what is no base64: then the bytes are written otherwise. */
  decodeBase64Url(text) {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.toString('base64url') !== text) throw new Error('not base64url');
    // A buffer of its own, not a part of one that others have parts of.
    return new Uint8Array(bytes);
  },
});

function compression(zlib: typeof Zlib): Pick<Platform, 'decompress' | 'gzip'> {
  return {
    // Small, and within `limit`: a thread of its own would take longer than the work.
    decompress: (format, bytes, limit) =>
      attempt(() => {
        const read = format === 'gzip' ? zlib.gunzipSync : zlib.inflateSync;
        try {
          const whole = wholeOf(bytes, read(bytes, { maxOutputLength: limit, info: true }));
          if (format === 'gzip') refuseMembers(zlib, bytes, limit);
          return whole;
        } catch (error) {
          throw error instanceof RangeError ? new Overflow(limit) : error;
        }
      }),
    gzip: (bytes) => attempt(() => zlib.gzipSync(bytes)),
  };
}

interface Inflated {
  readonly buffer?: unknown;
  readonly engine?: { readonly bytesWritten?: unknown };
}

const readBy = ({ engine }: Inflated) => Number(engine?.bytesWritten);

/** Browsers take nothing behind the end (Compression Streams §7). */
function wholeOf(bytes: Uint8Array, inflated: Inflated): Uint8Array {
  const { buffer } = inflated;
  if (!(buffer instanceof Uint8Array) || readBy(inflated) !== bytes.length) throw new Error(MORE);
  return buffer;
}

/** Nor a second member of a gzip file, which Node reads on into. The file was read, and is one. */
function refuseMembers(zlib: typeof Zlib, bytes: Uint8Array, limit: number): void {
  const start = headOf(bytes);
  const data: Inflated = zlib.inflateRawSync(bytes.subarray(start), {
    maxOutputLength: limit,
    info: true,
  });
  if (start + readBy(data) + TRAILER !== bytes.length) throw new Error(MORE);
}

/** RFC 1952 §2.3.1: how long the checksum and the length are that end a member, and its head. */
const TRAILER = 8;
const HEAD = 10;
const FLAGS = { headCrc: 2, extra: 4, name: 8, comment: 16 };

function headOf(bytes: Uint8Array): number {
  const flags = bytes[3] ?? 0;
  let at = HEAD;
  if (flags & FLAGS.extra) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const text of [FLAGS.name, FLAGS.comment]) {
    if (flags & text) at = bytes.indexOf(0, at) + 1;
  }
  return flags & FLAGS.headCrc ? at + 2 : at;
}

const MORE = 'there is more behind its end';

/** What it throws is a rejection. */
const attempt = <T>(act: () => T): Promise<T> => Promise.resolve().then(act);
