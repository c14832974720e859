/**
 * Fifty people in one room, behind one address, come in at once. Whoever guesses codes there is
 * stopped, and counted by all processes together, over restarts.
 */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { createHttpServer } from '../../../src/http-server.ts';
import { createServices } from '../../../src/services.ts';
import type { Person } from '../../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { createVisitor, type Page, type TestVisitor } from '../../support/visitor.ts';
import { createWorld, listen, threads, type World } from '../../support/world.ts';

let opened: TestDatabase;
let world: World;
let people: readonly Person[];
beforeAll(async () => {
  opened = await openTestDatabase();
  world = await createWorld({ database: opened.database });
  const names = Array.from({ length: 50 }, (_, at) => `Personne ${at}`);
  people = await Promise.all(names.map((name) => world.add(world.hautsPres, name, 'cooperant')));
});
afterAll(async () => {
  await world.destroy();
  await opened.destroy();
});
// Letters and failures are counted by the hour of the clock: each test begins one.
beforeEach(() => {
  world.passTime(120 - world.services.clock().getUTCMinutes());
  world.letters.length = 0;
});

interface Waiting {
  readonly browser: TestVisitor;
  readonly page: Page;
  readonly code: string;
  readonly link: string;
}

async function ask({ email = '' }: Person, from: string): Promise<Waiting> {
  const browser = world.visitor(from);
  const page = await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
  expect([page.status, page.path]).toEqual([200, '/connexion/attente']);
  const { text } = await world.letterTo(email);
  const code = (/^\d{4} \d{4}$/m.exec(text)?.[0] ?? '').replace(' ', '');
  return { browser, page, code, link: /https:\/\/\S+/.exec(text)?.[0] ?? '' };
}

const askAll = (from: string) => Promise.all(people.map((person) => ask(person, from)));

const wrong = (code: string, by = 1) => String((Number(code) + by) % 10 ** 8).padStart(8, '0');
const type = ({ browser, page }: Waiting, code: string) => browser.press(page, 'Entrer', { code });

/** How many answers there are of each status. */
function tally(pages: readonly Page[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of pages) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

it.each(['203.0.113.50', '2001:db8:50:1::1'])(
  'all fifty of %s get their letter, mistype their code, and come in',
  async (address) => {
    const room = await askAll(address);
    expect(new Set(world.letters.map(({ to }) => to)).size).toBe(50);
    const first = await Promise.all(room.map((one) => type(one, wrong(one.code))));
    expect(tally(first)).toEqual({ 422: 50 });
    const second = await Promise.all(room.map((one) => type(one, one.code)));
    expect([...new Set(second.map(({ path }) => path))]).toEqual(['/mes-badges']);
  },
);

it('of two hundred wrong codes at once in one browser, ten are looked at', async () => {
  const [awa] = people;
  if (!awa) throw new Error('Nobody');
  const asked = await ask(awa, '203.0.113.51');
  const guesses = Array.from({ length: 200 }, (_, at) => {
    // Its cookie in many places: no client has too many.
    const browser = world.visitor(`198.51.${at}.1`);
    for (const name of asked.browser.cookies.names()) {
      browser.cookies.plant(name, asked.browser.cookies.get(name) ?? '');
    }
    return type({ ...asked, browser }, wrong(asked.code, at + 1));
  });
  expect(tally(await Promise.all(guesses))).toEqual({ 422: 10, 429: 190 });
  expect((await type(asked, asked.code)).status).toBe(429);
});

it('of two hundred wrong codes at once from one client, a hundred are looked at', async () => {
  const from = '203.0.113.52';
  const room = await askAll(from);
  const guesses = [1, 2, 3, 4].flatMap((by) => room.map((one) => type(one, wrong(one.code, by))));
  const pages = await Promise.all(guesses);
  expect(tally(pages)).toEqual({ 422: 100, 429: 100 });
  const refused = pages.find(({ status }) => status === 429);
  expect(refused?.text).toContain('Ouvrez plutôt le lien de l’e-mail.');
  expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(3600);

  // Here the link goes on opening, and elsewhere the code.
  const [other] = people;
  const [here] = room;
  if (!here || !other) throw new Error('Nobody');
  const home = await here.browser.press(await here.browser.get(here.link), 'Entrer');
  expect(home.path).toBe('/mes-badges');
  world.letters.length = 0;
  const elsewhere = await ask(other, '203.0.113.53');
  expect((await type(elsewhere, elsewhere.code)).path).toBe('/mes-badges');
});

it('a restart forgets no failure', async () => {
  const from = '203.0.113.54';
  const wait = async (browser: TestVisitor) => browser.get('/connexion/attente');
  const guess = async (browser: TestVisitor) =>
    (await browser.press(await wait(browser), 'Entrer', { code: '12345678' })).status;
  const statuses = [];
  for (let times = 0; times < 99; times += 1) statuses.push(await guess(world.visitor(from)));
  expect(new Set(statuses)).toEqual(new Set([422]));
  const { definitions, languages, log, clock } = world.services;
  const services = await createServices(world.config, {
    ...{ definitions, languages, log, clock, threads, database: opened.database },
  });
  const server = createHttpServer(createApp(services), world.config);
  const visitor = createVisitor(await listen(server), world.config.publicUrl, from);
  expect([await guess(visitor), await guess(visitor)]).toEqual([422, 429]);
  // What one process counted, the others know.
  expect(await guess(world.visitor(from))).toBe(429);
  world.passTime(60);
  expect(await guess(world.visitor(from))).toBe(422);
  server.closeAllConnections();
  server.close();
});

it('three hundred people of one client are written to in an hour, and no more', async () => {
  const from = '203.0.113.55';
  const send = (email: string) =>
    world
      .visitor(from)
      .post('/connexion', { email })
      .then(({ status }) => status);
  const statuses = [];
  for (let at = 0; at < 300; at += 1) statuses.push(await send(`x${at}@ailleurs.example`));
  expect(new Set(statuses)).toEqual(new Set([200]));
  // Also if they insist: who was refused is not one of those who have asked.
  const another = 'un-autre@ailleurs.example';
  expect([await send(another), await send(another)]).toEqual([429, 429]);
  // Those who have asked already may ask again.
  expect(await send('x7@ailleurs.example')).toBe(200);
});
