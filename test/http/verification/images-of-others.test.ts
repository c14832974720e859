/** Images as others bake them, and badges of before 3.0, handed to the page and to the API. */
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  IDAT,
  IEND,
  IHDR,
  internationalText,
  type Part,
  png,
  tinyPng,
} from '../../credentials/support/images/png.ts';
import { olderBadges, signedOlder } from '../../credentials/support/older-badges.ts';
import { bytes, inCdata, OB, SHAPE, SVG, svg } from '../../credentials/support/images/svg.ts';
import { send } from '../../support/visits/api.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

const older = JSON.stringify(olderBadges['Open Badges 2.0']);
const ADDRESS = 'https://elsewhere.example/assertions/1';

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld({
    guardedFetch: {
      fetchBytes: () =>
        Promise.resolve({
          outcome: 'found',
          body: bytes(older),
          contentType: 'application/json',
        }),
      fetchJsonText: () => Promise.resolve({ outcome: 'unreachable', detail: 'not in this test' }),
    },
  });
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
});
afterAll(() => world.destroy());

async function upload(content: Uint8Array | string, name = 'badge.png') {
  const visitor = world.visitor();
  const file = new File([Uint8Array.from(Buffer.from(content))], name);
  return visitor.press(await visitor.get('/verifier'), 'Vérifier', {}, file);
}

async function paste(source: string) {
  const visitor = world.visitor();
  return visitor.press(await visitor.get('/verifier'), 'Vérifier', { source });
}

const ask = (content: Uint8Array | string) =>
  send(world, '/api/verify', { body: Uint8Array.from(Buffer.from(content)) });

const withText = (...parts: readonly Part[]) => png(IHDR, IDAT, ...parts, IEND);
const packed = (keyword: string, text: string): Part => [
  'zTXt',
  Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]),
];
const escaped = (json: string) =>
  json.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
/** As Python’s ElementTree names everything. */
const byElementTree = (json: string) =>
  bytes(
    `<ns0:svg xmlns:ns0="http://www.w3.org/2000/svg" xmlns:ns1="https://purl.imsglobal.org/ob/v3p0"><ns0:g /><ns1:credential>${escaped(json)}</ns1:credential></ns0:svg>`,
  );

describe('a badge of ours in an image that somebody else baked', () => {
  it.each<[string, (json: string) => Uint8Array]>([
    [
      'a PNG with bytes behind its end',
      (json) => Buffer.concat([withText(internationalText(json)), Buffer.from('\r\n-- \r\n')]),
    ],
    ['a compressed chunk', (json) => withText(packed('openbadgecredential', json))],
    ['the older name', (json) => withText(internationalText(json, { keyword: 'openbadges' }))],
    ['an SVG with prefixes and escaped text', byElementTree],
    ['an SVG that declares on the element', (json) => declaredInside(inCdata(json))],
  ])('is authentic from %s, to the page and to the API', async (_name, bake) => {
    const image = bake(jsonOf(scene.accepted));
    const page = await upload(image);
    expect(page.heading).toContain('Ce badge est authentique');
    expect((await ask(image)).json['summary']).toMatchObject({ authentic: 'yes' });
  });

  it('is not once changed', async () => {
    const forged = jsonOf(scene.accepted).replace('"validFrom":"2', '"validFrom":"1');
    const page = await upload(byElementTree(forged));
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Ce badge est authentique');
  });

  const declaredInside = (element: string) =>
    bytes(`<svg ${SVG}>${element.replace('>', ` ${OB}>`)}${SHAPE}</svg>`);
});

