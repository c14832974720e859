import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bakePng, unbakePng } from '../../../src/credentials/baking/png.ts';
import { crc32 } from '../../../src/credentials/baking/crc32.ts';
import type { BakingFault } from '../../../src/credentials/baking/baked.ts';
import { chunk, headerWith, IDAT, IEND, IHDR, internationalText } from '../support/png.ts';
import { type Part, png, tinyPng } from '../support/png.ts';

const JSON_TEXT = '{"name":"Préparer un devis ✓","text":"]]>"}';
const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln';

function baked(text: string): Uint8Array {
  const result = bakePng(tinyPng, text);
  if (!result.ok) throw new Error(result.detail);
  return result.bytes;
}

const withBadge = (...parts: readonly Part[]) => png(IHDR, IDAT, ...parts, IEND);

describe('a badge in a PNG', () => {
  it.each([JSON_TEXT, JWT])('comes back as it was baked: %s', (text) => {
    expect(unbakePng(baked(text))).toEqual({ ok: true, text });
  });

  it('is one uncompressed iTXt chunk before the end, and the image is not touched', () => {
    const end = tinyPng.length - chunk(IEND).length;
    const expected = Buffer.concat([
      tinyPng.subarray(0, end),
      chunk(internationalText(JSON_TEXT)),
      chunk(IEND),
    ]);
    expect(Buffer.from(baked(JSON_TEXT))).toEqual(expected);
  });

  it('can have a language and a translated keyword, which mean nothing', () => {
    const text = internationalText(JWT, { languages: 'fr\0badge reçu\0' });
    expect(unbakePng(withBadge(text))).toEqual({ ok: true, text: JWT });
  });

  it('is not given to an image that has one', () => {
    expect(bakePng(baked(JSON_TEXT), JWT)).toMatchObject({ ok: false, reason: 'two-badges' });
  });

  it.each(['', 'no badge', ' {}', '{"a":"\ud800"}', 'a.b', `{"a":"${'x'.repeat(300_000)}"}`])(
    'is not made of what no verifier reads: %.20j',
    (text) => {
      expect(bakePng(tinyPng, text).ok).toBe(false);
    },
  );

  it('is found in a view of a larger buffer', () => {
    const file = baked(JWT);
    const pool = Buffer.concat([Buffer.alloc(7), file, Buffer.alloc(9)]);
    expect(unbakePng(pool.subarray(7, 7 + file.length))).toEqual({ ok: true, text: JWT });
  });
});

