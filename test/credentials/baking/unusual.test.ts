/** Badges that others bake otherwise than the standard says: read, with a note for each departure. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { BakingNote } from '../../../src/credentials/baking/baked.ts';
import { BAKING_NOTES } from '../../../src/credentials/baking/notes.ts';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { olderBadges } from '../support/older-badges.ts';
import {
  IDAT,
  IEND,
  IHDR,
  internationalText,
  type Part,
  png,
  tinyPng,
} from '../support/images/png.ts';
import { bytes, inCdata, OB, SHAPE, SVG, svg, tinySvg } from '../support/images/svg.ts';
import { signIn, world } from '../support/two-keys.ts';
import { languages } from '../../support/languages/languages.ts';

const json = await signIn('data-integrity');
const jwt = await signIn('vc-jwt');
const older = JSON.stringify(olderBadges['Open Badges 2.0']);

/** PNG wants these chunks so; others write UTF-8 in them. */
const latin = '{"type":["VerifiableCredential","OpenBadgeCredential"],"name":"Équipe"}';

const NEW = 'openbadgecredential';
const OLD = 'openbadges';
const withText = (...parts: readonly Part[]) => png(IHDR, IDAT, ...parts, IEND);
const plain = (keyword: string, text: string): Part => ['tEXt', Buffer.from(`${keyword}\0${text}`)];
const packed = (keyword: string, text: string): Part => [
  'zTXt',
  Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]),
];
const usual = withText(internationalText(jwt));
const flags = '\x01\0';

type Case = readonly [name: string, file: Uint8Array, text: string, notes: readonly BakingNote[]];

const images: readonly Case[] = [
  ['a line end after the end', Buffer.concat([usual, Buffer.from('\n')]), jwt, ['trailing-bytes']],
  ['zeros after the end', Buffer.concat([usual, Buffer.alloc(4096)]), jwt, ['trailing-bytes']],
  ['another image behind', Buffer.concat([usual, tinyPng]), jwt, ['second-image']],
  ['the same file behind', Buffer.concat([usual, usual, usual]), jwt, ['second-image']],
  ['compressed', withText(internationalText(deflateSync(json), { flags })), json, ['compressed']],
  ['plain text', withText(plain(NEW, json)), json, ['plain-text-chunk']],
  [
    'plain text in Latin-1, as Pillow writes it',
    withText(['tEXt', Buffer.from(`${NEW}\0${latin}`, 'latin1')]),
    latin,
    ['plain-text-chunk'],
  ],
  ['compressed plain text', withText(packed(NEW, jwt)), jwt, ['compressed', 'plain-text-chunk']],
  [
    'under the name of Open Badges 2',
    withText(internationalText(json, { keyword: OLD })),
    json,
    ['old-keyword'],
  ],
  [
    'a JWT under the name of Open Badges 2',
    withText(internationalText(jwt, { keyword: OLD })),
    jwt,
    ['old-keyword'],
  ],
  [
    'under both names',
    withText(internationalText(json, { keyword: OLD }), internationalText(json)),
    json,
    ['old-keyword'],
  ],
  [
    'beside one of Open Badges 2',
    withText(internationalText(json), internationalText(older, { keyword: OLD })),
    json,
    ['older-badge-beside'],
  ],
  [
    'beside the address that Open Badges 1 baked',
    withText(internationalText(json), plain(OLD, 'https://elsewhere.example/1')),
    json,
    ['older-badge-beside'],
  ],
  [
    'everything at once',
    Buffer.concat([withText(packed(OLD, json), plain(NEW, older)), Buffer.from('\0')]),
    json,
    ['compressed', 'plain-text-chunk', 'old-keyword', 'older-badge-beside', 'trailing-bytes'],
  ],
];

