import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import {
  buildStatusListCredential,
  encodeList,
  STATUS_LIST_SIZE,
} from '../../../src/credentials/statuses/status-list.ts';
import { readBit } from '../support/read-bit.ts';
import { hasShared, readShared, skipReason } from '../support/others/shared.ts';

const invalid: unknown = expect.objectContaining({ code: 'INVALID_STATUS_LIST' });
const outOfRange: unknown = expect.objectContaining({ code: 'STATUS_INDEX_OUT_OF_RANGE' });

/** Bitstring Status List 1.0 §2.2, the example: 131,072 entries, none set. */
const EXAMPLE = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA';

const encoded = (bytes: Uint8Array) => `u${gzipSync(bytes).toString('base64url')}`;

describe('encodeList', () => {
  it('sets the first entry in the left-most bit', async () => {
    const list = await encodeList([0, 9, 23, STATUS_LIST_SIZE - 1], STATUS_LIST_SIZE);
    expect(list).toMatch(/^u[A-Za-z0-9_-]+$/);
    const bits = gunzipSync(Buffer.from(list.slice(1), 'base64url'));
    expect(bits.length).toBe(16_384);
    expect([...bits.subarray(0, 3), bits.at(-1)]).toEqual([0x80, 0x40, 0x01, 0x01]);
  });

  it.each([-1, 0.5, Number.NaN, STATUS_LIST_SIZE])('refuses the index %d', async (index) => {
    await expect(encodeList([index], STATUS_LIST_SIZE)).rejects.toThrow(outOfRange);
  });
});

describe('readBit', () => {
  it('reads what was encoded, and the neighbours as they were', async () => {
    const revoked = [0, 7, 8, 40_321, STATUS_LIST_SIZE - 1];
    const list = await encodeList(revoked, STATUS_LIST_SIZE);
    const asked = [0, 1, 6, 7, 8, 9, 40_320, 40_321, 40_322, STATUS_LIST_SIZE - 1];
    const read = await Promise.all(asked.map((index) => readBit(list, index)));
    expect(asked.filter((_, at) => read[at])).toEqual(revoked);
  });

  it('reads the list of the standard', async () => {
    const read = await Promise.all([0, 1, 94_567, 131_071].map((index) => readBit(EXAMPLE, index)));
    expect(read).toEqual([false, false, false, false]);
  });

  it.skipIf(!hasShared)(`reads the official validator’s list${skipReason}`, async () => {
    const { credentialSubject: subject } = readShared('samples/bit-string-list/testlist');
    const list = isObject(subject) ? String(subject['encodedList']) : '';
    const read = await Promise.all([22, 23, 24].map((index) => readBit(list, index)));
    expect(read).toEqual([false, true, false]);
  });

  it.each([-1, 1.5, STATUS_LIST_SIZE, 2 ** 53])('has no entry %d', async (index) => {
    await expect(readBit(EXAMPLE, index)).rejects.toThrow(outOfRange);
  });

  it.each([
    ['without multibase', EXAMPLE.slice(1)],
    ['in another base', `z${EXAMPLE.slice(1)}`],
    ['that is empty', 'u'],
    ['that is not base64url', 'u****'],
    ['with padding', `${EXAMPLE}=`],
    ['that is not gzip', `u${Buffer.from('no').toString('base64url')}`],
    ['that is cut short', EXAMPLE.slice(0, 40)],
    ['with other bytes behind', encodedWithRest()],
    ['that is too short', encoded(new Uint8Array(16_383))],
    ['that is a bomb', encoded(new Uint8Array(64 * 1024 * 1024))],
    ['that is endless text', `u${'A'.repeat(8_000_000)}`],
  ])('refuses a list %s', async (_name, list) => {
    await expect(readBit(list, 0)).rejects.toThrow(invalid);
  });
});

describe('buildStatusListCredential', () => {
  it('follows the standard', async () => {
    const url = 'https://badges.example/k/lyon/status/1';
    const list = await buildStatusListCredential({
      url,
      issuer: 'did:web:badges.example:k:lyon',
      validFrom: '2026-11-20T09:00:00Z',
      revoked: new Set([3]),
      ttl: 300_000,
    });
    const { encodedList } = list.credentialSubject;
    expect(list).toEqual({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: url,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: 'did:web:badges.example:k:lyon',
      validFrom: '2026-11-20T09:00:00Z',
      credentialSubject: {
        id: `${url}#list`,
        type: 'BitstringStatusList',
        statusPurpose: 'revocation',
        encodedList,
        ttl: 300_000,
      },
    });
    expect([await readBit(encodedList, 2), await readBit(encodedList, 3)]).toEqual([false, true]);
  });
});

function encodedWithRest(): string {
  const bytes = Buffer.concat([gzipSync(new Uint8Array(16_384)), Buffer.from('rest')]);
  return `u${bytes.toString('base64url')}`;
}
