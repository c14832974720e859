/** Data that belongs to another address or another master key signs nothing: docs/adr/0031. */
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adoptInstallation } from '../../../src/features/installation/adopt-installation.ts';
import { type Config, readConfig } from '../../../src/config.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { INSTALLATION_ID } from '../../../src/features/installation/check-installation.ts';
import { createServices } from '../../../src/services.ts';
import { SCHEMA } from '../../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { threads } from '../../support/world.ts';

const key = () => randomBytes(32).toString('base64');
const ENV = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://badges.example',
  MASTER_KEY: key(),
  APP_SECRET: 'a secret for tests, of more than 32 characters',
};

let place: TestDatabase;
let logged: string[];
beforeEach(async () => {
  place = await openTestDatabase();
  logged = [];
});
afterEach(() => place.destroy());

const config = (more: Record<string, string> = {}): Config => readConfig({ ...ENV, ...more });

const open = (more: Record<string, string> = {}, purpose: 'serve' | 'make' | 'adopt' = 'serve') =>
  createServices(
    config(more),
    {
      database: place.database,
      threads,
      log: pino({ level: 'warn' }, { write: (line: string) => logged.push(line) }),
    },
    purpose,
  );

async function makeKpa(more: Record<string, string> = {}) {
  const services = await open(more, 'make');
  await createKpa(services, {
    ...{ slug: 'moulins', name: 'KPA des Moulins', place: 'Villeneuve' },
    ...{ description: 'Des activités.', contact: {}, memberSince: 2023 },
  });
  return services;
}

const stored = async () => {
  const { store } = await open({}, 'adopt');
  return store.installations.findById(INSTALLATION_ID);
};

describe('An empty database', () => {
  it('is refused in production: the folder or the server may be another one', async () => {
    await expect(open()).rejects.toThrow(/There is nothing in .*create-kpa/);
    // Nothing was made of it: the next start is refused as well.
    await expect(open()).rejects.toThrow('There is nothing in');
  });

  it('is begun by whoever makes the first KPA, and served from then on', async () => {
    await makeKpa();
    await expect(open()).resolves.toBeDefined();
  });

  it('is taken as it is in development', async () => {
    await expect(open({ NODE_ENV: 'development' })).resolves.toBeDefined();
  });
});

describe('What the data belongs to', () => {
  beforeEach(async () => {
    await makeKpa();
  });

  it('is written down', async () => {
    const { custody } = await open();
    expect(await stored()).toMatchObject({
      publicUrl: 'https://badges.example',
      masterKey: custody.fingerprint,
      schema: SCHEMA,
      adoptions: [],
    });
  });

  it('refuses another public URL, naming both and what to do', async () => {
    const other = open({ PUBLIC_URL: 'https://badges.exmaple' });
    await expect(other).rejects.toThrow(
      /PUBLIC_URL is https:\/\/badges\.exmaple, .* is that of https:\/\/badges\.example\..*adopt-installation --public-url/,
    );
  });

  it('refuses another master key, and shows no part of either', async () => {
    const MASTER_KEY = key();
    const other = open({ MASTER_KEY });
    await expect(other).rejects.toThrow(/closed under another MASTER_KEY.*--master-key/);
    const said = String(await other.catch((error: unknown) => error));
    expect(said).not.toContain(MASTER_KEY);
    expect(said).not.toContain(ENV.MASTER_KEY);
  });

  it('follows a master key that is being changed, there and back', async () => {
    const MASTER_KEY = key();
    const { custody } = await open({ MASTER_KEY, MASTER_KEY_PREVIOUS: ENV.MASTER_KEY });
    expect(await stored()).toMatchObject({ masterKey: custody.fingerprint });
    await expect(open({ MASTER_KEY })).resolves.toBeDefined();
    await expect(open()).rejects.toThrow('closed under another MASTER_KEY');
    await expect(open({ MASTER_KEY_PREVIOUS: MASTER_KEY })).resolves.toBeDefined();
  });

  it('is another from when an operator says so, with what was before', async () => {
    const PUBLIC_URL = 'https://portfolios.example';
    const moved = await open({ PUBLIC_URL }, 'adopt');
    const act = { by: 'Karim', reason: 'A new domain' };
    const services = { ...moved, custody: moved.custody };
    expect(await adoptInstallation(services, 'public-url', act)).toEqual({
      from: 'https://badges.example',
      to: PUBLIC_URL,
    });
    await expect(open({ PUBLIC_URL })).resolves.toBeDefined();
    await expect(open()).rejects.toThrow('PUBLIC_URL is https://badges.example');
    const adoption = { what: 'public-url', from: 'https://badges.example', ...act };
    expect(await stored()).toMatchObject({ publicUrl: PUBLIC_URL, adoptions: [adoption] });
  });

  it('lets a process that runs sign nothing, from the moment on that it is another', async () => {
    const running = await open();
    const [kpa] = (await running.store.kpas.find({ index: 'bySlug' })).items;
    const sign = () => running.keys.signer(kpa?.id ?? '', 'did:web:badges.example', 'Ed25519');
    await expect(sign()).resolves.toBeDefined();
    const moved = await open({ PUBLIC_URL: 'https://portfolios.example' }, 'adopt');
    await adoptInstallation(moved, 'public-url', { by: 'Karim', reason: 'A new domain' });
    await expect(sign()).rejects.toThrow('PUBLIC_URL is https://badges.example');
    const back = await open({}, 'adopt');
    await adoptInstallation(back, 'public-url', { by: 'Karim', reason: 'By mistake' });
    await expect(sign()).resolves.toBeDefined();
  });

  it('goes on with data that a newer version has written to, and says so', async () => {
    const { store } = await open();
    await store.installations.update(INSTALLATION_ID, (now) => ({ ...now, schema: SCHEMA + 1 }));
    await open();
    expect(logged.join('')).toContain('A newer version of the service has written here');
    expect(await stored()).toMatchObject({ schema: SCHEMA + 1 });
  });
});

describe('Data from before it said what it belongs to', () => {
  beforeEach(async () => {
    const services = await makeKpa();
    const [kpa] = (await services.store.kpas.find({ index: 'bySlug' })).items;
    if (!kpa) throw new Error('No KPA');
    // Begins a status list, whose address is signed.
    await services.statusLists.draw(kpa);
    await services.store.installations.remove(INSTALLATION_ID);
  });

  it('is taken where what was signed says the same', async () => {
    await expect(open()).resolves.toBeDefined();
    expect(await stored()).toMatchObject({ publicUrl: 'https://badges.example' });
  });

  it('is refused where it says another address, or the keys another master key', async () => {
    const other = open({ PUBLIC_URL: 'https://other.example' });
    await expect(other).rejects.toThrow('is that of https://badges.example');
    await expect(open({ MASTER_KEY: key() })).rejects.toThrow('another MASTER_KEY');
    await expect(open()).resolves.toBeDefined();
  });
});

it('processes that start together on new data agree', async () => {
  await makeKpa();
  const { store } = await open();
  await store.installations.remove(INSTALLATION_ID);
  const starts = [1, 2, 3, 4].map(() => open());
  await expect(Promise.all(starts)).resolves.toHaveLength(4);
});
