/** How long one stays signed in, where one is, and how that ends (docs/adr/0041). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digest } from '../../../src/keys/secrets.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const SESSION = '__Host-session';
const DAY = 24 * 60;
const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.destroy());

/** With a link given by hand; what the cookie says besides. */
async function enter(browser: TestVisitor, fields: Record<string, string> = {}) {
  const token = await world.services.createSignInLink(world.bruno, { minutes: 30 });
  const answer = await browser.send(`/connexion/lien/${token}`, {
    method: 'POST',
    headers: { Origin: world.config.publicUrl, 'User-Agent': PHONE },
    body: new URLSearchParams(fields),
  });
  return answer.headers.getSetCookie().find((line) => line.startsWith(SESSION)) ?? '';
}
const isIn = async (browser: TestVisitor) =>
  (await browser.get('/mon-compte')).status === 200 &&
  (await browser.get('/mes-badges')).path === '/mes-badges';

describe('a session', () => {
  it('ends with the visit, and after twelve hours, unless the phone is theirs', async () => {
    const browser = world.visitor();
    expect(await enter(browser)).not.toMatch(/Max-Age|Expires/i);
    world.passTime(11 * 60);
    expect(await isIn(browser)).toBe(true);
    world.passTime(60);
    expect(await isIn(browser)).toBe(false);
  });

  it('on one’s own phone lasts thirty days after the last visit', async () => {
    const browser = world.visitor();
    expect(await enter(browser, { kept: 'yes' })).toContain(`Max-Age=${30 * 86_400}`);
    for (let visit = 0; visit < 4; visit += 1) {
      world.passTime(29 * DAY);
      expect(await isIn(browser)).toBe(true);
    }
    world.passTime(30 * DAY);
    expect(await isIn(browser)).toBe(false);
  });

  it('that is kept is written once a day', async () => {
    const browser = world.visitor();
    await enter(browser, { kept: 'yes' });
    const versions = () =>
      world.services.store.sessions.versions({
        index: 'byPerson',
        equals: [world.hautsPres.id, world.bruno.id],
      });
    const before = await versions();
    await browser.get('/mes-badges');
    await browser.get('/partages');
    expect(await versions()).toBe(before);
    world.passTime(DAY);
    const answer = await browser.send('/mes-badges');
    expect(answer.headers.getSetCookie().join()).toContain(`Max-Age=${30 * 86_400}`);
    const after = await versions();
    await browser.get('/partages');
    expect([after === before, await versions()]).toEqual([false, after]);
  });

  it('has neither an address nor a place in what is stored', async () => {
    await enter(world.visitor('10.7.7.7'), { kept: 'yes' });
    const query = { index: 'byPerson', equals: [world.hautsPres.id, world.bruno.id] } as const;
    const { items } = await world.services.store.sessions.find(query);
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(
      [
        ...['createdAt', 'csrfToken', 'device', 'expiresAt', 'id', 'kept', 'kpaId'],
        ...['lastSeenOn', 'personId', 'provenAt', 'version', 'way'],
      ].sort(),
    );
    expect(items[0]?.device).toBe('android-phone');
  });
});

