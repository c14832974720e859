import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bakePng, unbakePng } from '../../../src/credentials/baking/png.ts';
import { crc32 } from '../../../src/credentials/baking/crc32.ts';
import type { BakingFault } from '../../../src/credentials/baking/baked.ts';
import { chunk, headerWith, IDAT, IEND, IHDR, internationalText } from '../support/images/png.ts';
import { olderBadges } from '../support/older-badges.ts';
import { type Part, png, tinyPng } from '../support/images/png.ts';
import { inCdata, svg } from '../support/images/svg.ts';

const JSON_TEXT = '{"name":"Préparer un devis ✓","text":"]]>"}';
const JWT = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln';
const THREE = '{"type":["VerifiableCredential","OpenBadgeCredential"],"name":"Un"}';
const OTHER = THREE.replace('Un', 'Deux');
const OLDER = JSON.stringify(olderBadges['Open Badges 2.0']);
const BOMB = Buffer.alloc(2 ** 26);

function baked(text: string): Uint8Array {
  const result = bakePng(tinyPng, text);
  if (!result.ok) throw new Error(result.detail);
  return result.bytes;
}

const withBadge = (...parts: readonly Part[]) => png(IHDR, IDAT, ...parts, IEND);
const compressedText = deflateSync(JSON_TEXT);
const compressed = (keyword: string, text: string | Buffer): Part => [
  'zTXt',
  Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]),
];

