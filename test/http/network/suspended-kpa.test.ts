/** What a KPA that the network suspended can do no more, and what goes on: asked over HTTP. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createToken } from '../../../src/features/api-tokens/create-token.ts';
import { disownKey } from '../../../src/features/key-management/disown-key.ts';
import { reopenKpa, suspendKpa } from '../../../src/features/kpas/suspend-kpa.ts';
import { reissueAwards } from '../../../src/awards/reissue-awards.ts';
import { playScene, type Scene } from '../../support/scene.ts';
import { fold } from '../../support/forms.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
import { recognised } from '../../support/recognition.ts';

const ON_PAGES =
  'Ce KPA est suspendu depuis le 14 octobre 2026 ; ce qu’il a signé avant reste valable.';
const TO_TEAM = 'Le KPA est suspendu depuis le 14 octobre 2026 : il ne signe rien pour le moment.';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
let awa: TestVisitor;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, services } = world;
  scene = await playScene(world, {
    kpa,
    staff: world.nadia,
    holder: world.awa,
    others: [world.bruno],
  });
  const asked = { label: 'A test', identity: 'did:web', days: 30, by: 'a test' } as const;
  ({ token } = await createToken(services, kpa, asked));
  nadia = await world.signIn(world.nadia);
  awa = await world.signIn(world.awa);
  await suspendKpa(services, kpa, 'to-review', undefined);
});
afterAll(() => world.destroy());

const present = async () => {
  const kpa = await world.services.store.kpas.findById(world.hautsPres.id);
  if (!kpa) throw new Error('The KPA is gone');
  return kpa;
};
const awardsOfKpa = () =>
  world.services.store.awards(world.hautsPres.id).count({ index: 'byDate' });

/** Without its first page, which is refused: as from one that was open before. */
async function signForBruno() {
  const path = `/experiences/${scene.experience.id}/reconnaitre/relire`;
  const sentence = 'A relayé un collègue au service sans qu’on le demande.';
  const page = await nadia.post(path, {
    _csrf: (await nadia.get('/')).$('[name=_csrf]').attr('value') ?? '',
    batch: randomUUID(),
    ...recognised(world.bruno.id, 'travailler-en-equipe', { level: 2, sentence }),
  });
  return nadia.press(page, 'Signer 1 badge');
}

const issue = () =>
  world.visitor().send('/credentials/issue', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      credential: {
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        type: ['VerifiableCredential'],
        issuer: 'did:web:badges.example:k:hauts-pres',
        credentialSubject: { id: 'urn:uuid:7b0f4f0a-6d3e-4d7b-9a53-0f6a5f3a2d11' },
      },
    }),
  });

it('signs no badge: the form says why, and nothing is written', async () => {
  const before = await awardsOfKpa();
  const page = await nadia.get(`/experiences/${scene.experience.id}/reconnaitre`);
  expect([page.status, page.text]).toEqual([409, expect.stringContaining(TO_TEAM)]);
  const answer = await signForBruno();
  expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(TO_TEAM)]);
  expect(await awardsOfKpa()).toBe(before);
});

it('signs no confirmation', async () => {
  const leila = await world.add(world.hautsPres, 'Leïla Benmansour', 'accompagnant');
  const browser = await world.signIn(leila);
  const path = `/reconnaissances/${scene.accepted.id}/confirmer`;
  const page = await browser.get(path);
  expect([page.status, page.text]).toEqual([409, expect.stringContaining(TO_TEAM)]);
  const sentence = 'A gardé le sourire quand la file est devenue longue.';
  const _csrf = (await browser.get('/')).$('[name=_csrf]').attr('value') ?? '';
  const answer = await browser.post(path, { sentence, _csrf });
  expect([answer.status, answer.text]).toEqual([409, expect.stringContaining(TO_TEAM)]);
});