const OB3 = 'https://purl.imsglobal.org/ob/v3p0';
const escaped = json.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const quoted = escaped.replaceAll('"', '&quot;');
const cdata = `<![CDATA[${json.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const baked = `<openbadges:credential>${cdata}</openbadges:credential>`;
const drawn = (inside: string, root = SVG) => bytes(`<svg ${root}>${inside}${SHAPE}</svg>`);
const element = (content: string) => `<openbadges:credential>${content}</openbadges:credential>`;

const drawings: readonly Case[] = [
  ['declared on the element', drawn(baked.replace('>', ` ${OB}>`)), json, ['namespace-on-element']],
  [
    'declared on both, which is as it should be',
    drawn(baked.replace('>', ` ${OB}>`), `${SVG} ${OB}`),
    json,
    [],
  ],
  [
    'another prefix',
    drawn(`<b:credential>${cdata}</b:credential>`, `${SVG} xmlns:b="${OB3}"`),
    json,
    ['namespace-prefix'],
  ],
  [
    'another prefix, which the element declares',
    drawn(`<b:credential xmlns:b="${OB3}" verify="${jwt}"/>`),
    jwt,
    ['namespace-prefix'],
  ],
  [
    'the default namespace of the element',
    drawn(`<credential xmlns="${OB3}">${cdata}</credential>`),
    json,
    ['namespace-prefix'],
  ],
  [
    'prefixes for everything, as some programs write them',
    bytes(
      `<ns0:svg xmlns:ns0="http://www.w3.org/2000/svg" xmlns:ns1="${OB3}"><ns1:credential>${escaped}</ns1:credential><ns0:g/></ns0:svg>`,
    ),
    json,
    ['not-cdata', 'namespace-prefix'],
  ],
  [
    'declared again elsewhere',
    svg(`${baked}<g ${OB}/><g xmlns:b="${OB3}"/><g xmlns="${OB3}"/>`),
    json,
    [],
  ],
  [
    'the address of the vocabulary as namespace',
    svg(baked, { root: `${SVG} xmlns:openbadges="https://purl.imsglobal.org/spec/ob/v3p0"` }),
    json,
    ['other-namespace'],
  ],
  [
    'the namespace of Open Badges 2',
    svg(`<openbadges:credential verify="${jwt}"/>`, {
      root: `${SVG} xmlns:openbadges="http://openbadges.org"`,
    }),
    jwt,
    ['other-namespace'],
  ],
  ['the last child', drawn(`<g/>${baked}`, `${SVG} ${OB}`), json, ['not-first']],
  ['after a comment and words', drawn(`<!-- a -->b ${baked}`, `${SVG} ${OB}`), json, []],
  ['escaped text', svg(element(escaped)), json, ['not-cdata']],
  ['text of which every quotation mark is escaped', svg(element(quoted)), json, ['not-cdata']],
  ['a JWT in CDATA', svg(inCdata(jwt)), jwt, ['jwt-not-in-verify']],
  ['a JWT as text', svg(element(`\n  ${jwt}\n`)), jwt, ['jwt-not-in-verify']],
  [
    'JSON in the attribute',
    svg(`<openbadges:credential verify="${quoted}"/>`),
    json,
    ['json-in-verify'],
  ],
  [
    'an attribute of a drawing program',
    svg(`<openbadges:credential id="badge7" verify="${jwt}"/>`),
    jwt,
    ['extra-attributes'],
  ],
  ['an empty attribute verify', svg(baked.replace('>', ' verify="">')), json, ['extra-attributes']],
  [
    'a JWT as a program for Open Badges 2 bakes it',
    svg(`<openbadges:assertion><![CDATA[${jwt}]]></openbadges:assertion>`, {
      root: `${SVG} xmlns:openbadges="http://openbadges.org"`,
    }),
    jwt,
    ['jwt-not-in-verify', 'old-keyword'],
  ],
  [
    'JSON under the name of Open Badges 2',
    drawn(`<a:assertion xmlns:a="http://openbadges.org">${cdata}</a:assertion>`),
    json,
    ['old-keyword'],
  ],
  [
    'beside one of Open Badges 2',
    svg(`${baked}<openbadges:assertion><![CDATA[${older}]]></openbadges:assertion>`),
    json,
    ['older-badge-beside'],
  ],
  [
    'beside an assertion of something else',
    svg(`${baked}<saml:assertion xmlns:saml="urn:saml"/>`),
    json,
    [],
  ],
];

describe.each([
  ['a PNG', images],
  ['an SVG', drawings],
] as const)('%s baked otherwise', (_kind, cases) => {
  it.each(cases)('holds the badge, and says how: %s', async (_name, file, text, notes) => {
    const read = await readBadgeFile(file);
    const { notes: said = [], ...rest } = read.ok ? read : { notes: [read.detail] };
    expect(said).toEqual(notes);
    expect(rest).toMatchObject({ ok: true, text });
  });
});

it('is authentic or not as the same badge by itself', async () => {
  const [, file] = drawings.find(([name]) => name === 'escaped text') ?? ['', tinySvg];
  const forged = bytes(new TextDecoder().decode(file).replace('douze', 'treize'));
  const verdicts = await Promise.all(
    [file, forged].map(async (one) => {
      const read = await readBadgeFile(one);
      return (await verifyCredential(read.ok ? read.text : '', world)).summary.authentic;
    }),
  );
  expect(verdicts).toEqual(['yes', 'no']);
});

describe('the words of the notes', () => {
  const seen = new Set<string>([...images, ...drawings].flatMap(([, , , notes]) => notes));

  it('are there for each departure that can be met', () => {
    expect(Object.keys(BAKING_NOTES).toSorted()).toEqual([...seen].toSorted());
  });

  it.each(Object.entries(BAKING_NOTES))(
    'say where, which rule, and in each language: %s',
    (_, note) => {
      expect(note.place).not.toBe('');
      expect(note.rule).toMatch(/^(?:Open Badges 3\.0|PNG \(third edition\)) §\d+(?:\.\d+)+$/);
      for (const language of languages.all) {
        expect(language.say(note)).toMatch(/^.{30,120}\.$/);
      }
    },
  );
});