describe('a badge in a PNG', () => {
  it.each([JSON_TEXT, JWT])('comes back as it was baked: %s', async (text) => {
    expect(await unbakePng(baked(text))).toEqual({ ok: true, text });
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

  it('can have a language and a translated keyword, which mean nothing', async () => {
    const text = internationalText(JWT, { languages: 'fr\0badge reçu\0' });
    expect(await unbakePng(withBadge(text))).toEqual({ ok: true, text: JWT });
  });

  it.each<[string, Uint8Array]>([
    ['one', baked(JSON_TEXT)],
    ['a compressed one', withBadge(internationalText(compressedText, { flags: '\x01\0' }))],
    ['one in a tEXt', withBadge(['tEXt', Buffer.from(`openbadgecredential\0${JWT}`)])],
    ['one in a zTXt', withBadge(compressed('openbadgecredential', JWT))],
    ['one under the older name', withBadge(internationalText(JWT, { keyword: 'openbadges' }))],
    ['one that is compressed there', withBadge(compressed('openbadges', JWT))],
  ])('is not given to an image that has %s', (_name, image) => {
    expect(bakePng(image, JWT)).toMatchObject({ ok: false, reason: 'two-badges' });
  });

  it('is not given to an image that goes on after its end', () => {
    const image = Buffer.concat([tinyPng, Buffer.from('\n')]);
    expect(bakePng(image, JWT)).toMatchObject({ ok: false, reason: 'malformed' });
  });

  it.each(['', 'no badge', ' {}', '{"a":"\ud800"}', 'a.b', `{"a":"${'x'.repeat(300_000)}"}`])(
    'is not made of what no verifier reads: %.20j',
    (text) => {
      expect(bakePng(tinyPng, text).ok).toBe(false);
    },
  );

  it('is found in a view of a larger buffer', async () => {
    const file = baked(JWT);
    const pool = Buffer.concat([Buffer.alloc(7), file, Buffer.alloc(9)]);
    expect(await unbakePng(pool.subarray(7, 7 + file.length))).toEqual({ ok: true, text: JWT });
  });
});

it('has the CRC of the standard', () => {
  // The check value of CRC-32/ISO-HDLC.
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});

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
    'a second badge that is compressed',
    withBadge(internationalText(JWT), compressed('openbadgecredential', JSON_TEXT)),
    'two-badges',
  ],
  [
    'a second badge under the older name',
    withBadge(internationalText(THREE), internationalText(OTHER, { keyword: 'openbadges' })),
    'two-badges',
  ],
  [
    'a compressed bomb',
    withBadge(internationalText(deflateSync(BOMB), { flags: '\x01\0' })),
    'too-large',
  ],
  ['a bomb in a zTXt', withBadge(compressed('openbadgecredential', BOMB)), 'too-large'],
  [
    'a bomb under the older name, beside a badge',
    withBadge(internationalText(JWT), compressed('openbadges', BOMB)),
    'too-large',
  ],
  [
    'zlib without end',
    withBadge(internationalText(compressedText.subarray(0, -9), { flags: '\x01\0' })),
    'malformed',
  ],
  [
    'zlib without its checksum',
    withBadge(internationalText(deflateRawSync(JSON_TEXT), { flags: '\x01\0' })),
    'malformed',
  ],
  [
    'gzip that says it is zlib',
    withBadge(internationalText(gzipSync(JSON_TEXT), { flags: '\x01\0' })),
    'malformed',
  ],
  [
    'another method in a zTXt',
    withBadge(['zTXt', Buffer.concat([Buffer.from('openbadgecredential\0\x01'), compressedText])]),
    'malformed',
  ],
  ['a gzip text', withBadge(internationalText(gzipSync(JSON_TEXT))), 'not-a-credential'],
  [
    'text of another kind in a tEXt',
    withBadge(['tEXt', Buffer.from('openbadgecredential\0Bonjour')]),
    'not-a-credential',
  ],
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
  ['text of another kind', withBadge(internationalText('Bonjour')), 'not-a-credential'],
  ['an address', withBadge(internationalText('https://a.example/b')), 'only-a-link'],
  [
    'the address that Open Badges 1 baked',
    withBadge(['tEXt', Buffer.from('openbadges\0https://a.example/b')]),
    'only-a-link',
  ],
  ['Open Badges 2', withBadge(internationalText(OLDER)), 'older-badge'],
  [
    'Open Badges 2, compressed, under its own name',
    withBadge(compressed('openbadges', OLDER)),
    'older-badge',
  ],
  [
    'two of Open Badges 2',
    withBadge(compressed('openbadges', OLDER), compressed('openbadges', OLDER)),
    'two-badges',
  ],
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
  ['no badge, and something after the end', Buffer.concat([tinyPng, tinyPng]), 'no-badge'],
  ['a badge after the end', Buffer.concat([tinyPng, chunk(internationalText(JWT))]), 'ambiguous'],
  ['a badge in an image behind', Buffer.concat([tinyPng, baked(JWT)]), 'ambiguous'],
  ['another badge in an image behind', Buffer.concat([baked(JWT), baked(JSON_TEXT)]), 'two-badges'],
  [
    'another badge behind a copy of the image',
    Buffer.concat([baked(JWT), baked(JWT), baked(JSON_TEXT)]),
    'two-badges',
  ],
  [
    'another badge in a compressed chunk behind',
    Buffer.concat([baked(JWT), chunk(compressed('openbadgecredential', JSON_TEXT))]),
    'two-badges',
  ],
  [
    'another badge in a broken chunk behind',
    Buffer.concat([baked(JWT), Buffer.from(`iTXtopenbadgecredential\0\0\0\0\0${JSON_TEXT}`)]),
    'two-badges',
  ],
  [
    'another badge in an SVG behind',
    Buffer.concat([baked(JWT), svg(inCdata(JSON_TEXT))]),
    'two-badges',
  ],
  ['another badge as JSON behind', Buffer.concat([baked(JWT), Buffer.from(THREE)]), 'two-badges'],
  ['another JWT behind', Buffer.concat([baked(JSON_TEXT), Buffer.from(`\n${JWT}`)]), 'two-badges'],
  [
    'a badge behind one of Open Badges 2',
    Buffer.concat([withBadge(internationalText(OLDER)), baked(JWT)]),
    'two-badges',
  ],
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
  it.each(faults)('gives no badge: %s', async (_name, file, reason) => {
    expect(await unbakePng(file)).toMatchObject({ ok: false, reason });
  });

  it('is unpacked no further than a badge may reach', async () => {
    const read = await unbakePng(withBadge(compressed('openbadgecredential', BOMB)));
    expect(read).toMatchObject({ detail: 'Over 262144 bytes once decompressed' });
  });

  it('gives no badge for any byte changed', async () => {
    const file = baked(JSON_TEXT);
    const mutants = Array.from(file, (byte, at) => {
      const mutant = Uint8Array.from(file);
      mutant[at] = byte ^ 1;
      return mutant;
    });
    const read = await Promise.all(mutants.map(unbakePng));
    expect(read.flatMap(({ ok }, at) => (ok ? [at] : []))).toEqual([]);
  });

  it('gives no badge wherever it is cut', async () => {
    const file = baked(JSON_TEXT);
    const reasons = await Promise.all(
      Array.from(file.keys(), (length) => unbakePng(file.subarray(0, length))),
    );
    expect(reasons.filter(({ ok }) => ok)).toEqual([]);
    expect(reasons).toHaveLength(file.length);
  });

  it.each([100_000_000, 0x7fffffff, 0x80000000, 0xffffffff])(
    'reserves nothing for a chunk that says it has %d bytes',
    async (length) => {
      const file = Buffer.from(baked(JWT));
      file.writeUInt32BE(length, tinyPng.length - chunk(IEND).length);
      const before = process.memoryUsage().arrayBuffers;
      expect((await unbakePng(file)).ok).toBe(false);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    },
  );
});
