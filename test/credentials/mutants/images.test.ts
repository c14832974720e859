/** A thousand single faults in each image that holds a badge, JSON or JWT. */
import { deflateSync, gzipSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import type { ImageFormat } from '../../../src/credentials/formats/formats.ts';
import { png } from '../../../src/credentials/formats/png.ts';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { svg } from '../../../src/credentials/formats/svg.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import type { Kind } from '../support/faults/kinds.ts';
import { expectNoneBelieved } from '../support/faults/survey.ts';
import { chunk, IDAT, IEND, IHDR, internationalText, type Part } from '../support/images/png.ts';
import { png as pngOf } from '../support/images/png.ts';
import { bytes, inCdata, OB, SHAPE, SVG } from '../support/images/svg.ts';
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

interface FileFault {
  readonly kind: Kind;
  readonly name: string;
  /** Made when it is its turn: some are large. */
  readonly make: () => Uint8Array;
}

/** Whoever only spoils the drawing leaves the badge as it is: that one is the original. */
async function isBelieved(file: Uint8Array, original?: string): Promise<boolean> {
  const read = await readBadgeFile(file);
  if (!read.ok || read.text === original) return false;
  return (await verifyCredential(read.text, world)).summary.authentic === 'yes';
}

/** So many places, from all over the file. */
const places = (file: Uint8Array, count: number) =>
  Array.from({ length: count }, (_, nth) => Math.floor((nth * file.length) / count));

function byteFaults(file: Uint8Array): readonly FileFault[] {
  const flipped = (at: number, bit: number) => {
    const mutant = Uint8Array.from(file);
    mutant[at] = (mutant[at] ?? 0) ^ (1 << bit);
    return mutant;
  };
  return [
    ...places(file, 200).map((at): FileFault => {
      return { kind: 'truncated', name: `cut at ${at}`, make: () => file.subarray(0, at) };
    }),
    ...places(file, 160).flatMap((at): FileFault[] => [
      {
        kind: 'bytes',
        name: `without ${at}`,
        make: () => Buffer.concat([file.subarray(0, at), file.subarray(at + 1)]),
      },
      {
        kind: 'bytes',
        name: `${at} twice`,
        make: () => Buffer.concat([file.subarray(0, at + 1), file.subarray(at)]),
      },
    ]),
    ...places(file, 640).map((at): FileFault => {
      return { kind: 'bytes', name: `bit ${at % 8} of ${at}`, make: () => flipped(at, at % 8) };
    }),
  ];
}

/** Of the chunk before the end. */
function withoutCrc(file: Buffer): Buffer {
  const end = file.length - chunk(IEND).length;
  return Buffer.from(file).fill(0, end - 4, end);
}

type Named = readonly (readonly [Kind, string, () => Uint8Array])[];

const HUGE = 100_000_000;

/** With the authentic text in each. */
function pngFaults(text: string): Named {
  const withText = (...parts: readonly Part[]) => pngOf(IHDR, IDAT, ...parts, IEND);
  const good = internationalText(text);
  const deflated = internationalText(deflateSync(text), { flags: '\x01\0' });
  const otherDeflated = internationalText(deflateSync(other), { flags: '\x01\0' });
  const bomb = internationalText(deflateSync(Buffer.alloc(HUGE)), { flags: '\x01\0' });
  const olderBomb = Buffer.concat([Buffer.from('openbadges\0\0'), deflateSync(Buffer.alloc(HUGE))]);
  const plain = (inside: string) => Buffer.from(`openbadgecredential\0${inside}`);
  const behind = (bytesBehind: Uint8Array) => Buffer.concat([withText(good), bytesBehind]);
  const latin = withText(good).toString('latin1').replace('\x89', '\t');
  return [
    ['two badges', 'two chunks', () => withText(good, internationalText(other))],
    ['two badges', 'the same chunk twice', () => withText(good, good)],
    [
      'two badges',
      'a second image behind',
      () => Buffer.concat([withText(good), withText(internationalText(other))]),
    ],
    ['two badges', 'a compressed one beside it', () => withText(good, otherDeflated)],
    ['two badges', 'one as plain text', () => withText(['tEXt', plain(other)], good)],
    [
      'two badges',
      'one under the older name',
      () => withText(good, internationalText(other, { keyword: 'openbadges' })),
    ],
    ['two badges', 'the chunk of another behind', () => behind(chunk(internationalText(other)))],
    ['two badges', 'a compressed one behind', () => behind(chunk(otherDeflated))],
    ['two badges', 'the text of another behind', () => behind(Buffer.from(other))],
    ['two badges', 'an SVG with another behind', () => behind(image(inCdata(other)))],
    ['compressed', 'gzip in the chunk', () => withText(internationalText(gzipSync(text)))],
    ['compressed', 'a zTXt chunk that is none', () => withText(['zTXt', good[1]])],
    ['compressed', 'a part of it', () => withText(['iTXt', deflated[1].subarray(0, -20)])],
    ['gzip bomb', 'a hundred megabytes in a chunk', () => withText(bomb)],
    ['gzip bomb', 'the same, beside the badge', () => withText(['zTXt', olderBomb], good)],
    ['bytes', 'a CRC of zero', () => withoutCrc(withText(good))],
    ['order', 'the chunk behind the end', () => Buffer.concat([withText(), chunk(good)])],
    ['order', 'the chunk in front', () => Buffer.concat([chunk(good), withText()])],
    ['huge', 'a hundred megabytes', () => withText(good, ['IDAT', Buffer.alloc(HUGE)])],
    ['bytes', 'as text', () => Buffer.from(latin, 'latin1')],
  ];
}

const image = (inside: string, root = `${SVG} ${OB}`, before = '') =>
  bytes(`${before}<svg ${root}>${inside}${SHAPE}</svg>`);
const ELEMENT = 'openbadges:credential';
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';

/** With the authentic text in each. */
function svgFaults(text: string): Named {
  const isJwt = text === texts.jwt;
  const badge = isJwt ? `<${ELEMENT} verify="${text}"></${ELEMENT}>` : inCdata(text);
  const entity = `<!DOCTYPE svg [<!ENTITY t '${text.replaceAll("'", '&#39;')}'>]>`;
  const byEntity = isJwt ? `<${ELEMENT} verify="&t;"/>` : `<${ELEMENT}>&t;</${ELEMENT}>`;
  const byNamespace = `<b:credential xmlns:b="${NAMESPACE}"><![CDATA[${other}]]></b:credential>`;
  const byLetters = badge.replace('>', ' xmlns:openbadges="urn:x">');
  const hidden = `<![CDATA[<${ELEMENT} verify="${texts.jwt}"/>]]>`;
  const cdata = `<![CDATA[${other.replaceAll(']]>', '')}]]>`;
  const olderName = inCdata(other).replaceAll('credential>', 'assertion>');
  const foreign = `${SVG} xmlns:openbadges="https://purl.imsglobal.org/ob/v3p1"`;
  const utf16 = Buffer.from(`\ufeff${new TextDecoder().decode(image(badge))}`, 'utf16le');
  return [
    ['two badges', 'two elements', () => image(badge + inCdata(other))],
    ['two badges', 'one within another', () => image(`<${ELEMENT}>${badge}</${ELEMENT}>`)],
    ['two badges', 'one by namespace', () => image(badge + byNamespace)],
    ['two badges', 'one by the letters alone', () => image(byLetters + byNamespace, SVG)],
    ['two badges', 'one in a comment', () => image(`<!--${inCdata(other)}-->${badge}`)],
    ['two badges', 'one in the text of a drawing', () => image(`<desc>${hidden}</desc>${badge}`)],
    ['two badges', 'text and CDATA', () => image(`<${ELEMENT}>{"a":${cdata}}</${ELEMENT}>`)],
    ['two badges', 'under the older name too', () => image(badge + olderName)],
    ['entities or script', 'the text by an entity', () => image(byEntity, undefined, entity)],
    ['entities or script', 'laughs', () => image(badge, undefined, billionLaughs())],
    ['entities or script', 'a script', () => image(`${badge}<script/>`)],
    ['entities or script', 'a handler', () => image(badge, `${SVG} ${OB} onload="x()"`)],
    ['entities or script', 'a link', () => image(`${badge}<a href="javascript:x()"/>`)],
    ['order', 'in a group', () => image(`<g>${badge}</g>`)],
    ['order', 'in a comment', () => image(`<!--${badge}-->`)],
    ['order', 'in an attribute', () => image('', `${SVG} ${OB} data-badge='${texts.jwt}'`)],
    ['key', 'another namespace', () => image(badge, foreign)],
    ['bytes', 'UTF-16', () => utf16],
    ['deep nesting', 'a million levels', () => image(badge + '<g>'.repeat(1_000_000))],
    ['huge', 'a hundred megabytes', () => Buffer.concat([image(badge), Buffer.alloc(HUGE, ' ')])],
    ['compressed', 'gzip (.svgz)', () => gzipSync(image(badge))],
    [
      'look-alike',
      'an element named alike',
      () => image(badge.replaceAll('credential', 'credentiаl')),
    ],
  ];
}

function billionLaughs(): string {
  const entities = Array.from(
    { length: 10 },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
  );
  return `<!DOCTYPE svg [<!ENTITY l0 "ha">${entities.join('')}]>`;
}

const PNG_KINDS = { 'two badges': 10, compressed: 3, 'gzip bomb': 2, huge: 1, order: 2 };
const SVG_KINDS = { 'two badges': 8, 'entities or script': 5, 'deep nesting': 1, huge: 1 };

describe.each([
  ['JSON in a PNG', png, texts.json, pngFaults, PNG_KINDS],
  ['a JWT in a PNG', png, texts.jwt, pngFaults, PNG_KINDS],
  ['JSON in an SVG', svg, texts.json, svgFaults, SVG_KINDS],
  ['a JWT in an SVG', svg, texts.jwt, svgFaults, SVG_KINDS],
] as const)('%s', (name, format, text, faultsOf, kinds) => {
  const file = baked(format, text);

  it('is believed as it is', async () => {
    expect(await isBelieved(file)).toBe(true);
  });

  it('is not believed with any one fault', async () => {
    const named = faultsOf(text).map(([kind, fault, make]) => ({ kind, name: fault, make }));
    const minima = { truncated: 200, bytes: 900, ...kinds };
    await expectNoneBelieved(name, [...byteFaults(file), ...named], minima, ({ make }) =>
      isBelieved(make(), text),
    );
  });

  it('holds no badge at all with a fault that was put there', async () => {
    const read: string[] = [];
    for (const [, fault, make] of faultsOf(text)) {
      if ((await readBadgeFile(make())).ok) read.push(fault);
    }
    expect(read).toEqual([]);
  });
});
