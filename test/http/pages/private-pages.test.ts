/** What has a person behind it is kept in no cache and found by no search engine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

let world: World;
let scene: Scene;
let ended: Scene;
beforeAll(async () => {
  world = await createWorld();
  const { services, hautsPres: kpa, moulins, nadia, awa, ines, omar } = world;
  scene = await playScene(world, { kpa, staff: nadia, holder: awa });
  ended = await playScene(world, { kpa: moulins, staff: ines, holder: omar });
  const link = await services.store.shareLinks.findById(ended.link.id);
  if (link)
    await services.store.shareLinks.replace({ ...link, withdrawnAt: '2026-10-14T17:00:00Z' });
});
afterAll(() => world.destroy());

const badge = (id: string) => `/k/hauts-pres/credentials/${id}`;
const UNKNOWN = '5d0c3f0e-8a56-4c0e-9a39-0a8b8d1f3c11';

describe.each(['text/html', 'application/json'])('for who asks for %s', (accept) => {
  it.each<[string, () => string, number]>([
    ['a portfolio', () => `/p/${scene.token}`, 200],
    ['its verification', () => `/p/${scene.token}/verification`, 200],
    ['a portfolio that is closed', () => `/p/${ended.token}`, 410],
    ['a portfolio that never was', () => '/p/AAAAAAAAAAAAAAAAAAAAAA', 404],
    ['a badge', () => badge(scene.accepted.id), 200],
    ['a badge that was revoked', () => badge(scene.revoked.id), 200],
    ['a badge as a file', () => `${badge(scene.accepted.id)}.json`, 200],
    ['a badge’s evidence', () => `${badge(scene.accepted.id)}/evidence`, 200],
    ['a badge that is not shown', () => badge(scene.declined.id), 404],
    ['a badge that waits', () => badge(scene.offered.id), 404],
    ['a badge that never was', () => badge(UNKNOWN), 404],
    ['a badge of no KPA', () => `/k/nulle-part/credentials/${UNKNOWN}`, 404],
    ['a link to sign in', () => '/connexion/lien/x', 410],
  ])('%s', async (_, path, status) => {
    const answer = await world.visitor().send(path(), { headers: { Accept: accept } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(answer.headers.get('cache-control')).toMatch(/^(private, )?no-store$/);
    // The page of a sign-in link has a form: see security-headers.ts.
    const policy = path().startsWith('/connexion') ? 'same-origin' : 'no-referrer';
    expect(answer.headers.get('referrer-policy')).toBe(policy);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    const robots = '<meta name="robots" content="noindex, nofollow">';
    expect(answer.html.includes(robots)).toBe(isPage);
  });
});

it('a badge answers a person with a page and software with what was signed', async () => {
  const ask = (accept: string) =>
    world.visitor().send(badge(scene.accepted.id), { headers: { Accept: accept } });
  const page = await ask('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8');
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(page.headers.get('vary')).toMatch(/accept/i);
  for (const accept of ['*/*', 'application/json', 'application/vc', 'application/ld+json']) {
    const file = await ask(accept);
    expect([accept, file.html]).toEqual([accept, jsonOf(scene.accepted)]);
    expect(file.headers.get('access-control-allow-origin')).toBe('*');
  }
});