it('issues nothing through the API, and says so in English', async () => {
  const answer = await issue();
  expect(answer.status).toBe(409);
  const { code, detail } = z
    .object({ code: z.string(), detail: z.string() })
    .parse(JSON.parse(answer.html));
  expect(code).toBe('CONFLICT');
  expect(detail).toMatch(/^The network suspended this KPA on 2026-10-14/);
});

it('tells its team on each of their pages, and others on none', async () => {
  expect((await nadia.get('/personnes')).text).toContain(TO_TEAM);
  expect((await awa.get('/mes-badges')).text).not.toContain('suspendu');
});

it('lets its people read, answer and share', async () => {
  const accepted = await awa.press(await awa.get(`/mes-badges/${scene.offered.id}`), /Accepter/);
  expect(accepted.status).toBe(200);
  expect((await awa.get('/partages/nouveau')).status).toBe(200);
});

it.each([
  ['the page of a badge', () => `/k/hauts-pres/credentials/${scene.accepted.id}`],
  ['a shared portfolio', () => `/p/${scene.token}`],
  ['its verification', () => `/p/${scene.token}/verification`],
  ['a badge of it', () => `/p/${scene.token}/badges/${scene.accepted.id}`],
  ['the page of the KPA', () => '/k/hauts-pres'],
])('says so on %s, where its badges stay authentic', async (name, path) => {
  const page = await world.visitor().get(path());
  expect([page.status, page.text]).toEqual([200, expect.stringContaining(ON_PAGES)]);
  if (name !== 'the page of the KPA') expect(page.text).toMatch(/authentique/i);
});

it('says so to whoever verifies a file, and to programs', async () => {
  const badge = await world.visitor().get(`/k/hauts-pres/credentials/${scene.accepted.id}.json`);
  const page = await world.visitor().post('/verifier', { source: badge.html });
  expect(page.heading).toMatch(/^Ce badge est authentique/);
  expect(page.text).toContain(ON_PAGES);
  const answer = await world.visitor().send('/api/verify', { method: 'POST', body: badge.html });
  expect(JSON.parse(answer.html)).toMatchObject({
    summary: { authentic: 'yes', standing: 'valid', issuerKnown: true },
    issuer: { name: 'KPA des Hauts-Prés', suspendedSince: '2026-10-14T16:30:00.000Z' },
  });
});

it('stands on the list of the network, with the word in each language', async () => {
  const html = fold((await world.visitor().get('/network.json')).html);
  expect(html).toContain('Membre depuis 2023. Suspendu depuis le 14 octobre 2026');
  expect(html).toContain('Member since 2023. Suspended since 14 October 2026');
});

it('takes badges back, and its list says so', async () => {
  const page = await nadia.get(`/reconnaissances/${scene.accepted.id}/retirer`);
  const reason = page.$('[name=reason]').first().attr('value') ?? '';
  expect((await nadia.press(page, /Retirer/, { reason })).status).toBe(200);
  const badge = await world.visitor().get(`/k/hauts-pres/credentials/${scene.accepted.id}`);
  expect(badge.heading).toBe('Ce badge a été retiré');
});

it('signs anew what a lost key had signed: nothing new is said', async () => {
  const { services } = world;
  const kpa = await present();
  await disownKey(services, kpa, 'key-1', { by: 'a test', reason: 'lost' });
  const act = { by: 'a test', reason: 'lost', signedWith: ['key-1'] };
  for await (const row of reissueAwards(services, kpa, act)) {
    expect(row.outcome).not.toBe('failed');
  }
  const badge = await awa.get(`/mes-badges/${scene.offered.id}`);
  expect(badge.status).toBe(200);
});

it('signs again once it is reopened', async () => {
  const kpa = await present();
  const since = kpa.suspended?.since ?? '';
  await reopenKpa(world.services, kpa, { reason: 'solved', since }, undefined);
  expect((await signForBruno()).status).toBe(200);
  expect((await issue()).status).toBe(201);
  const { html } = await world.visitor().get('/network.json');
  expect(html).not.toContain('Suspendu');
  expect((await world.visitor().get(`/p/${scene.token}`)).text).not.toContain('suspendu');
});
