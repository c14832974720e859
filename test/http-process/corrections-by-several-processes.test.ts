/** Four processes on one store: twenty corrections of one person at once, by as many browsers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Person } from '../../src/storage/store.ts';
import { freePort, startServer, type TestServer } from '../support/programs/process.ts';
import { storageOfProcesses } from '../support/storage/of-processes.ts';
import { createVisitor, type Page, type TestVisitor } from '../support/visitor.ts';

const PROCESSES = 4;
const CORRECTIONS = 20;

const storage = storageOfProcesses();
let folder: string;
let services: Services;
let servers: TestServer[];
let karim: Person;
let bruno: Person;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-corrections-'));
  const PUBLIC_URL = `http://127.0.0.1:${await freePort()}`;
  const env = { ...storage.env, NODE_ENV: 'test', DATA_DIR: folder, PUBLIC_URL };
  services = await createServices(readConfig(env), { log: pino({ level: 'silent' }), pinCost: 8 });
  const kpa = await createKpa(services, {
    ...{ slug: 'hauts-pres', name: 'KPA des Hauts-Prés', place: 'Villeneuve', contact: {} },
    ...{ description: 'On y cuisine ensemble.', memberSince: 2023 },
  });
  const nothing = { email: undefined, title: undefined };
  karim = await addPerson(services, kpa.id, {
    ...{ ...nothing, name: 'Karim Benali', roles: ['manager'] },
  });
  bruno = await addPerson(services, kpa.id, {
    ...{ ...nothing, name: 'Bruno Martin', roles: ['cooperant'] },
  });
  servers = await Promise.all(
    Array.from({ length: PROCESSES }, async () =>
      startServer('test/http-process/quick-hashes-server.ts', {
        env: { ...env, PORT: String(await freePort()), TRUST_PROXY: '1' },
      }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await services.store.close();
  await storage.drop();
  await rm(folder, { recursive: true });
});

/** Signed in as the manager, each from a network of its own, one after the other to each process. */
async function browserAt(at: number): Promise<TestVisitor> {
  const server = servers[at % PROCESSES];
  if (!server) throw new Error('No such process');
  const browser = createVisitor(server.url, services.addresses.publicUrl, `10.${at}.3.1`);
  const token = await services.createSignInLink(karim, { minutes: 30 });
  await browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
  return browser;
}

const stored = async () => {
  const person = await services.store.people(bruno.kpaId).findById(bruno.id);
  if (!person) throw new Error('Nobody');
  return person;
};
const actsOn = async (act: string) => {
  const entries = services.store.registerEntries(bruno.kpaId);
  const all = await entries.all({ index: 'byAbout', equals: [bruno.id] }).toArray();
  return all.filter((entry) => entry.act === act).length;
};

interface Asked {
  readonly browser: TestVisitor;
  readonly form: Page;
  readonly fields: Readonly<Record<string, string>>;
}

const send = async ({ browser, form, fields }: Asked) => ({
  ...{ browser, fields },
  form: await browser.press(form, 'Enregistrer', fields),
});
const isThrough = ({ form }: Asked) => form.path === `/personnes/${bruno.id}?fait=corrige`;

it('of those who saw the same, one is written at a time; the others read it, and keep what they typed', async () => {
  let asked: readonly Asked[] = await Promise.all(
    Array.from({ length: CORRECTIONS }, async (_, at) => {
      const browser = await browserAt(at);
      const form = await browser.get(`/personnes/${bruno.id}/corriger`);
      const email = `bruno.${at}@hauts-pres.example`;
      return { browser, form, fields: { title: `Équipe ${at}`, ...(at % 2 === 0 && { email }) } };
    }),
  );
  let written = 0;
  while (asked.length > 0) {
    const answers = await Promise.all(asked.map(send));
    const done = answers.filter(isThrough);
    asked = answers.filter((one) => !isThrough(one));
    expect(done).toHaveLength(1);
    written += 1;
    const now = await stored();
    expect(now).toMatchObject(done[0]?.fields ?? {});
    expect(await actsOn('person-corrected')).toBe(written);
    for (const { form, fields } of asked) {
      expect(form.status).toBe(409);
      expect(form.$('[name=title]').val()).toBe(fields['title']);
      expect(form.text).toContain(now.title);
    }
  }
  expect(written).toBe(CORRECTIONS);
});

it('the same form, sent twenty times at once, is written once', async () => {
  const before = await actsOn('person-corrected');
  const browser = await browserAt(CORRECTIONS);
  const form = await browser.get(`/personnes/${bruno.id}/corriger`);
  const one = { browser, form, fields: { title: 'La même', email: 'bruno@hauts-pres.example' } };
  const answers = await Promise.all(Array.from({ length: CORRECTIONS }, () => send(one)));
  expect(answers.every(isThrough)).toBe(true);
  expect(await stored()).toMatchObject(one.fields);
  expect(await actsOn('person-corrected')).toBe(before + 1);
});
