/** Nobody's letter box is flooded, by however many browsers and processes. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sendSignInLink } from '../../src/features/sign-in/send-link.ts';
import { documentsOf } from '../support/documents.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.destroy());

const EMAIL = 'awa@hauts-pres.example';
const lettersTo = (email: string) => world.letters.filter(({ to }) => to === email).length;

async function ask(email: string) {
  const browser = world.visitor();
  return browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
}

/** Letters leave after the page has answered: the log tells when the last was refused. */
const refused = (times: number) =>
  vi.waitUntil(() => world.logged.filter((line) => line.includes('no more')).length === times);

it('five letters an hour, however many browsers ask; the page says the same as ever', async () => {
  const unknown = await ask('personne@ailleurs.example');
  for (let asked = 0; asked < 8; asked += 1) {
    const page = await ask(asked % 2 ? EMAIL : 'AWA@hauts-pres.example');
    expect([page.status, page.html]).toEqual([200, unknown.html]);
  }
  await refused(3);
  expect(lettersTo(EMAIL)).toBe(5);
  await ask('bruno@hauts-pres.example');
  await vi.waitUntil(() => lettersTo('bruno@hauts-pres.example') === 1);
  world.passTime(60);
  await ask(EMAIL);
  await vi.waitUntil(() => lettersTo(EMAIL) === 6);
  expect((await world.letterTo(EMAIL)).text).toContain('Ouvrez ce lien');
});

it('five also when many processes are asked in the same instant', async () => {
  const { services } = world;
  await Promise.all(
    Array.from({ length: 30 }, (_, at) => sendSignInLink(services, EMAIL, `browser ${at}`)),
  );
  expect(lettersTo(EMAIL)).toBe(5);
  expect(await services.store.signInLinks.count({ index: 'byExpiry' })).toBe(5);
});

it('keeps no address with what it counts, and none in the log', async () => {
  for (let asked = 0; asked < 6; asked += 1) await ask(EMAIL);
  await refused(1);
  const { signInLinks } = await documentsOf(world.services.store);
  for (const text of [JSON.stringify(signInLinks), world.logged.join('')]) {
    expect(text).toContain(world.awa.id);
    expect(text.toLowerCase()).not.toContain('awa@');
  }
});

it('links given by hand are not counted', async () => {
  for (let asked = 0; asked < 6; asked += 1) await ask(EMAIL);
  await refused(1);
  const phone = await world.signIn(world.awa);
  expect((await phone.get('/mes-badges')).text).toContain('Awa');
});
