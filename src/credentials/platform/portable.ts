/** Everywhere: JavaScript, and the streams of the web. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { base64urlnopad, hex } from '@scure/base';
import { Overflow } from './overflow.ts';
import type { HashName, Platform } from './platform.ts';

const { Point } = ed25519;
const HASHES: Readonly<Record<HashName, (bytes: Uint8Array) => Uint8Array>> = {
  'SHA-256': sha256,
  'SHA-384': sha384,
};
const FORMATS = { gzip: 'gzip', zlib: 'deflate' } as const;

export const portablePlatform: Platform = {
  hash: (algorithm, input) => HASHES[algorithm](bytesOf(input)),
  hexHash: (algorithm, input) => hex.encode(HASHES[algorithm](bytesOf(input))),

  /** The library’s own answer multiplies by the cofactor, and so takes what Node does not. */
  verifyEd25519(signature, message, publicKey) {
    try {
      const r = signature.subarray(0, 32);
      const s = numberOf(signature.subarray(32, 64));
      const k = numberOf(sha512(joined(r, publicKey, message))) % Point.Fn.ORDER;
      const a = Point.fromBytes(publicKey);
      const expected = Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k)).toBytes();
      return expected.every((byte, at) => byte === r[at]);
    } catch {
      return false;
    }
  },

  decompress: (format, bytes, limit) =>
    collect(bytes, new DecompressionStream(FORMATS[format]), limit),
  gzip: (bytes) => collect(bytes, new CompressionStream('gzip'), Number.POSITIVE_INFINITY),

  encodeBase64Url: (bytes) => base64urlnopad.encode(bytes),
  decodeBase64Url: (text) => base64urlnopad.decode(text),
};

const bytesOf = (input: Uint8Array | string) =>
  typeof input === 'string' ? new TextEncoder().encode(input) : input;

/** Little-endian, as in RFC 8032 §5.1.2. */
function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex.encode(bytes.toReversed())}`);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function collect(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array> {
  const writer = stream.writable.getWriter();
  // The reader below meets the same failure; without a handler here it would end the process.
  const ignore = () => undefined;
  writer.write(bytes).catch(ignore);
  writer.close().catch(ignore);
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const result: { value?: unknown } = await reader.read();
    const { value } = result;
    if (!(value instanceof Uint8Array)) return joined(...chunks);
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new Overflow(limit);
    }
    chunks.push(value);
  }
}
