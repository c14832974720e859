/** Bitstring Status List 1.0. */
import { CREDENTIALS_V2 } from './contexts/urls.ts';
import { decodeBase64Url, encodeBase64Url } from './encoding.ts';
import { CredentialError, messageOf } from './errors.ts';
import { gunzip, gzip } from './gzip.ts';
import type { BitstringStatusListCredential } from './model.ts';

/** Entries in a list: the least that hides one holder among many (§6.1, herd privacy). */
export const STATUS_LIST_SIZE = 131_072;
/** Bytes of the largest list read: 16.8 million entries. */
const MAX_LIST_BYTES = 2 * 1024 * 1024;
/** gzip never shrinks below this what it cannot shrink; base64url adds a third. */
const MAX_ENCODED_LENGTH = 2 * MAX_LIST_BYTES;

export interface StatusListInput {
  /** Where the list is served; also its id (§2.2). */
  readonly url: string;
  /** The DID of the issuer of the badges. */
  readonly issuer: string;
  /** Indexes of the revoked entries. */
  readonly revoked: Iterable<number>;
  /** ISO 8601 with a zone: when this state of the list was made. */
  readonly validFrom: string;
  /** Entries, a multiple of 8, at least the default `STATUS_LIST_SIZE`. */
  readonly size?: number;
  /** Milliseconds for which a reader may keep the list. */
  readonly ttl?: number;
}

/** Unsigned: see `signDocument`. Throws `CredentialError` STATUS_INDEX_OUT_OF_RANGE. */
export async function buildStatusListCredential(
  input: StatusListInput,
): Promise<BitstringStatusListCredential> {
  return {
    '@context': [CREDENTIALS_V2],
    id: input.url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: input.issuer,
    validFrom: input.validFrom,
    credentialSubject: {
      id: `${input.url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: await encodeList(input.revoked, input.size ?? STATUS_LIST_SIZE),
      ...(input.ttl !== undefined && { ttl: input.ttl }),
    },
  };
}

/**
 * `u` and base64url(gzip(bits)) with one bit set per index (§3.3).
 * `size`: entries, a multiple of 8. Throws `CredentialError` STATUS_INDEX_OUT_OF_RANGE.
 */
export async function encodeList(indexes: Iterable<number>, size: number): Promise<string> {
  const bits = new Uint8Array(size / 8);
  for (const index of indexes) {
    const { byte, mask } = positionOf(index, size);
    bits[byte] = (bits[byte] ?? 0) | mask;
  }
  return `u${encodeBase64Url(await gzip(bits))}`;
}

/**
 * The bit at `index` (§3.4). Throws `CredentialError` INVALID_STATUS_LIST for an encoding, a bomb,
 * a list under 131,072 entries; STATUS_INDEX_OUT_OF_RANGE.
 */
export async function readBit(encodedList: string, index: number): Promise<boolean> {
  const bits = await decodeList(encodedList);
  const { byte, mask } = positionOf(index, bits.length * 8);
  return ((bits[byte] ?? 0) & mask) !== 0;
}

async function decodeList(encodedList: string): Promise<Uint8Array> {
  if (!encodedList.startsWith('u') || encodedList.length > MAX_ENCODED_LENGTH) {
    throw invalid('The list is not in multibase base64url, or too large');
  }
  const bits = await gunzipList(encodedList);
  if (bits.length * 8 < STATUS_LIST_SIZE) {
    throw invalid(`The list has ${bits.length * 8} entries, fewer than ${STATUS_LIST_SIZE}`);
  }
  return bits;
}

async function gunzipList(encodedList: string): Promise<Uint8Array> {
  try {
    return await gunzip(decodeBase64Url(encodedList.slice(1)), MAX_LIST_BYTES);
  } catch (cause) {
    throw invalid(messageOf(cause), { cause });
  }
}

/** The first entry is the left-most bit, the most significant of the first byte (§3.3). */
function positionOf(index: number, size: number): { byte: number; mask: number } {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    const message = `The index ${index} is not one of ${size}`;
    throw new CredentialError('STATUS_INDEX_OUT_OF_RANGE', message);
  }
  return { byte: Math.floor(index / 8), mask: 0x80 >> (index % 8) };
}

function invalid(message: string, options?: ErrorOptions): CredentialError {
  return new CredentialError('INVALID_STATUS_LIST', message, options);
}
