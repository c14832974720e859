/** Text encodings of bytes, read strictly: one spelling per value (RFC 4648 §3.5). */
import { base58, base64, hex } from '@scure/base';
import { CredentialError } from '../errors.ts';
import { platform } from '../platform/platform.ts';

/** The work grows with the square of the length; signatures take 88 characters. */
const MAX_BASE58_LENGTH = 256;

export const encodeBase64 = (bytes: Uint8Array): string => base64.encode(bytes);

export const encodeBase64Url = (bytes: Uint8Array): string => platform.encodeBase64Url(bytes);

/** Throws `CredentialError` INVALID_ENCODING. */
export function decodeBase64Url(text: string): Uint8Array {
  return decode((given) => platform.decodeBase64Url(given), text, 'Not base64url without padding');
}

/** Looked for, and not matched: a pattern over all of a huge text runs out of stack. */
const NOT_BASE64URL = /[^A-Za-z0-9_-]/;

/** Of these signs alone, or empty; what it says is not read. */
export const isBase64Url = (text: string): boolean => !NOT_BASE64URL.test(text);

export const encodeBase58 = (bytes: Uint8Array): string => base58.encode(bytes);

/** Throws `CredentialError` INVALID_ENCODING. */
export function decodeBase58(text: string): Uint8Array {
  if (text.length > MAX_BASE58_LENGTH) throw invalid('Too long for base58');
  return decode((given) => base58.decode(given), text, 'Not base58');
}

export const encodeHex = (bytes: Uint8Array): string => hex.encode(bytes);

function decode(read: (text: string) => Uint8Array, text: string, otherwise: string): Uint8Array {
  try {
    return read(text);
  } catch (cause) {
    throw invalid(otherwise, cause);
  }
}

function invalid(message: string, cause?: unknown): CredentialError {
  return new CredentialError('INVALID_ENCODING', message, { cause });
}
