/** While somebody has a hostile badge verified, everybody else is served as ever. */
import { afterEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import type { ThreadOptions } from '../../../src/threads/thread-options.ts';
import { createThreads } from '../../../src/threads/threads.ts';
import { signed } from '../../credentials/support/issuer.ts';
import { compiledUrl } from '../../support/programs/compiled.ts';
import { makeToken, send, sendJson } from '../../support/visits/api.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

const program = compiledUrl('test/threads/fixture-thread.ts');
/** Long beside what a page takes, short beside what a test may. */
const MILLISECONDS = 1_500;
/** Longer than a test: what hangs hangs until the test is over. */
const FOR_EVER = 600_000;

let world: World;
let scene: Scene;
afterEach(async () => {
  await world.services.threads.close();
  await world.destroy();
});

async function start(options: Partial<ThreadOptions>): Promise<void> {
  const log = pino({ level: 'silent' });
  // What strangers hand in goes to a thread, however short it is.
  const bounds = { program, megabytes: 64, threads: 2, mostInPlace: 0, ...options };
  world = await createWorld({ threads: createThreads(log, bounds) });
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
}

/** As a script would: nothing but the one request, each from an address of its own. */
function verify(source: string, file?: File) {
  const body = new FormData();
  body.append('source', source);
  if (file) body.append('file', file);
  return world.visitor().post('/verifier', body);
}

const evil = (name: string) => JSON.stringify({ type: ['OpenBadgeCredential'], name });
/** The issuer is one of ours, it says. */
const evilAsOurs = (name: string) => JSON.stringify({ ...signed, name });

async function expectHonest(): Promise<void> {
  const page = await verify(jsonOf(scene.accepted));
  expect(page.heading).toContain('Ce badge est authentique');
}

describe('a badge that takes all the time or memory there is', () => {
  it.each([
    ['for ever', evil],
    ['for ever', evilAsOurs],
    ['much memory', evil],
  ])('gets a page that says so: %s', async (name, badge) => {
    await start({ milliseconds: MILLISECONDS, briefly: MILLISECONDS });
    const page = await verify(badge(name));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Nous n’avons pas pu contrôler ce badge');
    expect(page.text).not.toContain('est authentique');
    await expectHonest();
  });

  it('gets a sentence when it is not even read', async () => {
    await start({ milliseconds: MILLISECONDS });
    const page = await verify('', new File([evil('never read')], 'badge.json'));
    expect(page.status).toBe(422);
    expect(page.$('#file-error').text()).toContain('Ce fichier demande trop de travail');
    await expectHonest();
  });

  it('is read, and prepared for a signature, where it holds up nobody', async () => {
    await start({ milliseconds: MILLISECONDS, briefly: MILLISECONDS });
    const token = await makeToken(world, world.hautsPres);
    const credential = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      issuer: 'did:web:badges.example:k:hauts-pres',
      credentialSubject: { id: 'urn:x:1', name: 'never prepared' },
    };
    const answers = await Promise.all([
      send(world, '/api/verify', { body: evil('never read') }),
      sendJson(world, '/credentials/verify', evil('never read')),
      sendJson(world, '/presentations/verify', evil('never read')),
      sendJson(world, '/credentials/issue', evil('never read'), token),
      sendJson(world, '/credentials/issue', { credential }, token),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
    for (const { json } of answers) expect(json['detail']).toMatch(/too much work|more time/);
    const issued = await sendJson(
      world,
      '/credentials/issue',
      { credential: { ...credential, credentialSubject: { id: 'urn:x:1' } } },
      token,
    );
    expect(issued.status).toBe(201);
  });

  it('holds up no other page, and no badge of ours', async () => {
    await start({ milliseconds: FOR_EVER });
    const under = Promise.allSettled([verify(evil('for ever')), verify(evil('for ever'))]);
    for (let at = 0; at < 20; at += 1) {
      expect((await world.visitor().get('/')).status).toBe(200);
      await expectHonest();
    }
    await world.services.threads.close();
    for (const { status } of await under) expect(status).toBe('fulfilled');
  });

  it('holds up no badge of ours when it bears our name either', async () => {
    await start({ milliseconds: FOR_EVER, briefly: MILLISECONDS });
    const under = [evilAsOurs('for ever'), evilAsOurs('for ever'), evil('for ever')].map((badge) =>
      verify(badge),
    );
    for (let at = 0; at < 5; at += 1) await expectHonest();
    await world.services.threads.close();
    await Promise.all(under);
  });

  it('makes others wait, and too many come back later', async () => {
    await start({ milliseconds: MILLISECONDS, waiting: { perClient: 2, inAll: 2 } });
    await expectHonest();
    const pages = await Promise.all(Array.from({ length: 5 }, () => verify(evil('for ever'))));
    const busy = pages.filter(({ status }) => status === 503);
    expect(busy).toHaveLength(2);
    for (const page of busy) {
      expect(page.text).toContain('Réessayez dans un instant.');
      expect(page.headers.get('retry-after')).toBe('10');
    }
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(3);
  });
});
