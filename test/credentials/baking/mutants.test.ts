/** Baked badges with one fault each, read and verified: none is believed, whatever is broken. */
import { deflateSync, gzipSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import type { ImageFormat } from '../../../src/credentials/formats/formats.ts';
import { png } from '../../../src/credentials/formats/png.ts';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { svg } from '../../../src/credentials/formats/svg.ts';
import { verifyCredential } from '../../../src/credentials/verify.ts';
import { chunk, IDAT, IEND, IHDR, internationalText, type Part } from '../support/png.ts';
import { png as pngOf } from '../support/png.ts';
import { bytes, inCdata, OB, SHAPE, SVG } from '../support/svg.ts';
import { signIn, world } from '../support/two-keys.ts';

const shapes = Array.from({ length: 40 }, (_, at) => `<circle cx="${at * 7}" cy="9" r="${at}"/>`);
const drawing = `<svg ${SVG} viewBox="0 0 256 256">${shapes.join('')}</svg>`;
const picture = new Resvg(drawing, { font: { loadSystemFonts: false } }).render().asPng();
const texts = { json: await signIn('data-integrity'), jwt: await signIn('vc-jwt') };
const other = texts.json.replace('douze', 'treize');

function baked(format: ImageFormat, text: string): Uint8Array {
  const result = format.bake(format === png ? picture : bytes(drawing), text);
  if (!result.ok) throw new Error(result.detail);
  return result.bytes;
}

const forms = [
  ['JSON in a PNG', baked(png, texts.json), texts.json],
  ['a JWT in a PNG', baked(png, texts.jwt), texts.jwt],
  ['JSON in an SVG', baked(svg, texts.json), texts.json],
  ['a JWT in an SVG', baked(svg, texts.jwt), texts.jwt],
] as const;

/** Whoever only spoils the drawing leaves the badge as it is: that one is the original. */
async function isBelieved(file: Uint8Array, original?: string): Promise<boolean> {
  const read = readBadgeFile(file);
  if (!read.ok || read.text === original) return false;
  return (await verifyCredential(read.text, world)).summary.authentic === 'yes';
}

async function believed(files: readonly Uint8Array[], original?: string): Promise<number[]> {
  const answers = await Promise.all(files.map((file) => isBelieved(file, original)));
  return answers.flatMap((yes, at) => (yes ? [at] : []));
}

const everyNth = (file: Uint8Array, step: number) =>
  Array.from({ length: Math.ceil(file.length / step) }, (_, index) => index * step);

describe.each(forms)('%s', (_name, file, original) => {
  it('is believed as it is', async () => {
    expect(await isBelieved(file)).toBe(true);
  });

  it('is not, cut at every 97th byte', async () => {
    const cut = everyNth(file, 97).map((length) => file.subarray(0, length));
    expect(cut.length).toBeGreaterThan(50);
    expect(await believed(cut)).toEqual([]);
  });

  it('is not, without one byte, or with one twice', async () => {
    const without = everyNth(file, 193).flatMap((at) => [
      Buffer.concat([file.subarray(0, at), file.subarray(at + 1)]),
      Buffer.concat([file.subarray(0, at + 1), file.subarray(at)]),
    ]);
    expect(await believed(without, original)).toEqual([]);
  });

  it('is not, with one bit changed', async () => {
    const changed = everyNth(file, 41).map((at) => {
      const mutant = Uint8Array.from(file);
      mutant[at] = (mutant[at] ?? 0) ^ (1 << (at % 8));
      return mutant;
    });
    expect(changed.length).toBeGreaterThan(100);
    expect(await believed(changed, original)).toEqual([]);
  });
});

/** Of the chunk before the end. */
function withoutCrc(file: Buffer): Buffer {
  const end = file.length - chunk(IEND).length;
  return Buffer.from(file).fill(0, end - 4, end);
}

/** All with the authentic text in them. */
const withText = (...parts: readonly Part[]) => pngOf(IHDR, IDAT, ...parts, IEND);
const good = internationalText(texts.json);
const asPng: readonly (readonly [string, Uint8Array])[] = [
  ['two chunks', withText(good, internationalText(other))],
  ['the same chunk twice', withText(good, good)],
  ['a compressed chunk', withText(internationalText(deflateSync(texts.json), { flags: '\x01\0' }))],
  ['gzip in the chunk', withText(internationalText(gzipSync(texts.json)))],
  ['a CRC of zero', withoutCrc(withText(good))],
  ['a second image behind', Buffer.concat([withText(good), withText(internationalText(other))])],
  ['the chunk behind the end', Buffer.concat([withText(), chunk(good)])],
  ['the chunk in front', Buffer.concat([chunk(good), withText()])],
  ['100 MB', withText(good, ['IDAT', Buffer.alloc(100_000_000)])],
  [
    'a signature of text',
    Buffer.from(withText(good).toString('latin1').replace('\x89', '\t'), 'latin1'),
  ],
];

const image = (inside: string, root = `${SVG} ${OB}`, before = '') =>
  bytes(`${before}<svg ${root}>${inside}${SHAPE}</svg>`);
const badge = inCdata(texts.json);
const asSvg: readonly (readonly [string, Uint8Array])[] = [
  ['two badges', image(badge + inCdata(other))],
  [
    'the text by an entity',
    image(
      '<openbadges:credential>&t;</openbadges:credential>',
      undefined,
      `<!DOCTYPE svg [<!ENTITY t '${texts.json.replaceAll("'", '&#39;')}'>]>`,
    ),
  ],
  ['a billion laughs', image(badge, undefined, billionLaughs())],
  ['a script', image(`${badge}<script/>`)],
  ['a handler', image(badge, `${SVG} ${OB} onload="x()"`)],
  ['a badge in a badge', image(`<openbadges:credential>${badge}</openbadges:credential>`)],
  ['a badge in a group', image(`<g>${badge}</g>`)],
  ['a badge in a comment', image(`<!--${badge}-->`)],
  ['a badge in an attribute', image('', `${SVG} ${OB} data-badge='${texts.jwt}'`)],
  [
    'another namespace',
    image(badge, `${SVG} xmlns:openbadges="https://purl.imsglobal.org/ob/v3p1"`),
  ],
  ['UTF-16', Buffer.from(`\ufeff${new TextDecoder().decode(image(badge))}`, 'utf16le')],
  ['a million levels', image(badge + '<g>'.repeat(1_000_000))],
  ['100 MB', Buffer.concat([image(badge), Buffer.alloc(100_000_000, ' ')])],
  ['gzip (.svgz)', gzipSync(image(badge))],
];

function billionLaughs(): string {
  const entities = Array.from(
    { length: 10 },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
  );
  return `<!DOCTYPE svg [<!ENTITY l0 "ha">${entities.join('')}]>`;
}

describe('an image with an authentic text in it', () => {
  it.each([...asPng, ...asSvg])('is not believed with one fault: %s', async (_name, file) => {
    const read = readBadgeFile(file);
    expect(read.ok).toBe(false);
    expect(await isBelieved(file)).toBe(false);
  });
});
