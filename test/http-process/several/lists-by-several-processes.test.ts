/** Four processes on one store: lists of badges that all of them are asked to sign, and one is killed amid it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cast, createCast } from '../../support/cast.ts';
import { handIn, lineOf, sheet } from '../../support/badges/sheets.ts';
import { freePort, startServer, type TestServer } from '../../support/programs/process.ts';
import { storageOfProcesses } from '../../support/storage/of-processes.ts';
import { createVisitor, type Page, type TestVisitor } from '../../support/visitor.ts';

const PROCESSES = 4;
const LINES = 300;
const OF_EXPERIENCE = 10;
const NAMES = 'abcdefghij'.split('').map((letter) => `Zaz${letter} Qux${letter}`);

const storage = storageOfProcesses();
let folder: string;
let cast: Cast;
let servers: TestServer[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-lists-'));
  const PUBLIC_URL = `http://127.0.0.1:${await freePort()}`;
  const env = { ...storage.env, DATA_DIR: folder, PUBLIC_URL };
  cast = await createCast(env, NAMES);
  servers = await Promise.all(
    Array.from({ length: PROCESSES }, async () =>
      startServer('src/server.ts', { env: { ...env, PORT: String(await freePort()) } }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await cast.services.store.close();
  await storage.drop();
  await rm(folder, { recursive: true });
});

async function browserAt(at: number): Promise<TestVisitor> {
  const browser = createVisitor(servers[at]?.url ?? '', cast.services.addresses.publicUrl);
  await cast.signIn(browser);
  return browser;
}

const list = (title: string) =>
  sheet(
    Array.from({ length: LINES }, (_, at) =>
      lineOf(NAMES[at % OF_EXPERIENCE] ?? '', {
        title: `${title} ${Math.floor(at / OF_EXPERIENCE)}`,
      }),
    ),
  );

const count = () => cast.services.store.awards(cast.kpa.id).count({ index: 'byDate' });

it(
  'each line is signed once, and a list that was in the hand of one goes on',
  { timeout: 200_000 },
  async () => {
    const browsers = await Promise.all(Array.from({ length: PROCESSES }, (_, at) => browserAt(at)));
    const [first, second] = browsers;
    if (!first || !second) throw new Error('Two browsers');
    const lists = [await handIn(first, list('Marché')), await handIn(second, list('Repas'))];
    const pressed: Promise<Page>[] = browsers.flatMap((browser) =>
      lists.map(async ({ path }) => browser.press(await browser.get(`${path}/signer`), /^Signer/)),
    );
    const paths = (await Promise.all(pressed)).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(lists.map(({ path }) => path)));
    while ((await count()) < LINES / 3) await wait(5);
    servers[0]?.signal('SIGKILL');
    await servers[0]?.ended;
    const ended = async ({ path }: Page) => {
      let page = await second.get(path);
      while (!page.text.includes('La liste est terminée.')) {
        await wait(500);
        page = await second.get(path);
      }
      return page.heading;
    };
    const heading = `${LINES} badges signés sur ${LINES}`;
    expect(await Promise.all(lists.map(ended))).toEqual([heading, heading]);
    const { store } = cast.services;
    const signed = await store.awards(cast.kpa.id).readable.all({ index: 'byDate' }).toArray();
    expect(signed).toHaveLength(2 * LINES);
    expect(new Set(signed.map(({ slot }) => slot)).size).toBe(2 * LINES);
    const experiences = store.experiences(cast.kpa.id);
    expect(await experiences.count({ index: 'byDate' })).toBe((2 * LINES) / OF_EXPERIENCE);
  },
);
