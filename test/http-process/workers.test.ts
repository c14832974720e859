/** Two workers on one port and one SQLite file: what counts for one process counts for both together. */
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDurableKpa, type DurableKpa } from '../durability/support/durable-kpa.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { readMetrics } from '../support/metrics.ts';
import { startCrew, type TestCrew } from '../support/programs/crew.ts';
import { freePort } from '../support/programs/process.ts';
import { createVisitor } from '../support/visitor.ts';

let house: DurableKpa;
let mail: MailServer;
let crew: TestCrew;
let metricsAt: string;

beforeAll(async () => {
  house = await createDurableKpa();
  mail = await startMailServer();
  const metricsPort = await freePort();
  metricsAt = `http://127.0.0.1:${metricsPort}/metrics`;
  const { port } = new URL(house.url);
  crew = await startCrew({
    ...{ DATA_DIR: house.folder, PORT: port, METRICS_PORT: String(metricsPort) },
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'badges@kpa.example', TRUST_PROXY: '1' },
  });
});
afterAll(async () => {
  await crew.stop();
  await mail.goAway();
  await house.destroy();
});

const scrape = async () => readMetrics(await (await fetch(metricsAt)).text());

const countOf = <T>(all: readonly T[]): ReadonlyMap<T, number> =>
  new Map([...new Set(all)].map((one) => [one, all.filter((other) => other === one).length]));

/** Each on a connection of its own, which goes to the next worker. */
async function postFrom(address: string, path: string, body?: string): Promise<number> {
  const answer = await fetch(`${crew.url}${path}`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': address, Connection: 'close' },
    ...(body !== undefined && { body }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

it('both answer, and one of them keeps house', async () => {
  while (crew.answered().size < 2) {
    const asked = Array.from({ length: 20 }, () => postFrom('10.2.0.1', '/credentials/issue'));
    expect(countOf(await Promise.all(asked))).toEqual(new Map([[401, 20]]));
  }
  expect([...crew.answered().keys()].sort()).toEqual([...crew.workers()].sort());
  expect(crew.output().match(/"msg":"A worker keeps house"/g)).toHaveLength(1);
});

describe('a client', () => {
  it('has one number of tries, and not one for each worker', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const asked = Array.from({ length: 100 }, () => postFrom('10.2.0.2', '/credentials/issue'));
      statuses.push(...(await Promise.all(asked)));
    }
    expect(countOf(statuses)).toEqual(
      new Map([
        [401, 600],
        [429, 100],
      ]),
    );
  });

  it('has one number of requests at once, which a worker that dies gives back', async () => {
    const from = '10.2.0.3';
    const first = openAtOnce(40, from);
    while (first.size > 16) await wait(10);
    expect(await postFrom(from, '/api/verify', '{}')).toBe(429);
    const [one = 0, other = 0] = crew.workers();
    process.kill(one, 'SIGKILL');
    await crew.untilBegun(3);
    // The kernel shares connections out as it likes: now and then one worker has all of them.
    if (first.size === 16) {
      process.kill(other, 'SIGKILL');
      await crew.untilBegun(4);
    }
    expect(first.size).toBeLessThan(16);
    const again = openAtOnce(40, from);
    while (again.size > 16 - first.size) await wait(10);
    expect(await postFrom(from, '/api/verify', '{}')).toBe(429);
    expect(again.size).toBe(16 - first.size);
    for (const socket of [...first, ...again]) socket.destroy();
  });

  it('has one number of wrong codes, over both workers and their restarts', async () => {
    const browser = createVisitor(crew.url, house.url);
    const email = 'awa@hauts-pres.example';
    let page = await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
    const headings: number[] = [];
    for (let at = 0; at < 12; at += 1) {
      const answer = await browser.press(page, 'Entrer', { code: '12345678' });
      headings.push(answer.status);
      if (answer.status !== 429) page = answer;
    }
    expect(headings.slice(0, 10)).not.toContain(429);
    expect(headings.slice(10)).toEqual([429, 429]);
  });
});

/** So many requests of one client that do not end: each is refused at its head, or is under way. */
function openAtOnce(count: number, address: string): ReadonlySet<Socket> {
  const { hostname, port } = new URL(crew.url);
  const open = new Set<Socket>();
  for (let at = 0; at < count; at += 1) {
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    open.add(socket);
    socket.once('data', (answer: string) => {
      expect(answer).toMatch(/^HTTP\/1\.1 429 /);
      socket.destroy();
    });
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
    socket.write(
      `POST /api/verify HTTP/1.1\r\nHost: ${hostname}\r\nX-Forwarded-For: ${address}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n',
    );
  }
  return open;
}

describe('letters', () => {
  it('leave once each, whichever worker is faster', async () => {
    const { services, kpa, holders } = house;
    const emails = holders.map((_, at) => `personne${at}@hauts-pres.example`);
    await Promise.all(
      holders.map(({ id }, at) =>
        services.store.people(kpa.id).update(id, (now) => ({ ...now, email: emails[at] ?? '' })),
      ),
    );
    await Promise.all(
      emails.map(async (email) => {
        const browser = createVisitor(crew.url, house.url);
        await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
      }),
    );
    while (mail.taken.length < emails.length) await wait(10);
    while ((await services.store.letters.count({ index: 'byDue' })) > 0) await wait(10);
    const taken = mail.taken.map(({ to }) => to.join()).filter((to) => to.startsWith('personne'));
    expect([...taken].sort()).toEqual([...emails].sort());
  });
});

describe('metrics', () => {
  it('are of both, and what both say alike counts once', async () => {
    const before = await scrape();
    for (let at = 0; at < 10; at += 1) await postFrom('10.2.0.4', '/credentials/issue');
    const after = await scrape();
    const issued = { route: '/credentials/issue' };
    const grown =
      (after.value('kpa_http_requests_total', issued) ?? 0) -
      (before.value('kpa_http_requests_total', issued) ?? 0);
    expect(grown).toBe(10);
    expect(after.value('kpa_workers')).toBe(2);
    expect(after.value('kpa_build_info')).toBe(1);
  });

  it('say since when the service runs, whoever was replaced since', async () => {
    const since = async () => (await scrape()).value('process_start_time_seconds');
    const [first = ''] = crew.output().split('\n');
    const { time } = z.object({ time: z.number() }).parse(JSON.parse(first));
    expect(await since()).toBeLessThanOrEqual(time / 1_000);
    expect(await since()).toBeGreaterThan(time / 1_000 - 600);
  });

  it('do not fall when a worker dies', async () => {
    const total = async () => (await scrape()).value('kpa_http_requests_total') ?? 0;
    const before = await total();
    const begun = crew.workers().length;
    process.kill(crew.workers().at(-1) ?? 0, 'SIGKILL');
    while ((await scrape()).value('kpa_workers') === 2) await wait(10);
    expect(await total()).toBeGreaterThanOrEqual(before);
    await crew.untilBegun(begun + 1);
    expect(await total()).toBeGreaterThanOrEqual(before);
  });
});
