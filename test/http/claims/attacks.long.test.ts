/** What is no sound, or too much of one: a sentence that says what to do, and nothing kept. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSoundReader } from '../../../src/claims/sounds.ts';
import { compiledUrl } from '../../support/programs/compiled.ts';
import { recording, repeating, soundFile } from '../../support/sounds.ts';
import { photo } from '../../support/photos.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  awa = await world.signIn(world.awa);
});
afterAll(() => world.destroy());

const send = async (bytes: Uint8Array, type = 'audio/webm', name = 'son.webm') =>
  awa.press(
    await awa.get('/dire-ce-que-j-ai-fait'),
    'Envoyer',
    { way: 'speak', wants: 'which' },
    soundFile(bytes, type, name),
  );

async function stored() {
  const { store, blobs } = world.services;
  const [claims, experiences] = await Promise.all([
    store.claims.across.scan(),
    store.experiences.across.scan(),
  ]);
  return [claims.length, experiences.length, (await blobs.list()).length];
}

const OTHER = 'Ce fichier ne se lit pas comme un son.';
const LONG = 'Ce son est trop long : trois minutes au plus.';

const HOSTILE: readonly [string, () => Buffer | Promise<Buffer>, string][] = [
  ['nothing', () => Buffer.alloc(0), 'Ce son est vide.'],
  ['an hour', () => recording('webm', 3_600), LONG],
  ['an hour of MP3', () => recording('mp3', 600), LONG],
  ['fifty megabytes', () => Buffer.alloc(50 * 1_048_576, 7), 'Ce fichier est trop lourd : 7 Mo'],
  ['noise', () => randomBytes(200_000), OTHER],
  ['HTML', () => Buffer.from('<!doctype html><script>alert(1)</script>'), OTHER],
  ['SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), OTHER],
  ['a photo', () => photo(400, 400).jpeg().toBuffer(), OTHER],
  ['a ZIP', () => Buffer.from('PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaa', 'latin1'), OTHER],
  ['the head of a WebM', async () => (await recording('webm')).subarray(0, 40), OTHER],
  ['6 MB, said to be there 76,000 times', () => repeating(6_000_000, 76_000), OTHER],
  ['a packet, said to be there again and again', () => repeating(16_000, 19_000), OTHER],
  ['what takes no time, for ever', () => repeating(6, 30_000, 200_000), LONG],
  ['a WAV', () => Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(90)]), OTHER],
];

describe('is refused with a sentence, and nothing is stored', () => {
  it.each(HOSTILE)('%s', async (_, bytes, sentence) => {
    const before = await stored();
    const page = await send(await bytes());
    expect(page.status).toBe(422);
    expect(page.$('.field-error').text().replaceAll(/\s/g, ' ')).toContain(sentence);
    expect(await stored()).toEqual(before);
  });
});

describe('is read by what it is', () => {
  it('whatever it is called', async () => {
    const page = await send(await recording('mp4'), 'image/svg+xml', 'x.svg');
    expect(page.status).toBe(200);
    expect(page.$('audio')).toHaveLength(1);
  });

  it('a sound with a page behind it is the sound alone', async () => {
    const page = await send(
      Buffer.concat([await recording('mp3'), Buffer.from('<script>alert("Lilas")</script>')]),
    );
    if (page.status === 422) return;
    const path = page.$('audio').attr('src') ?? '';
    const cookie = awa.cookies.header();
    const answer = await fetch(`${world.origin}${path}`, { headers: { Cookie: cookie } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.includes('script')).toBe(false);
  });
});

it('what takes too long is ended', async () => {
  const reader = createSoundReader(compiledUrl('src/claims/sound-process.ts'), 1);
  expect(await reader.read(await recording('webm'))).toBeUndefined();
});

it('of who may not tell anything no file is taken', async () => {
  const nadia = await world.signIn(world.nadia);
  const before = await stored();
  const page = await nadia.press(
    await awa.get('/dire-ce-que-j-ai-fait'),
    'Envoyer',
    { way: 'speak', wants: 'which' },
    soundFile(await recording()),
  );
  expect(page.status).toBe(403);
  expect(await stored()).toEqual(before);
});
