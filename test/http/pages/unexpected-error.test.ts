/** When something of ours breaks: a number to give us, the same in the log, and nothing else. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '../../../src/storage/store.ts';
import { openTestDatabase } from '../../support/storage/databases.ts';
import { askIn, expectProblem, HTML, JSON_BODY, post } from '../../support/visits/problem.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let isBroken = false;
const broken = () => Promise.reject(new Error('disk I/O error in /srv/secret/path'));

/** A real database that stops answering questions when told to. */
function breakable(database: Database): Database {
  return {
    description: database.description,
    ping: () => (isBroken ? broken() : database.ping()),
    findDamage: () => database.findDamage(),
    close: () => database.close(),
    collection(declaration) {
      const collection = database.collection(declaration);
      return {
        ...collection,
        find: (query) => (isBroken ? broken() : collection.find(query)),
        findById: (id) => (isBroken ? broken() : collection.findById(id)),
      };
    },
  };
}

let destroy: () => Promise<void>;
beforeAll(async () => {
  const opened = await openTestDatabase();
  destroy = opened.destroy;
  world = await createWorld({ database: breakable(opened.database) });
});
afterAll(async () => {
  await world.destroy();
  await destroy();
});
beforeEach(() => {
  isBroken = false;
  world.logged.length = 0;
});

const NUMBER = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

function expectNumber(html: string): void {
  const [number = 'none'] = NUMBER.exec(html) ?? [];
  const errors = world.logged.filter((line) => line.includes('unexpected error'));
  expect(errors).toHaveLength(1);
  expect(JSON.parse(errors[0] ?? '')).toMatchObject({ level: 50, requestId: number });
  expect(html).not.toMatch(/disk|secret|Error|\.ts|\.js|node_modules/);
}

it.each(['/k/hauts-pres', '/p/AAAAAAAAAAAAAAAAAAAAAA', '/connexion/lien/x'])(
  'a page says so, with a number: %s',
  async (path) => {
    isBroken = true;
    const page = await world.visitor().get(path);
    expect(page.status).toBe(500);
    expect(page.heading).toBe('Nous avons un problème');
    expect(page.text).toContain('Réessayez plus tard.');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expectNumber(page.html);
  },
);

it('so does a page of somebody signed in, and a form', async () => {
  const nadia = await world.signIn(world.nadia);
  isBroken = true;
  const page = await nadia.get('/personnes');
  expect(page.status).toBe(500);
  expectNumber(page.html);
  world.logged.length = 0;
  const form = await nadia.post('/personnes', { name: 'Lucie Blanc', roles: 'cooperant' });
  expect(form.status).toBe(500);
  expectNumber(form.html);
  isBroken = false;
  expect((await nadia.get('/personnes')).status).toBe(200);
});

it('software gets the same as problem+json', async () => {
  isBroken = true;
  const headers = { Accept: 'application/json' };
  const answer = await world.visitor().send('/k/hauts-pres/did.json', { headers });
  expect(answer.status).toBe(500);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(JSON.parse(answer.html)).toMatchObject({ status: 500, code: 'UNEXPECTED' });
  expectNumber(answer.html);
});

it.each([
  ['/credentials/issue', '{"credential":{}}'],
  ['/credentials/status', '{}'],
  ['/api/verify', `https://badges.example/k/hauts-pres/credentials/${randomUUID()}`],
])('a program is told at %s, whatever it asks for', async (path, body) => {
  isBroken = true;
  const headers = { ...JSON_BODY, ...HTML, Authorization: 'Bearer kpa_x' };
  const answer = await askIn(() => world)(path, post(body), headers);
  const { code, instance = '' } = expectProblem(answer, 500, /tell us this number/);
  expect([code, instance]).toEqual(['UNEXPECTED', expect.stringMatching(NUMBER)]);
  expectNumber(answer.text);
});

it('the machine that watches is told: alive, but not ready', async () => {
  const status = async (path: string) => (await world.visitor().send(path)).status;
  expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 200]);
  isBroken = true;
  // It looks once a second at the most.
  world.passTime(1);
  expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 503]);
  expect(await status('/badges')).toBe(200);
});
