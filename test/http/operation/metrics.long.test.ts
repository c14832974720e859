/** What an operator sees of the service at work: numbers that change, and nothing about anybody. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ageOfNewest } from '../../../src/features/backups/age-of-newest.ts';
import { createMetrics, type Metrics } from '../../../src/metrics/metrics.ts';
import type { Database } from '../../../src/storage/store.ts';
import { readMetrics } from '../../support/metrics.ts';
import { reloadAward, type Scene, SENTENCE, playScene } from '../../support/scene.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { createWorld, threads, type World } from '../../support/world.ts';

const warned: string[] = [];
const metrics: Metrics = createMetrics(
  { version: '1.2.3', commit: 'abcdef' },
  { warn: (_details: unknown, message?: string) => warned.push(message ?? '') },
);

let opened: TestDatabase;
let world: World;
let scene: Scene;
let isBroken = false;
const load = { busy: 3, threads: 4, waiting: 2 };

/** A real database that stops answering one kind of question when told to. */
function breakable(database: Database): Database {
  return {
    ...database,
    collection(declaration) {
      const port = database.collection(declaration);
      const broken = () => Promise.reject(new Error('disk I/O error'));
      return { ...port, count: (query) => (isBroken ? broken() : port.count(query)) };
    },
  };
}

beforeAll(async () => {
  opened = await openTestDatabase();
  const database = breakable(opened.database);
  world = await createWorld({ metrics, database, threads: { ...threads, load: () => load } });
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
});
afterAll(async () => {
  await world.destroy();
  await opened.destroy();
});

const scrape = async () => readMetrics((await metrics.read()).text);

type Labels = Readonly<Record<string, string | number>>;

/** While something is done, and soon after: a request is counted once it is over. */
async function grows(name: string, labels: Labels, by: number, act: () => unknown): Promise<void> {
  const read = async () => (await scrape()).value(name, labels) ?? 0;
  const before = await read();
  await act();
  await expect.poll(async () => (await read()) - before, { interval: 5 }).toBe(by);
}

describe('requests', () => {
  const counted = 'kpa_http_requests_total';

  it('are counted by the pattern of their route, and timed', async () => {
    const labels = { method: 'GET', route: '/p/:token', status: 200 };
    const open = () => world.visitor().send(`/p/${scene.token}`);
    await grows(counted, labels, 1, open);
    const timed = { method: 'GET', route: '/p/:token' };
    await grows('kpa_http_request_seconds_count', timed, 1, open);
    expect((await scrape()).value('kpa_http_request_seconds_sum', timed)).toBeGreaterThan(0);
  });

  it('for what is nowhere are one, whatever is asked for', async () => {
    const labels = { method: 'GET', route: 'none', status: 404 };
    const paths = ['/a', '/b/c', '/API/d', '/k', '/%C3%A9', '/wp-login.php?e=f'];
    const ask = () => Promise.all(paths.map((path) => world.visitor().send(path)));
    await grows(counted, labels, paths.length, ask);
  });

  it('by a method that nobody has are one', async () => {
    const ask = async () => {
      for (const method of ['PROPFIND', 'LINK']) await world.visitor().send('/a', { method });
    };
    await grows(counted, { method: 'other', route: 'none' }, 2, ask);
  });
});

describe('whoever is turned away', () => {
  const JSON_BODY = { 'Content-Type': 'application/json' };
  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

  it.each([
    ['without a token', 'UNAUTHORIZED', '/credentials/issue', JSON_BODY, 1, 1],
    ['from another site', 'FORBIDDEN', '/connexion', { Origin: 'https://evil.example' }, 1, 1],
    ['with a form whose session is over', 'EXPIRED', '/connexion', {}, 1, 1],
    ['with wrong codes too often', 'TOO_MANY', '/connexion/attente', FORM, 103, 3],
  ])('is counted by the code: %s', async (_, code, path, headers, times, by) => {
    const nadia = await world.signIn(world.nadia);
    const who = code === 'EXPIRED' ? nadia : world.visitor();
    const origin = { Origin: world.config.publicUrl };
    const send = async () => {
      for (let time = 0; time < times; time += 1) {
        const call = { method: 'POST', body: 'code=12345678', headers: { ...origin, ...headers } };
        await who.send(path, call);
      }
    };
    await grows('kpa_refusals_total', { code }, by, send);
  });

  it('is not who asked for what is not there', async () => {
    await world.visitor().send('/nulle-part');
    expect((await scrape()).value('kpa_refusals_total', { code: 'NOT_FOUND' })).toBeUndefined();
  });
});

describe('the storage', () => {
  it('is timed by collection and operation', async () => {
    const labels = { collection: 'kpas', operation: 'find' };
    const ask = () => world.services.store.kpas.find({ index: 'bySlug' });
    await grows('kpa_store_call_seconds_count', labels, 1, ask);
    const awards = { collection: 'awards', operation: 'insert' };
    expect((await scrape()).value('kpa_store_call_seconds_count', awards)).toBe(4);
  });

  it('that does not do its work is counted; that it refuses is not', async () => {
    const labels = { collection: 'kpas', operation: 'count' };
    const { kpas } = world.services.store;
    const ask = async () => {
      isBroken = true;
      await expect(kpas.count({ index: 'bySlug' })).rejects.toThrow('disk');
      isBroken = false;
    };
    await grows('kpa_store_failures_total', labels, 1, ask);
    await expect(kpas.insert(world.hautsPres)).rejects.toThrow();
    expect((await scrape()).value('kpa_store_failures_total')).toBe(1);
  });
});

