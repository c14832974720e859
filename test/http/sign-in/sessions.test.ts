/** What keeps somebody in, and what no longer does. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type World, createWorld } from '../../support/world.ts';

const SESSION = '__Host-session';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

it('marks its cookies __Host-, Secure, HttpOnly and SameSite=Lax', async () => {
  const browser = world.visitor();
  const headers = { Origin: world.config.publicUrl };
  const body = new URLSearchParams({ email: 'awa@hauts-pres.example' });
  const asked = await browser.send('/connexion', { method: 'POST', headers, body });
  const token = await world.services.createSignInLink(world.awa, { minutes: 10 });
  const entered = await browser.send(`/connexion/lien/${token}`, { method: 'POST', headers });
  const set = [asked, entered].flatMap((answer) => answer.headers.getSetCookie());
  expect(set.map((line) => line.split('=')[0])).toEqual([
    '__Host-sign-in',
    '__Host-known',
    '__Host-sign-in',
    SESSION,
    '__Host-last',
  ]);
  for (const line of set) {
    expect(line).toMatch(/; Path=\/(;|$)/);
    expect(line).toMatch(/; HttpOnly(;|$)/);
    expect(line).toMatch(/; Secure(;|$)/);
    expect(line).toMatch(/; SameSite=Lax(;|$)/);
    expect(line).not.toMatch(/Domain/i);
  }
});

it('gives a new session id at sign-in: a planted one opens nothing', async () => {
  const browser = world.visitor();
  browser.cookies.plant(SESSION, 'planted-by-somebody-else');
  const token = await world.services.createSignInLink(world.awa, { minutes: 10 });
  await browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
  expect((await browser.get('/mes-badges')).status).toBe(200);
  expect(browser.cookies.get(SESSION)).not.toBe('planted-by-somebody-else');
  const planter = world.visitor();
  planter.cookies.plant(SESSION, 'planted-by-somebody-else');
  expect((await planter.get('/mes-badges')).path).toBe('/connexion');
});

it('ends the session before when the same browser signs in again', async () => {
  const browser = await world.signIn(world.awa);
  const before = browser.cookies.get(SESSION) ?? '';
  const token = await world.services.createSignInLink(world.nadia, { minutes: 10 });
  await browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
  expect((await browser.get('/personnes')).status).toBe(200);
  const old = world.visitor();
  old.cookies.plant(SESSION, before);
  expect((await old.get('/mes-badges')).path).toBe('/connexion');
});

it('kills the session at sign-out, in a copy of the cookie too', async () => {
  const browser = await world.signIn(world.awa);
  const copy = world.visitor();
  copy.cookies.plant(SESSION, browser.cookies.get(SESSION) ?? '');
  expect((await copy.get('/mes-badges')).status).toBe(200);
  const home = await browser.press(await browser.get('/mes-badges'), 'Se déconnecter');
  expect(home.path).toBe('/');
  expect(browser.cookies.names()).not.toContain(SESSION);
  expect((await copy.get('/mes-badges')).path).toBe('/connexion');
});

it('ends after twelve hours', async () => {
  const browser = await world.signIn(world.awa);
  world.passTime(12 * 60 - 1);
  expect((await browser.get('/mes-badges')).path).toBe('/mes-badges');
  world.passTime(1);
  expect((await browser.get('/mes-badges')).path).toBe('/connexion');
});

it('is found among the cookies of others, under its own name alone', async () => {
  const session = (await world.signIn(world.nadia)).cookies.get(SESSION) ?? '';
  const statusWith = async (Cookie: string) =>
    (await world.visitor().send('/personnes', { headers: { Cookie } })).status;
  expect(await statusWith(`a=b=c; alone;broken=%E0%A4%A;${SESSION}=${session} ;x="y"`)).toBe(200);
  expect(await statusWith(`x${SESSION}=${session}; ${SESSION}=; =${session}`)).toBe(303);
});

it('is kept as a hash only: the cookie is not in the database', async () => {
  const browser = await world.signIn(world.awa);
  const cookie = browser.cookies.get(SESSION) ?? '';
  const { store } = world.services;
  expect(cookie).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(await store.sessions.findById(cookie)).toBeUndefined();
  const { items } = await store.sessions.find({ index: 'byExpiry', limit: 500 });
  expect(items.length).toBeGreaterThan(0);
  expect(JSON.stringify(items)).not.toContain(cookie);
});
