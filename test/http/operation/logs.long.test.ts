/** What the log says, and what it must never say: tokens, addresses, names, badges, words. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { MailError } from '../../../src/outside/mailer.ts';
import { crawl } from '../../support/visits/crawl.ts';
import { SENTENCE, type Scene, WORDS, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
});
afterAll(() => world.destroy());

const log = () => world.logged.join('\n');

/** A day’s work, with all that is secret in it. */
async function work(): Promise<readonly string[]> {
  const nadia = await world.signIn(world.nadia);
  const awa = await world.signIn(world.awa);
  const by = world.visitor();
  await by.press(await by.get('/connexion'), 'Recevoir le lien', {
    email: 'awa@hauts-pres.example',
  });
  const { text } = await world.letterTo('awa@hauts-pres.example');
  const [, link = ''] = /lien\/(\S+)/.exec(text) ?? [];
  const [code = ''] = /^\d{4} \d{4}$/m.exec(text) ?? [];
  await by.press(await by.get('/connexion/attente'), 'Entrer', { code });
  await by.get(`/connexion/lien/${link}`);
  const given = await nadia.press(await nadia.get(`/personnes/${world.bruno.id}`), 'Faire un lien');
  const { token } = scene;
  for (const path of [`/p/${token}`, `/P/${token}`, `//p/${token}`, `/p//${token}`]) {
    await by.send(path);
    await by.send(`${path}/verification`);
  }
  for (const source of [jsonOf(scene.accepted), `https://badges.example/p/${token}`]) {
    await by.press(await by.get(`/verifier?lien=${token}`), 'Vérifier', {
      source,
      name: 'Awa Diallo',
    });
  }
  for (const end of ['refresh', '//refresh', 'Refresh?x=1']) {
    await by.send(`/k/hauts-pres/credentials/${scene.accepted.id}/${end}`);
  }
  for (const start of ['/p%2F', '/%70/', '/p/%2F', '/connexion/lien%2F', '/connexion/liens/']) {
    await by.send(`${start}${token}`);
  }
  await crawl(nadia, ['/experiences'], /^\/(badges|referentiels)/);
  await crawl(awa, ['/mes-badges'], /^\/(badges|referentiels)/);
  await nadia.post('/personnes', { name: 'Lucie Blanc', email: 'lucie@' });
  const cookies = [nadia, awa, by].map(({ cookies }) => cookies.get('__Host-session') ?? '');
  const handed = given.$('code').text().split('/').at(-1) ?? '';
  return [...cookies, token, link, code, code.replace(' ', ''), handed];
}

it('holds no key that opens something', async () => {
  const secrets = await work();
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(7);
    expect(log()).not.toContain(secret);
  }
});

it('holds nothing of a person or a badge', () => {
  expect(world.logged.length).toBeGreaterThan(50);
  const [, proofValue = 'z'] = /"proofValue":"(\w+)"/.exec(jsonOf(scene.accepted)) ?? [];
  const personal = [
    ...['@', 'Awa', 'Diallo', 'Nadia', 'Roche', 'Bruno', 'Lucie', 'Traiteur', SENTENCE, WORDS],
    ...['identityHash', 'proofValue', proofValue, 'lien=', '?'],
  ];
  expect(personal.filter((canary) => log().includes(canary))).toEqual([]);
});

it('does not say which badge somebody refreshed, nor from where', () => {
  const refreshed = world.logged.filter((line) => /refresh/i.test(line));
  expect(refreshed.length).toBeGreaterThan(2);
  const told = [scene.accepted.id, '127.0.0.1', '10.0.'];
  expect(told.filter((one) => refreshed.some((line) => line.includes(one)))).toEqual([]);
});

it('says for each request what was asked, answered and how fast', () => {
  const lines = world.logged.map((line): unknown => JSON.parse(line));
  const line = z.looseObject({
    msg: z.literal('request'),
    method: z.literal('GET'),
    path: z.literal('/p/…/verification'),
    status: z.literal(200),
    requestId: z.uuid(),
    ms: z.int(),
  });
  expect(lines.filter((one) => line.safeParse(one).success).length).toBeGreaterThan(0);
  const given = { by: world.nadia.id, for: world.bruno.id };
  expect(lines).toContainEqual(expect.objectContaining(given));
});

it('says that a letter could not be sent, and not to whom', async () => {
  const words = '450 awa@hauts-pres.example: come back later';
  const failures = [new MailError('EENVELOPE 450', 'later'), new Error(words)];
  const mailer = { send: () => Promise.reject(failures.shift() ?? new Error(words)) };
  const broken = await createWorld({ mailer });
  const browser = broken.visitor();
  const page = await browser.press(await browser.get('/connexion'), 'Recevoir le lien', {
    email: 'awa@hauts-pres.example',
  });
  expect(page.path).toBe('/connexion/attente');
  for (const minutes of [0, 1, 11]) {
    broken.passTime(minutes);
    await broken.services.outbox.sendDue();
  }
  const said = broken.logged.join('\n');
  for (const one of ['EENVELOPE 450', 'UNEXPECTED', 'A letter waits for another try']) {
    expect(said).toContain(one);
  }
  expect(said).toContain('A letter was not delivered');
  expect(said).not.toContain('awa@');
  await broken.destroy();
});
