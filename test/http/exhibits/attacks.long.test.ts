/** What is no photo and no document, or more than one: a sentence that says what to do, and nothing kept. */
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addExhibit, countStored, getPicture, SEEN, sendExhibit } from '../../support/exhibits.ts';
import { fold } from '../../support/forms.ts';
import { billionPixels, chunkBomb, photo, photoWithPlace, png } from '../../support/photos.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  nadia = await world.signIn(staff);
});
afterAll(() => world.destroy());

const jpeg = () => photo().jpeg().toBuffer();
const send = (bytes: Buffer, name = 'IMG_1.JPG', type = 'image/jpeg') =>
  sendExhibit(nadia, { experience: scene.experience, people: [world.awa], bytes, name, type });

const OTHER = 'Nous ne savons pas lire ce fichier.';
const UNREADABLE = 'Ce fichier ne se lit pas.';
const LARGE = 'Cette photo est trop grande.';

const HOSTILE: readonly [string, () => Buffer | Promise<Buffer>, number, string][] = [
  ['nothing', () => Buffer.alloc(0), 422, 'Choisissez une photo ou un document.'],
  ['a billion pixels', billionPixels, 422, LARGE],
  [
    'fifty megabytes',
    async () => Buffer.concat([await jpeg(), Buffer.alloc(50 * 1_048_576)]),
    413,
    'Ce fichier dépasse 15 Mo.',
  ],
  [
    'SVG with a script, called a JPEG',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    422,
    OTHER,
  ],
  [
    'XML that grows',
    () => Buffer.from('<!DOCTYPE a [<!ENTITY b "bbbb">]><svg>&b;</svg>'),
    422,
    OTHER,
  ],
  ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 422, OTHER],
  ['GIF', () => photo(40, 40).gif().toBuffer(), 422, OTHER],
  ['AVIF', () => photo(40, 40).avif().toBuffer(), 422, OTHER],
  ['TIFF', () => photo(40, 40).tiff().toBuffer(), 422, OTHER],
  ['a ZIP', () => Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaa', 'latin1'), 422, OTHER],
  ['HTML before a PDF', () => Buffer.from('<script>alert(1)</script>%PDF-1.4'), 422, OTHER],
  ['half a JPEG', async () => (await jpeg()).subarray(0, 2_000), 422, UNREADABLE],
  ['the head of a JPEG', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 422, UNREADABLE],
  [
    'a JPEG head before noise',
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), randomBytes(100_000)]),
    422,
    UNREADABLE,
  ],
  ['a PNG with a wrong sum', wrongSum, 422, UNREADABLE],
  ['the head of a PDF', () => Buffer.from('%PDF-1.7\n'), 422, UNREADABLE],
  [
    'a PDF of noise',
    () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(50_000)]),
    422,
    UNREADABLE,
  ],
];

function wrongSum(): Buffer {
  const bytes = png({ width: 50, height: 50, depth: 8, colour: 2, bytes: 151 * 50 });
  const at = bytes.indexOf('IDAT') + 6;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
  return bytes;
}

describe('nothing is kept of', () => {
  it.each(HOSTILE)('%s', async (_, make, status, sentence) => {
    const before = await countStored(world);
    const page = await send(await make());
    expect(page.status).toBe(status);
    expect(page.text).toContain(sentence);
    expect(fold(page.$('#file-error').text())).toContain(sentence);
    if (status === 422) expect(page.$('[name=words]').text()).toBe(SEEN);
    expect(await countStored(world)).toEqual(before);
  });

  it('two files in one form, or a file of another name', async () => {
    const before = await countStored(world);
    const page = await nadia.get(`/experiences/${scene.experience.id}/preuves/nouvelle`);
    const body = new FormData();
    body.append('_csrf', page.$('[name=_csrf]').attr('value') ?? '');
    const file = new File([new Uint8Array(await jpeg())], '../../evil.jpg');
    body.append('file', file);
    body.append('file', file);
    const answer = await nadia.post(`/experiences/${scene.experience.id}/preuves`, body);
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining('Le fichier n’est pas arrivé en entier.'),
    ]);
    expect(await countStored(world)).toEqual(before);
  });
});

describe('nothing hidden comes through, of what is a photo and something else', () => {
  const SCRIPT = '<html><script>alert("kachette")</script></html>';
  const withEnd = async () => Buffer.concat([await photoWithPlace(), Buffer.from(SCRIPT)]);
  /** In the comment of a JPEG, right behind its first bytes (ISO 10918-1, B.2.4.5). */
  async function withComment() {
    const bytes = await jpeg();
    const length = Buffer.alloc(2);
    length.writeUInt16BE(SCRIPT.length + 2);
    const comment = [Buffer.from([0xff, 0xfe]), length, Buffer.from(SCRIPT)];
    return Buffer.concat([bytes.subarray(0, 2), ...comment, bytes.subarray(2)]);
  }

  it.each([
    ['HTML at its end', withEnd],
    ['HTML in a comment', withComment],
    ['half a gigabyte of text', () => chunkBomb('zTXt')],
    ['half a gigabyte of colour profile', () => chunkBomb('iCCP')],
    ['the media type of a page', jpeg],
  ])('%s', async (what, make) => {
    const type = what.includes('media type') ? 'text/html' : 'image/jpeg';
    const people = [world.awa];
    const { experience } = scene;
    const id = await addExhibit(world, nadia, {
      ...{ experience, people, type, bytes: await make() },
      name: '"><script>.html',
    });
    const { status, headers, bytes } = await getPicture(world, nadia, `/preuves/${id}/1`);
    expect([status, headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(bytes.includes('script') || bytes.includes('alert')).toBe(false);
    const { exif, icc, xmp, iptc, comments } = await sharp(bytes).metadata();
    expect([exif, icc, xmp, iptc, comments]).toEqual(Array(5).fill(undefined));
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });
});
