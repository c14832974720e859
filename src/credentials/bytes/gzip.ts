/** gzip and zlib, in browsers as in Node. */
import { CredentialError, messageOf } from '../errors.ts';
import { Overflow } from '../platform/overflow.ts';
import { platform } from '../platform/platform.ts';

export const gzip = (bytes: Uint8Array): Promise<Uint8Array> => platform.gzip(bytes);

/** Stops as soon as there are more than `limit` bytes. Throws `CredentialError` INVALID_ENCODING. */
export async function gunzip(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  try {
    return await platform.decompress('gzip', bytes, limit);
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
    return await platform.decompress('zlib', bytes, limit);
  } catch (cause) {
    if (cause instanceof Overflow) return undefined;
    throw new CredentialError('INVALID_ENCODING', `Not zlib: ${messageOf(cause)}`, { cause });
  }
}