describe('status lists behind', () => {
  const behind = async () => {
    const { value } = await scrape();
    return ['marks', 'old', 'over'].map((why) => value('kpa_status_lists_behind', { why }));
  };

  it('are none, then one that lacks a revocation, until it is published', async () => {
    world.passTime(1);
    expect(await behind()).toEqual([0, 0, 0]);
    const award = await reloadAward(world, scene.accepted);
    const revocation = { at: '2026-10-14T17:00:00Z', reason: 'Erreur', byName: 'Nadia Roche' };
    const marked = { ...award, standing: 'revoked', revocation } as const;
    await world.services.awardRows.replace(award, marked);
    // Asked again within the minute, it says what it said.
    expect(await behind()).toEqual([0, 0, 0]);
    world.passTime(1);
    expect(await behind()).toEqual([1, 0, 0]);
    await world.services.statusLists.publish(world.hautsPres, award.statusListId);
    world.passTime(1);
    expect(await behind()).toEqual([0, 0, 0]);
  });

  it('are none for a mark that somebody else wrote, once it was looked at', async () => {
    const award = await reloadAward(world, scene.declined);
    const { awards } = world.services.store;
    const forged = await awards(award.kpaId).replace({ ...award, standing: 'revoked' });
    await world.services.statusLists.publish(world.hautsPres, award.statusListId);
    world.passTime(1);
    expect(await behind()).toEqual([0, 0, 0]);
    await awards(award.kpaId).replace({ ...forged, standing: 'valid' });
  });

  it('are old after half of their life, and over at its end', async () => {
    world.passTime(4 * 24 * 60);
    expect(await behind()).toEqual([0, 1, 0]);
    world.passTime(4 * 24 * 60);
    expect(await behind()).toEqual([0, 0, 1]);
  });

  it('are not said where the storage does not answer; the rest is', async () => {
    world.passTime(1);
    isBroken = true;
    expect(await behind()).toEqual([undefined, undefined, undefined]);
    isBroken = false;
    expect((await scrape()).value('kpa_threads')).toBe(4);
    expect(warned).toContain('A metric could not be read');
  });
});

describe('what is asked for at that moment', () => {
  it('threads at work, and what waits for them', async () => {
    const { value } = await scrape();
    const names = ['kpa_threads', 'kpa_threads_busy', 'kpa_thread_tasks_waiting'];
    expect(names.map((name) => value(name))).toEqual([4, 3, 2]);
  });

  it('the event loop, the memory, the build', async () => {
    const { value } = await scrape();
    expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(value('kpa_build_info', { version: '1.2.3', commit: 'abcdef' })).toBe(1);
  });

  it('a clock that is not where it was left', async () => {
    const ahead = async () => (await scrape()).value('kpa_clock_ahead_seconds');
    expect(await ahead()).toBe(0);
    world.moveClock(24 * 60);
    expect(await ahead()).toBe(86_400);
    world.moveClock(-24 * 60);
    expect(await ahead()).toBe(0);
  });

  it('letters that wait to leave, and for how long', async () => {
    const outbox = async () => {
      const { value } = await scrape();
      return ['kpa_outbox_letters', 'kpa_outbox_age_seconds'].map((name) => value(name));
    };
    expect(await outbox()).toEqual([0, 0]);
    await world.services.outbox.stop();
    const browser = world.visitor();
    await browser.press(await browser.get('/connexion'), 'Recevoir le lien', {
      email: 'awa@hauts-pres.example',
    });
    world.passTime(2);
    expect(await outbox()).toEqual([1, 120]);
  });
});

it('the age of the newest backup is that of the newest one that was made here', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'kpa-badges-')), 'backups');
  const age = () => ageOfNewest(folder, new Date('2026-10-14T16:30:00Z'));
  expect(await age()).toBeUndefined();
  await mkdir(join(folder, 'kpa-badges-2026-10-14T16-25-00Z.sqlite'), { recursive: true });
  // What an operator puts there, what is not finished, and what a clock that was ahead has dated.
  const others = ['restored.sqlite', '.unchecked-1', 'kpa-badges-2026-10-15T03-30-00Z.sqlite'];
  for (const name of others) await writeFile(join(folder, name), '');
  expect(await age()).toBeUndefined();
  for (const at of ['13T03-30-00', '14T15-30-00', '12T03-30-00']) {
    await writeFile(join(folder, `kpa-badges-2026-10-${at}Z.sqlite`), '');
  }
  expect(await age()).toBe(3_600);
  await rm(folder, { recursive: true });
});

it('says nothing of anybody: no name, no KPA, no id, no token, no address', async () => {
  const nadia = await world.signIn(world.nadia);
  await nadia.get(`/personnes/${world.awa.id}`);
  await world.visitor().get(`/k/hauts-pres/credentials/${scene.accepted.id}`);
  const { text } = await metrics.read();
  expect(text).toContain('route="/personnes/:id"');
  const secret = [scene.token, scene.accepted.id, world.awa.id, world.hautsPres.id, SENTENCE];
  const others = ['hauts-pres', 'Awa', 'Diallo', 'Roche', 'realiser', '@', '127.0.0.1', '10.0.'];
  expect([...secret, ...others].filter((one) => text.includes(one))).toEqual([]);
  const labels = readMetrics(text).samples.flatMap((one) => Object.values(one.labels));
  // Patterns and codes, versions of Node, buckets: nothing is a hash or a number of somebody. Node’s
  // own names of kinds of memory are long, and words.
  const isWords = (one: string) => /^[a-z_]+$/.test(one);
  const drawn = labels.filter((one) => /[\da-f]{8}|[A-Za-z\d_-]{22}/.test(one));
  expect(drawn.filter((one) => !isWords(one))).toEqual([]);
});
