import { describe, expect, it } from 'vitest';
import { PLATFORMS } from './platforms.ts';

/** RFC 4648 §10, without padding; and the two signs of §5. */
const READ: readonly (readonly [string, readonly number[]])[] = [
  ['', []],
  ['Zg', [0x66]],
  ['Zm8', [0x66, 0x6f]],
  ['Zm9v', [0x66, 0x6f, 0x6f]],
  ['Zm9vYg', [0x66, 0x6f, 0x6f, 0x62]],
  ['-_-_', [0xfb, 0xff, 0xbf]],
];
const REFUSED = [
  'Zg==',
  'Zg=',
  'Z',
  'Zm9vY',
  '+/+/',
  'Zm 8',
  'Zm8\n',
  ' Zm8',
  'Zm8.',
  'Zé',
  'Zm8\0',
];
/** Bits behind the last byte that are not zero (§3.5). */
const SECOND_SPELLINGS = ['Zh', 'Zm9', 'Zm-'];

describe.each(PLATFORMS)('base64url: the platform %s', (_name, platform) => {
  it.each(READ)('reads and writes %j', (text, bytes) => {
    const read = platform.decodeBase64Url(text);
    expect([...read]).toStrictEqual(bytes);
    expect(read.buffer.byteLength).toBe(bytes.length);
    expect(platform.encodeBase64Url(Uint8Array.from(bytes))).toBe(text);
  });

  it.each([...REFUSED, ...SECOND_SPELLINGS])('refuses %j', (text) => {
    expect(() => platform.decodeBase64Url(text)).toThrow();
  });

  it('writes the bytes of a part, and not what is around them', () => {
    const part = Uint8Array.from([1, 0x66, 0x6f, 2]).subarray(1, 3);
    expect(platform.encodeBase64Url(part)).toBe('Zm8');
  });
});
