/** gzip and zlib by the platform's streams, in browsers as in Node. */
import { CredentialError, messageOf } from '../errors.ts';

class Overflow extends Error {}

export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  return collect(bytes, new CompressionStream('gzip'), Number.POSITIVE_INFINITY);
}

/** Stops as soon as there are more than `limit` bytes. Throws `CredentialError` INVALID_ENCODING. */
export async function gunzip(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  try {
    return await collect(bytes, new DecompressionStream('gzip'), limit);
  } catch (cause) {
    throw new CredentialError('INVALID_ENCODING', `Not gzip: ${messageOf(cause)}`, { cause });
  }
}

/**
 * zlib (RFC 1950), as PNG has it; nothing if there are more than `limit` bytes. Throws
 * `CredentialError` INVALID_ENCODING.
 */
export async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array | undefined> {
  try {
    return await collect(bytes, new DecompressionStream('deflate'), limit);
  } catch (cause) {
    if (cause instanceof Overflow) return undefined;
    throw new CredentialError('INVALID_ENCODING', `Not zlib: ${messageOf(cause)}`, { cause });
  }
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
    if (!(value instanceof Uint8Array)) return concatenate(chunks, length);
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new Overflow(`more than ${limit} bytes once decompressed`);
    }
    chunks.push(value);
  }
}

function concatenate(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
