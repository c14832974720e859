/** A process is asked to end while a letter is under way: the next one sends it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { createServices } from '../../src/services.ts';
import { type MailServer, startMailServer, startSilentServer } from '../support/mail-server.ts';
import { freePort, startServer, type TestServer } from '../support/programs/process.ts';
import { createVisitor } from '../support/visitor.ts';

const EMAIL = 'awa@hauts-pres.example';

let folder: string;
let mail: MailServer;
let servers: TestServer[];
let port: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-letters-'));
  mail = await startMailServer();
  servers = [];
  port = String(await freePort());
  const PUBLIC_URL = `http://127.0.0.1:${port}`;
  const config = readConfig({ NODE_ENV: 'test', DATA_DIR: folder, PUBLIC_URL });
  const services = await createServices(config, { log: pino({ level: 'silent' }) });
  const kpa = await createKpa(services, {
    ...{ slug: 'hauts-pres', name: 'KPA des Hauts-Prés', place: 'Villeneuve', contact: {} },
    ...{ description: 'On y cuisine ensemble.', memberSince: 2023 },
  });
  await addPerson(services, kpa.id, {
    ...{ name: 'Awa Diallo', email: EMAIL, roles: ['cooperant'], title: undefined },
  });
  await services.store.close();
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await mail.goAway();
  await rm(folder, { recursive: true });
});

/** The only letter there is, as it is stored while no process runs. */
async function storedLetter() {
  const PUBLIC_URL = `http://127.0.0.1:${port}`;
  const config = readConfig({ NODE_ENV: 'test', DATA_DIR: folder, PUBLIC_URL });
  const { store } = await createServices(config, { log: pino({ level: 'silent' }) });
  const [row, ...others] = await store.letters.all({ index: 'byExpiry' }).toArray();
  await store.close();
  expect(others).toEqual([]);
  return row;
}

/** Always at the address that the data belongs to. */
async function start(smtpUrl: string): Promise<TestServer> {
  const server = await startServer('src/server.ts', {
    env: { DATA_DIR: folder, PORT: port, SMTP_URL: smtpUrl, MAIL_FROM: 'badges@kpa.example' },
  });
  servers.push(server);
  return server;
}

it('a letter that a mail server holds is let go, and leaves with the next process', async () => {
  const silent = await startSilentServer();
  const first = await start(silent.url);
  const browser = createVisitor(first.url, first.url);
  await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email: EMAIL });
  while (silent.connections() === 0) await wait(10);
  first.signal('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, signal: null });
  expect(first.output()).toContain('"msg":"Closed"');
  silent.stop();
  // Its try was cut short by our own end: it counts for nothing, and is due.
  const left = await storedLetter();
  expect(left).toMatchObject({ state: 'waiting', attempts: 0 });
  expect(left).not.toHaveProperty('failure');
  expect(Date.parse(left?.dueAt ?? '')).toBeLessThanOrEqual(Date.now());

  const second = await start(mail.url);
  while (mail.taken.length === 0) await wait(10);
  const link = /http:\/\/\S+/.exec(mail.taken[0]?.text ?? '')?.[0] ?? '';
  expect((await browser.press(await browser.get(link), 'Entrer')).path).toBe('/mes-badges');
  expect(mail.taken).toHaveLength(1);
  await second.stop();
  expect(await storedLetter()).toMatchObject({ state: 'sent', attempts: 1 });
});

it('a letter that was asked for a moment before the end leaves before it', async () => {
  const server = await start(mail.url);
  const browser = createVisitor(server.url, server.url);
  await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email: EMAIL });
  server.signal('SIGTERM');
  expect(await server.ended).toEqual({ code: 0, signal: null });
  expect(mail.taken.map(({ to }) => to)).toEqual([[EMAIL]]);
});

it('two processes on one database send each letter once', async () => {
  const one = await start(mail.url);
  const other = await startServer('src/server.ts', {
    env: {
      DATA_DIR: folder,
      SMTP_URL: mail.url,
      MAIL_FROM: 'badges@kpa.example',
      PUBLIC_URL: one.url,
    },
  });
  servers.push(other);
  const browsers = [one, other].map(({ url }) => createVisitor(url, one.url));
  for (const browser of browsers) {
    await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email: EMAIL });
  }
  while (mail.taken.length < 2) await wait(10);
  for (const server of [one, other]) server.signal('SIGTERM');
  expect((await Promise.all([one.ended, other.ended])).map(({ code }) => code)).toEqual([0, 0]);
  expect(new Set(mail.taken.map(({ messageId }) => messageId)).size).toBe(2);
  expect(mail.taken).toHaveLength(2);
});