describe('« Mon compte »', () => {
  it('shows this one first, and closes another, or all others', async () => {
    const phone = world.visitor();
    const others = [world.visitor(), world.visitor(), world.visitor()];
    await enter(phone, { kept: 'yes' });
    for (const other of others) await enter(other);
    const page = await phone.get('/mon-compte');
    expect(
      page
        .$('main .ruled h3')
        .toArray()
        .map((one) => page.$(one).text()),
    ).toEqual(Array.from({ length: 4 }, () => 'Téléphone Android'));
    expect(page.$('main .ruled > li').first().text()).toContain('Vous êtes ici.');
    expect(page.text).toContain('Avec un lien donné au KPA, depuis le 14 octobre 2026.');
    const closed = await phone.press(page, /^Fermer : /);
    expect(closed.$('main .ruled > li')).toHaveLength(3);
    const alone = await phone.press(closed, 'Fermer tous les autres');
    expect(alone.$('main .ruled > li')).toHaveLength(1);
    expect(await isIn(phone)).toBe(true);
    expect(await Promise.all(others.map(isIn))).toEqual([false, false, false]);
  });

  it('says rightly which one is here, of more than it shows', async () => {
    const { sessions } = world.services;
    const all: { name: string; token: string }[] = [];
    for (let more = 0; more < 60; more += 1) all.push(await sessions.create(world.bruno));
    // The last one by its id: none of those that are read first.
    const [last] = all.toSorted((a, b) => (digest(a.token) < digest(b.token) ? 1 : -1));
    const here = world.visitor();
    if (last) here.cookies.plant(last.name, last.token);
    const page = await here.get('/mon-compte');
    expect(page.$('main .ruled > li').first().text()).toContain('Vous êtes ici.');
    // Fifty others, and this one.
    expect(page.$('main .ruled > li')).toHaveLength(51);
    await here.press(page, 'Fermer tous les autres');
    expect((await here.get('/mon-compte')).$('main .ruled > li')).toHaveLength(1);
  });

  it('closes nothing of anybody else', async () => {
    const awa = await world.signIn(world.awa);
    const query = { index: 'byPerson', equals: [world.hautsPres.id, world.awa.id] } as const;
    const [session] = (await world.services.store.sessions.find(query)).items;
    const bruno = await world.signIn(world.bruno);
    const csrf = (await bruno.get('/mon-compte')).$('[name=_csrf]').attr('value') ?? '';
    await bruno.post('/mon-compte/fermer', { _csrf: csrf, connection: session?.id ?? '' });
    expect(await isIn(awa)).toBe(true);
  });

  it('tells of links and cards that the KPA made, and of nobody else’s', async () => {
    const nadia = await world.signIn(world.nadia);
    await nadia.press(await nadia.get(`/personnes/${world.bruno.id}`), 'Faire un lien');
    const bruno = await (await world.signIn(world.bruno)).get('/mon-compte');
    expect(bruno.text).toContain('Le 14 octobre 2026, Nadia Roche a donné un lien pour entrer.');
    const awa = await (await world.signIn(world.awa)).get('/mon-compte');
    expect(awa.text).not.toContain('Nadia Roche');
  });

  it('is behind the name, and the way out at the bottom, on every page', async () => {
    const bruno = await world.signIn(world.bruno);
    const page = await bruno.get('/mes-badges');
    expect(page.$('.site-header a[href="/mon-compte"]').text()).toBe('Bruno Martin');
    expect(page.$('.site-header').text()).not.toContain('Se déconnecter');
    expect((await bruno.press(page, 'Se déconnecter')).path).toBe('/');
    expect(await isIn(bruno)).toBe(false);
  });
});

it('is closed by those who help once, however often the button is pressed', async () => {
  await enter(world.visitor());
  const nadia = await world.signIn(world.nadia);
  const page = await nadia.get(`/personnes/${world.bruno.id}`);
  await Promise.all([1, 2, 3].map(() => nadia.press(page, 'Tout fermer')));
  const query = { index: 'byAbout', equals: [world.bruno.id] } as const;
  expect(await world.services.store.registerEntries(world.hautsPres.id).count(query)).toBe(1);
});

it('those who help close all that a person has open', async () => {
  const bruno = world.visitor();
  await enter(bruno, { kept: 'yes' });
  const nadia = await world.signIn(world.nadia);
  const page = await nadia.get(`/personnes/${world.bruno.id}`);
  expect(page.text).toContain('Téléphone Android.');
  const closed = await nadia.press(page, 'Tout fermer');
  expect(closed.text).not.toContain('Téléphone Android.');
  expect(await isIn(bruno)).toBe(false);
});

it('who has left the team opens nothing with a link, and gets the same answer as for one that is over', async () => {
  const token = await world.services.createSignInLink(world.nadia, { minutes: 30 });
  const { people } = world.services.store;
  await people(world.hautsPres.id).update(world.nadia.id, (now) => ({
    ...now,
    leftOn: '2026-10-14',
  }));
  const browser = world.visitor();
  const opened = await browser.get(`/connexion/lien/${token}`);
  expect([opened.status, opened.heading]).toEqual([410, 'Ce lien ne marche plus']);
  const over = await browser.get('/connexion/lien/over');
  expect([over.status, over.heading]).toEqual([410, opened.heading]);
});
