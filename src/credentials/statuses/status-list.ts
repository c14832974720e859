/** Bitstring Status List 1.0. */
import { CREDENTIALS_V2 } from '../contexts/urls.ts';
import { decodeBase64Url, encodeBase64Url } from '../bytes/encoding.ts';
import { CredentialError, messageOf } from '../errors.ts';
import { gunzip, gzip } from '../bytes/gzip.ts';
import type { BitstringStatusListCredential } from '../write/model.ts';

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
  /** The same: until when it may be believed, if it ends. */
  readonly validUntil?: string;
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
    ...(input.validUntil !== undefined && { validUntil: input.validUntil }),
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

/** Throws `CredentialError` INVALID_STATUS_LIST for an encoding, a bomb. */
export async function decodeList(encodedList: string): Promise<Uint8Array> {
  if (!encodedList.startsWith('u')) throw invalid('The list is not in multibase base64url');
  return unpack(encodedList.slice(1));
}

/**
 * StatusList2021 had no multibase, and did not say which base64. gzip begins with `H4s` in any: a `u`
 * before it is a multibase. Throws as `decodeList` does.
 */
export async function decodeList2021(encodedList: string): Promise<Uint8Array> {
  const text = encodedList.replace(/^u/, '').replace(/=+$/, '');
  return unpack(text.replaceAll('+', '-').replaceAll('/', '_'));
}

async function unpack(text: string): Promise<Uint8Array> {
  if (text.length > MAX_ENCODED_LENGTH) throw invalid('The list is too large');
  try {
    return await gunzip(decodeBase64Url(text), MAX_LIST_BYTES);
  } catch (cause) {
    throw invalid(messageOf(cause), { cause });
  }
}

/**
 * The number in the entry at `index`, the left-most bit first; `size`: bits of an entry, 8 at most
 * (§3.2). Throws `CredentialError` INVALID_STATUS_LIST for a list under 131,072 entries;
 * STATUS_INDEX_OUT_OF_RANGE.
 */
export function valueAt(bits: Uint8Array, index: number, size: number): number {
  const entries = Math.floor((bits.length * 8) / size);
  if (entries < STATUS_LIST_SIZE) {
    throw invalid(`The list has ${entries} entries, fewer than ${STATUS_LIST_SIZE}`);
  }
  if (!isIndexOf(index, entries)) throw outOfRange(index, entries);
  let value = 0;
  for (let bit = index * size; bit < (index + 1) * size; bit += 1) {
    const { byte, mask } = positionOf(bit, bits.length * 8);
    value = value * 2 + (((bits[byte] ?? 0) & mask) === 0 ? 0 : 1);
  }
  return value;
}

/** The first entry is the left-most bit, the most significant of the first byte (§3.3). */
function positionOf(index: number, size: number): { byte: number; mask: number } {
  if (!isIndexOf(index, size)) throw outOfRange(index, size);
  return { byte: Math.floor(index / 8), mask: 0x80 >> (index % 8) };
}

const isIndexOf = (index: number, size: number) =>
  Number.isSafeInteger(index) && index >= 0 && index < size;

function outOfRange(index: number, size: number): CredentialError {
  const message = `The index ${index} is not one of ${size}`;
  return new CredentialError('STATUS_INDEX_OUT_OF_RANGE', message);
}

function invalid(message: string, options?: ErrorOptions): CredentialError {
  return new CredentialError('INVALID_STATUS_LIST', message, options);
}