describe('an image that gives no badge', () => {
  const one = '{"type":["VerifiableCredential"],"name":"Un"}';
  const other = one.replace('Un', 'Deux');
  const [several, misplaced, none] = [
    'Il y a plusieurs badges dans cette image',
    'Le badge n’est pas à sa place dans cette image',
    'Il n’y a pas de badge dans cette image',
  ] as const;

  it.each([
    [
      'two badges by two names',
      svg(
        `${inCdata(one)}<b:credential xmlns:b="https://purl.imsglobal.org/ob/v3p0">${other}</b:credential>`,
      ),
      several,
    ],
    [
      'another badge behind the end',
      Buffer.concat([withText(internationalText(one)), withText(internationalText(other))]),
      several,
    ],
    [
      'a namespace that is none of theirs',
      svg(inCdata(one), { root: `${SVG} xmlns:openbadges="urn:x"` }),
      misplaced,
    ],
    ['a badge in a group', svg(`<g>${inCdata(one)}</g>`), misplaced],
    [
      'a badge behind the end alone',
      Buffer.concat([tinyPng, withText(internationalText(one))]),
      misplaced,
    ],
    ['bytes behind the end alone', Buffer.concat([tinyPng, Buffer.from('\n')]), none],
    [
      'a bomb',
      withText(packed('openbadgecredential', 'a'.repeat(10_000_000))),
      'ou son badge est trop long',
    ],
    [
      'something else in the place of the badge',
      svg(inCdata('Bonjour')),
      'Ce qui est à la place du badge',
    ],
    [
      'a script',
      svg(`${inCdata(one)}<script/>`),
      'Cette image contient un programme, ou des mots qu’elle définit',
    ],
    [
      'the address of a badge',
      withText(['tEXt', Buffer.from(`openbadges\0${ADDRESS}`)]),
      `seulement son lien. Collez-le dans le premier champ : ${ADDRESS}`,
    ],
    [
      'another encoding',
      bytes(`<?xml version="1.0" encoding="ISO-8859-1"?><svg ${SVG}/>`),
      'Nous ne savons pas lire cette image.',
    ],
  ])('says why in words of its own: %s', async (_name, image, words) => {
    const page = await upload(image);
    expect(page.status).toBe(422);
    expect(page.text.replaceAll('\u00a0', ' ')).toContain(words);
    expect(page.text).not.toContain('changée ou abîmée');
    expect(page.text).not.toContain('Open Badges 2');
    expect((await ask(image)).status).toBe(422);
  });
});

describe('a badge of Open Badges 2', () => {
  const words =
    'Ce badge est d’un format plus ancien (Open Badges 2 ou avant) : nous ne pouvons pas le vérifier. Cela ne veut pas dire qu’il est faux.';

  it.each([
    ['an image', () => upload(withText(internationalText(older, { keyword: 'openbadges' })))],
    ['an image of 3.0', () => upload(withText(internationalText(older)))],
    [
      'a drawing',
      () =>
        upload(
          svg(
            `<openbadges:assertion verify="${ADDRESS}"><![CDATA[${older}]]></openbadges:assertion>`,
          ),
        ),
    ],
    ['a file', () => upload(older, 'badge.json')],
    ['a file of text', () => upload(`\ufeff${older}\r\n`, 'badge.txt')],
    ['a signed file', () => upload(signedOlder(olderBadges['Open Badges 2.0']), 'badge.jws')],
    ['its text, pasted', () => paste(older)],
    ['the text of a signed one', () => paste(signedOlder(olderBadges['Open Badges 1.0']))],
    ['its address', () => paste(ADDRESS)],
  ])('is named so, and not called false, from %s', async (_name, give) => {
    const page = await give();
    expect(page.status).toBe(422);
    expect(page.text.replaceAll('\u00a0', ' ')).toContain(words);
    expect(page.text).not.toContain('authentique');
    expect(page.text).not.toContain('a changé');
  });

  it('is named so to programs', async () => {
    for (const given of [older, signedOlder(olderBadges['Open Badges 1.1']), ADDRESS]) {
      const answer = await ask(given);
      expect(answer.status).toBe(422);
      expect(answer.json['detail']).toContain('Open Badges 2');
    }
  });
});
