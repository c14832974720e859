import { describe, expect, it } from 'vitest';
import { PLATFORMS } from './platforms.ts';

/** FIPS 180-4, of NIST's examples; and what of a text is no UTF-16: U+FFFD stands for it. */
const SHA_256: readonly (readonly [string, string])[] = [
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
];
const SHA_384 =
  'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7';
const ALGORITHMS = ['SHA-256', 'SHA-384'] as const;
const utf8 = (text: string) => new TextEncoder().encode(text);

describe.each(PLATFORMS)('hashes: the platform %s', (_name, platform) => {
  it.each(SHA_256)('has the SHA-256 of %j', (text, expected) => {
    expect(platform.hexHash('SHA-256', text)).toBe(expected);
    expect(Buffer.from(platform.hash('SHA-256', utf8(text))).toString('hex')).toBe(expected);
  });

  it('has the SHA-384 of abc', () => {
    expect(platform.hexHash('SHA-384', 'abc')).toBe(SHA_384);
  });

  it.each(['é', '😀', '\u0000', '\ud800', '\udc00x', 'a\ud83d', '\ufeff', 'x'.repeat(100_000)])(
    'takes a text in UTF-8: %j',
    (text) => {
      for (const algorithm of ALGORITHMS) {
        expect(platform.hexHash(algorithm, text)).toBe(platform.hexHash(algorithm, utf8(text)));
        expect(Buffer.from(platform.hash(algorithm, text)).toString('hex')).toBe(
          platform.hexHash(algorithm, text),
        );
      }
    },
  );

  it('takes half of a character for U+FFFD', () => {
    expect(platform.hexHash('SHA-256', 'a\ud800b')).toBe(platform.hexHash('SHA-256', 'a\ufffdb'));
  });

  it('takes the bytes of a part, and not what is around them', () => {
    const part = utf8('xxabcxx').subarray(2, 5);
    expect(platform.hexHash('SHA-256', part)).toBe(SHA_256[1]?.[1]);
  });
});

it('the two platforms have the same hash of whatever it is', () => {
  const [[, one], [, other]] = [PLATFORMS[0] ?? never(), PLATFORMS[1] ?? never()];
  for (let length = 0; length < 300; length += 7) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length) & 0xff);
    for (const algorithm of ALGORITHMS) {
      expect(one.hexHash(algorithm, bytes)).toBe(other.hexHash(algorithm, bytes));
    }
  }
});

function never(): never {
  throw new Error('There are two platforms');
}
