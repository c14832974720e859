import { describe, expect, it } from 'vitest';
import { digestSri } from '../../../src/credentials/bytes/digest.ts';
import {
  decodeBase58,
  decodeBase64Url,
  encodeBase58,
  encodeBase64Url,
} from '../../../src/credentials/bytes/encoding.ts';
import { hashIdentity } from '../../../src/credentials/names/identity.ts';
import { decodeEd25519Multikey } from '../../../src/credentials/identifiers/public-keys/multikey.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const invalid: unknown = expect.objectContaining({ code: 'INVALID_ENCODING' });

describe('base58btc', () => {
  // The examples of draft-msporny-base58 §5.
  it.each([
    ['Hello World!', '2NEpo7TZRRrLZSi2U'],
    [
      'The quick brown fox jumps over the lazy dog.',
      'USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z',
    ],
    ['', ''],
  ])('writes and reads %s', (text, encoded) => {
    expect(encodeBase58(bytes(text))).toBe(encoded);
    expect(decodeBase58(encoded)).toEqual(bytes(text));
  });

  it('keeps leading zeros', () => {
    const data = Uint8Array.of(0, 0, 0x28, 0x7f, 0xb4, 0xcd);
    expect(encodeBase58(data)).toBe('11233QC4');
    expect(decodeBase58('11233QC4')).toEqual(data);
    expect(decodeBase58(encodeBase58(new Uint8Array(3)))).toEqual(new Uint8Array(3));
  });

  it.each(['0OIl', 'abc def', 'é', '2'.repeat(257)])('refuses %s', (text) => {
    expect(() => decodeBase58(text)).toThrow(invalid);
  });
});

describe('base64url', () => {
  it('agrees with Node for bytes of all values', () => {
    const data = Uint8Array.from({ length: 70_001 }, (_, index) => index % 256);
    const encoded = Buffer.from(data).toString('base64url');
    expect(encodeBase64Url(data)).toBe(encoded);
    expect(Buffer.from(decodeBase64Url(encoded)).equals(Buffer.from(data))).toBe(true);
  });

  it.each(['AA==', 'A', 'A+/A', 'AB', 'AAB', 'AA\n', 'AA AA', 'AAé', 'AAAAA'])(
    'refuses %j',
    (text) => {
      expect(() => decodeBase64Url(text)).toThrow(invalid);
    },
  );
});

describe('a Multikey', () => {
  it.each([
    ['a P-256 key', 'zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9'],
    ['another base', 'u7QEBAQ'],
    ['a character less', 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hw'],
    ['nothing', ''],
  ])('is not %s', (_name, text) => {
    expect(() => decodeEd25519Multikey(text)).toThrow(
      expect.objectContaining({ code: 'INVALID_KEY' }),
    );
  });
});

describe('hashes', () => {
  it('hash an identity as Open Badges does', () => {
    expect(hashIdentity('a@example.com', 'Kosher')).toBe(
      'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399',
    );
  });

  it('see one name in two Unicode spellings', () => {
    expect(hashIdentity('Zoe\u0301', 's')).toBe(hashIdentity('Zo\u00e9', 's'));
    expect(hashIdentity('Zoe', 's')).not.toBe(hashIdentity('Zo\u00e9', 's'));
  });

  it('make the digestSRI of SRI’s own example', () => {
    expect(digestSri(bytes("alert('Hello, world.');"))).toBe(
      'sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO',
    );
  });
});