it('has the CRC of the standard', () => {
  // The check value of CRC-32/ISO-HDLC.
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

const compressedText = deflateSync(JSON_TEXT);

/** Each is the good file with one fault. */
const faults: readonly (readonly [string, Uint8Array, BakingFault])[] = [
  ['no badge', tinyPng, 'no-badge'],
  [
    'two badges',
    withBadge(internationalText(JSON_TEXT), internationalText(JSON_TEXT)),
    'two-badges',
  ],
  ['a JWT and JSON', withBadge(internationalText(JSON_TEXT), internationalText(JWT)), 'two-badges'],
  [
    'a second badge in a tEXt',
    withBadge(internationalText(JWT), ['tEXt', Buffer.from(`openbadgecredential\0${JWT}`)]),
    'two-badges',
  ],
  [
    'a compressed chunk',
    withBadge(internationalText(compressedText, { flags: '\x01\0' })),
    'compressed',
  ],
  [
    'a zTXt chunk',
    withBadge(['zTXt', Buffer.concat([Buffer.from('openbadgecredential\0\0'), compressedText])]),
    'compressed',
  ],
  [
    'a compressed bomb',
    withBadge(internationalText(deflateSync(Buffer.alloc(2 ** 26)), { flags: '\x01\0' })),
    'compressed',
  ],
  ['a gzip text', withBadge(internationalText(gzipSync(JSON_TEXT))), 'not-a-credential'],
  ['a tEXt chunk', withBadge(['tEXt', Buffer.from(`openbadgecredential\0${JWT}`)]), 'malformed'],
  ['another flag', withBadge(internationalText(JWT, { flags: '\x02\0' })), 'malformed'],
  ['another method', withBadge(internationalText(JWT, { flags: '\0\x01' })), 'malformed'],
  ['no language', withBadge(['iTXt', Buffer.from('openbadgecredential\0\0\0fr')]), 'malformed'],
  ['another keyword', withBadge(internationalText(JWT, { keyword: 'badge' })), 'no-badge'],
  ['a keyword without end', withBadge(['iTXt', Buffer.from('openbadgecredential')]), 'no-badge'],
  ['an older badge', withBadge(internationalText(JWT, { keyword: 'openbadges' })), 'older-badge'],
  [
    'text that is not UTF-8',
    withBadge(internationalText(Buffer.from('{"a":"\xff"}', 'latin1'))),
    'not-a-credential',
  ],
  ['text of another kind', withBadge(internationalText('https://a.example')), 'not-a-credential'],
  ['a text of 300 KB', withBadge(internationalText(`{"a":"${'x'.repeat(300_000)}"}`)), 'too-large'],
  ['a file of 9 MB', withBadge(['IDAT', Buffer.alloc(9_000_000)]), 'too-large'],
  [
    '20,000 chunks',
    withBadge(...Array.from({ length: 20_000 }, (): Part => ['teXt', Buffer.alloc(0)])),
    'too-large',
  ],
  ['no header', png(IDAT, internationalText(JWT), IEND), 'malformed'],
  ['two headers', png(IHDR, IHDR, IDAT, internationalText(JWT), IEND), 'malformed'],
  ['a header that is not first', png(IDAT, IHDR, internationalText(JWT), IEND), 'malformed'],
  ['a short header', png(['IHDR', Buffer.alloc(12, 1)], IDAT, IEND), 'malformed'],
  ['no width', png(headerWith(3, 0), IDAT, IEND), 'malformed'],
  ['a negative height', png(headerWith(4, 0xff), IDAT, IEND), 'malformed'],
  ['3 bits', png(headerWith(8, 3), IDAT, IEND), 'malformed'],
  ['colour type 5', png(headerWith(9, 5), IDAT, IEND), 'malformed'],
  ['compression 1', png(headerWith(10, 1), IDAT, IEND), 'malformed'],
  ['filter 1', png(headerWith(11, 1), IDAT, IEND), 'malformed'],
  ['interlace 2', png(headerWith(12, 2), IDAT, IEND), 'malformed'],
  ['nothing to see', png(IHDR, internationalText(JWT), IEND), 'malformed'],
  ['no end', png(IHDR, IDAT, internationalText(JWT)), 'truncated'],
  ['an end that is not empty', png(IHDR, IDAT, ['IEND', Buffer.alloc(1)]), 'malformed'],
  ['something after the end', Buffer.concat([tinyPng, tinyPng]), 'malformed'],
  ['a badge after the end', Buffer.concat([tinyPng, chunk(internationalText(JWT))]), 'malformed'],
  ['a chunk without a name', withBadge(['1TXt', Buffer.alloc(0)]), 'malformed'],
  ['a GIF', Buffer.from('GIF89a'), 'not-an-image'],
  ['nothing', new Uint8Array(), 'not-an-image'],
  [
    'a line ending changed on the way',
    Buffer.from(tinyPng.toString('latin1').replace('\r\n', '\n'), 'latin1'),
    'not-an-image',
  ],
];

describe('a PNG with one fault', () => {
  it.each(faults)('gives no badge: %s', (_name, file, reason) => {
    expect(unbakePng(file)).toMatchObject({ ok: false, reason });
  });

  it('gives no badge for any byte changed', () => {
    const file = baked(JSON_TEXT);
    const believed = file.reduce<number[]>((found, byte, at) => {
      const mutant = Uint8Array.from(file);
      mutant[at] = byte ^ 1;
      return unbakePng(mutant).ok ? [...found, at] : found;
    }, []);
    expect(believed).toEqual([]);
  });

  it('gives no badge wherever it is cut', () => {
    const file = baked(JSON_TEXT);
    const reasons = Array.from(file.keys(), (length) => unbakePng(file.subarray(0, length)));
    expect(reasons.filter(({ ok }) => ok)).toEqual([]);
    expect(reasons).toHaveLength(file.length);
  });

  it.each([100_000_000, 0x7fffffff, 0x80000000, 0xffffffff])(
    'reserves nothing for a chunk that says it has %d bytes',
    (length) => {
      const file = Buffer.from(baked(JWT));
      file.writeUInt32BE(length, tinyPng.length - chunk(IEND).length);
      const before = process.memoryUsage().arrayBuffers;
      expect(unbakePng(file).ok).toBe(false);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    },
  );
});
