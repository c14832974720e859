/** Four processes on one store: however many secret codes are tried at once, five are compared. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { groupsOf } from '../../src/features/cards/card-code.ts';
import { makeCard } from '../../src/features/cards/make-card.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { readConfig } from '../../src/config.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Person } from '../../src/storage/store.ts';
import { enterWith, PIN } from '../support/cards.ts';
import { freePort, startServer, type TestServer } from '../support/programs/process.ts';
import { storageOfProcesses } from '../support/storage/of-processes.ts';
import { createVisitor } from '../support/visitor.ts';

const PROCESSES = 4;
const TRIES = 200;
const FAILED = 'Cela n’a pas marché.';

const storage = storageOfProcesses();
let folder: string;
let services: Services;
let servers: TestServer[];
let bruno: Person;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-cards-'));
  const PUBLIC_URL = `http://127.0.0.1:${await freePort()}`;
  const env = { ...storage.env, NODE_ENV: 'test', DATA_DIR: folder, PUBLIC_URL };
  services = await createServices(readConfig(env), { log: pino({ level: 'silent' }), pinCost: 8 });
  const kpa = await createKpa(services, {
    ...{ slug: 'hauts-pres', name: 'KPA des Hauts-Prés', place: 'Villeneuve', contact: {} },
    ...{ description: 'On y cuisine ensemble.', memberSince: 2023 },
  });
  const details = { name: 'Bruno Martin', email: undefined, title: undefined };
  bruno = await addPerson(services, kpa.id, { ...details, roles: ['cooperant'] });
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

/** Each from a network of its own, one after the other to each process. */
function tryFrom(at: number, code: string, pin: string) {
  const server = servers[at % PROCESSES];
  if (!server) throw new Error('No such process');
  const visitor = createVisitor(server.url, services.addresses.publicUrl, `10.${at}.1.1`);
  return enterWith(visitor, code, pin);
}

const compared = () =>
  servers.flatMap((server) => server.output().match(/a secret code is compared/g) ?? []).length;

it('200 wrong ones at once: five are compared, all get one answer, and the right one is late', async () => {
  const act = '3d1f8c5e-52f1-4f8b-9b40-5a7c1d2e9f10';
  const keys = await makeCard(services, bruno, { pin: PIN, act });
  const code = groupsOf(keys.code).join(' ');
  const wrong = Array.from({ length: TRIES }, (_, at) => tryFrom(at, code, String(5_000 + at)));
  const pages = await Promise.all(wrong);
  expect(pages.map(({ status, text }) => [status, text.includes(FAILED)])).toEqual(
    pages.map(() => [422, true]),
  );
  expect(compared()).toBe(5);
  const late = await tryFrom(201, code, PIN);
  expect([late.status, late.text.includes(FAILED)]).toEqual([422, true]);
  expect(compared()).toBe(5);
});

it('50 people come in at once, each with their own', async () => {
  const people = await Promise.all(
    Array.from({ length: 50 }, async (_, at) => {
      const details = { email: undefined, title: undefined, roles: ['cooperant'] as const };
      const person = await addPerson(services, bruno.kpaId, {
        ...details,
        roles: [...details.roles],
        name: `Personne ${at}`,
      });
      const act = `3d1f8c5e-52f1-4f8b-9b40-5a7c1d2e${String(1_000 + at)}`;
      return makeCard(services, person, { pin: PIN, act });
    }),
  );
  const pages = await Promise.all(
    people.map(({ code }, at) => tryFrom(at, groupsOf(code).join(' '), PIN)),
  );
  expect(pages.map(({ status, path }) => [status, path])).toEqual(
    pages.map(() => [200, '/mes-badges']),
  );
});
