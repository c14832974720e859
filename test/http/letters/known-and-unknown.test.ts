/** Whoever asks for a letter learns nothing of whom it is for: the same is done for every address. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { createHttpServer } from '../../../src/http-server.ts';
import type { Mailer } from '../../../src/outside/mailer.ts';
import { createServices, type Services } from '../../../src/services.ts';
import type { Database } from '../../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { createVisitor } from '../../support/visitor.ts';
import { type World, createWorld, listen, threads } from '../../support/world.ts';

let opened: TestDatabase;
let world: World;
let sender: Services;
const asked: string[] = [];

beforeAll(async () => {
  opened = await openTestDatabase();
  world = await createWorld({ database: told(opened.database) });
  // What is done for letters is no part of the answer: another process does it.
  await world.services.outbox.stop();
  const { definitions, languages, log, clock } = world.services;
  const mailer: Mailer = {
    send: (letter) => {
      world.letters.push(letter);
      return Promise.resolve();
    },
  };
  sender = await createServices(world.config, {
    ...{ definitions, languages, log, clock, threads, mailer, letterDelay: () => 0 },
    database: opened.database,
  });
});
afterAll(async () => {
  await world.destroy();
  await opened.destroy();
});

/** The same database, which tells what is asked of it, and how long what is written is. */
function told(database: Database): Database {
  return {
    ...database,
    collection: (declaration) => {
      const port = database.collection(declaration);
      const tell = (act: string, written?: object) => {
        const length = written === undefined ? '' : ` ${JSON.stringify(written).length}`;
        asked.push(`${declaration.name} ${act}${length}`);
      };
      return {
        insert: (document) => (tell('insert', document), port.insert(document)),
        replace: (document) => (tell('replace', document), port.replace(document)),
        remove: (id) => (tell('remove'), port.remove(id)),
        findById: (id) => (tell('findById'), port.findById(id)),
        find: (query) => (tell(`find ${query.index}`), port.find(query)),
        count: (query) => (tell(`count ${query.index}`), port.count(query)),
        versions: (query) => (tell('versions'), port.versions(query)),
        pick: (query, fields) => (tell('pick'), port.pick(query, fields)),
        versionOf: (id) => (tell('versionOf'), port.versionOf(id)),
        findByIds: (ids) => (tell('findByIds'), port.findByIds(ids)),
        scan: (paging) => (tell('scan'), port.scan(paging)),
      };
    },
  };
}

/** As long as each other, and all but one of them nobody's. */
const ADDRESSES = [
  'awa@hauts-pres.example',
  'ada@hauts-pres.example',
  'awa@hauts-prez.example',
  'x12@ailleurs12.example',
];

/** Another one each time. */
const DRAWN = new Set(['date', 'set-cookie', 'x-request-id']);

async function ask(email: string) {
  const browser = world.visitor();
  const form = await browser.get('/connexion');
  asked.length = 0;
  const answer = await browser.send('/connexion', {
    method: 'POST',
    body: new URLSearchParams({ email }),
    headers: { Origin: world.config.publicUrl },
  });
  const work = [...asked];
  const { status, html } = answer;
  const headers = [...answer.headers].filter(([name]) => !DRAWN.has(name));
  const page = await browser.press(form, 'Recevoir le lien', { email });
  const cookies = browser.cookies.names();
  // The letters are tried, and then somebody guesses.
  await sender.outbox.sendDue();
  asked.length = 0;
  const guessed = await browser.press(page, 'Entrer', { code: '00000000' });
  const guessing = { work: [...asked], status: guessed.status, html: guessed.html };
  return { work, status, html, headers, page: page.html, cookies, guessing };
}

it('asks the same of the store, writes as much, and answers the same', async () => {
  const answers = [];
  for (const email of ADDRESSES) answers.push(await ask(email));
  const [known, ...others] = answers;
  expect(known?.status).toBe(303);
  const shape = (work: readonly string[] = []) => work.map((one) => one.replace(/ \d+$/, ''));
  expect(shape(known?.work)).toEqual([
    ...['limitUses insert', 'limitUses count byScope'],
    ...['limitUses pick', 'limitUses insert'],
    'letters insert',
  ]);
  expect(shape(known?.guessing.work)).toEqual([
    ...['limitUses pick', 'limitUses insert'],
    ...['limitUses pick', 'limitUses insert'],
    'signInLinks find byBrowser',
  ]);
  expect(known?.guessing.status).toBe(422);
  for (const other of others) expect(other).toEqual(known);
  // And it was not for want of letters.
  expect(world.letters.map(({ to }) => to)).toEqual([ADDRESSES[0], ADDRESSES[0]]);
});

it('leaves no trace of an address that nobody has', async () => {
  const again = await createWorld();
  const browser = again.visitor();
  const form = await browser.get('/connexion');
  await browser.press(form, 'Recevoir le lien', { email: 'personne@ailleurs.example' });
  await again.services.outbox.sendDue();
  expect(await again.services.store.letters.count({ index: 'byExpiry' })).toBe(0);
  expect(again.letters).toEqual([]);
  await again.destroy();
});

it('looks nothing up until a moment that says nothing', async () => {
  const waits: number[] = [];
  const again = await createWorld({
    letterDelay: () => {
      waits.push(1_500);
      return 1_500;
    },
  });
  const browser = again.visitor();
  for (const email of ADDRESSES.slice(0, 2)) {
    await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
  }
  await again.services.outbox.sendDue();
  expect(await again.services.store.letters.count({ index: 'byDue' })).toBe(2);
  expect([waits.length, again.letters.length]).toEqual([2, 0]);
  again.passTime(1.6 / 60);
  await again.services.outbox.sendDue();
  expect(again.letters.map(({ to }) => to)).toEqual([ADDRESSES[0]]);
  await again.destroy();
});

it('each is due at a moment of its own, within two seconds', async () => {
  const { database, destroy } = await openTestDatabase();
  const { definitions, languages, log, clock } = world.services;
  // Nothing says here for how long they wait.
  const given = { definitions, languages, log, clock, threads, database };
  const services = await createServices(world.config, given);
  const server = createHttpServer(createApp(services), world.config);
  const browser = createVisitor(await listen(server), world.config.publicUrl);
  for (let at = 0; at < 20; at += 1) {
    await browser.post('/connexion', { email: `x${at}@ailleurs.example` });
  }
  const rows = await services.store.letters.all({ index: 'byExpiry' }).toArray();
  const delays = rows.map((row) => Date.parse(row.dueAt ?? '') - Date.parse(row.createdAt));
  expect(delays).toHaveLength(20);
  expect(delays.filter((delay) => !(delay >= 0 && delay < 2_000))).toEqual([]);
  // By chance some may be the same, never half of them.
  expect(new Set(delays).size).toBeGreaterThan(10);
  server.closeAllConnections();
  server.close();
  await destroy();
});
