/** A database from before rows had a MAC: it goes on working, by itself, and once. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { NETWORK_ID } from '../../../src/features/kpas/network-identity.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { createServices } from '../../../src/services.ts';
import type { Award, Key, Kpa, Stored } from '../../../src/storage/store.ts';
import { keyFromBefore } from '../../keys/support.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { awardOf, reload } from '../awards/support.ts';

type Services = Awaited<ReturnType<typeof createServices>>;

const config = readConfig({
  NODE_ENV: 'test',
  PUBLIC_URL: 'https://badges.example',
  MASTER_KEY: randomBytes(32).toString('base64'),
  APP_SECRET: 'a secret for tests, of more than 32 characters',
});

let place: TestDatabase;
let before: Services;
let kpa: Kpa;
let awards: readonly Award[];
let logged: string[];

/** A start of the service, on the same database. */
function start(): Promise<Services> {
  logged = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  return createServices(config, { database: place.database, log });
}

beforeEach(async () => {
  place = await openTestDatabase();
  before = await start();
  kpa = await createKpa(before, {
    slug: 'moulins',
    name: 'KPA des Moulins',
    place: 'Villeneuve',
    description: 'Cuisine et bois.',
    contact: {},
    memberSince: 2023,
  });
  await before.keys.createKeys(NETWORK_ID);
  await before.keys.rotate(kpa.id, { fragment: 'key-1' }, { by: 'Karim', reason: 'a test' });
  const details = { roles: ['cooperant'], email: undefined, title: undefined } as const;
  const awa = await addPerson(before, kpa.id, {
    ...details,
    roles: [...details.roles],
    name: 'Awa Diallo',
  });
  awards = [await awardOf(before, kpa, awa), await awardOf(before, kpa, awa)];
});
afterEach(() => place.destroy());

/** Past our own code, as an earlier version had stored it. */
async function makeKeyOld(key: Stored<Key>): Promise<void> {
  const old = await keyFromBefore(before.custody, key);
  await before.store.keys(key.kpaId).replace({ ...old, version: key.version });
}

async function makeAwardOld({ id }: Award, changes: Partial<Award> = {}): Promise<void> {
  const { mac, ...bare } = await reload(before, kpa, id);
  await before.store.awards(kpa.id).replace({ ...bare, ...changes });
}

async function makeOld(): Promise<void> {
  const query = { index: 'byFragment', limit: 100 } as const;
  for (const key of (await before.store.keys.across.find(query)).items) await makeKeyOld(key);
  for (const award of awards) await makeAwardOld(award);
}

const answers = async (services: Services) =>
  Promise.all(
    awards.map(
      async ({ id }) =>
        (await services.awardJudge.judge(kpa, await reload(services, kpa, id))).answer,
    ),
  );
const published = async (services: Services, owner = kpa.id) =>
  (await services.keys.publicKeys(owner)).map(({ fragment, state }) => `${fragment} ${state}`);

it('is taken as it is at the next start, which says so', async () => {
  await makeOld();
  expect(await answers(before)).toEqual(['unknown', 'unknown']);
  const now = await start();
  expect(await answers(now)).toEqual(['sound', 'sound']);
  expect(await published(now)).toEqual(['key-1 retired', 'key-2 active', 'key-3 active']);
  expect(await published(now, NETWORK_ID)).toEqual(['key-1 active', 'key-2 active']);
  const told = logged.filter((line) => line.includes('from before rows had a MAC'));
  expect(told).toHaveLength(2);
  expect(told.join()).toContain('"keys":3,"awards":2');
});

it('is changed by one start only', async () => {
  await makeOld();
  const now = await start();
  const first = await reload(now, kpa, awards[0]?.id ?? '');
  const next = await start();
  expect(logged).toEqual([]);
  expect(await reload(next, kpa, first.id)).toEqual(first);
});

it('is completed by the next start when one was cut short', async () => {
  await makeOld();
  const [done] = awards;
  if (!done) throw new Error('no award');
  await start();
  // What a crash before the last key leaves: an award that is adopted, and one that is not.
  const [key] = (await before.store.keys(kpa.id).find({ index: 'byFragment' })).items;
  if (key) await makeKeyOld(key);
  await makeAwardOld(done);
  const now = await start();
  expect(await answers(now)).toEqual(['sound', 'sound']);
  expect(await published(now)).toHaveLength(3);
});

it('is adopted by two processes that start at once', async () => {
  await makeOld();
  const [one, two] = await Promise.all([start(), start()]);
  expect(await answers(one)).toEqual(['sound', 'sound']);
  expect(await answers(two)).toEqual(['sound', 'sound']);
});

it('cannot be made of a newer one: rows that lose their MAC stay unbelieved, start after start', async () => {
  const [award, other] = awards;
  if (!award || !other) throw new Error('no award');
  const name = 'Marie Curie';
  await makeAwardOld(award, { awardedBy: { ...award.awardedBy, name } });
  for (const key of (await before.store.keys(kpa.id).find({ index: 'byFragment' })).items) {
    const { mac, ...bare } = key;
    if (key.fragment === 'key-1') {
      await before.store.keys(kpa.id).replace({ ...bare, state: 'active' });
    }
  }
  for (let starts = 0; starts < 2; starts += 1) {
    const now = await start();
    expect(logged.filter((line) => line.includes('from before'))).toEqual([]);
    expect(await answers(now)).toEqual(['unknown', 'sound']);
    expect(await published(now)).toEqual(['key-2 active', 'key-3 active']);
  }
});

it('is believed no further than its keys open: what another master key closed needs an operator', async () => {
  await makeOld();
  const other = { ...config, masterKey: randomBytes(32).toString('base64') };
  const log = pino({ level: 'silent' });
  const opened = { database: place.database, log };
  await expect(createServices(other, opened)).rejects.toThrow('closed under another MASTER_KEY');
  const now = await createServices(other, opened, 'adopt');
  expect(await published(now)).toEqual([]);
  expect(await answers(await start())).toEqual(['sound', 'sound']);
});
