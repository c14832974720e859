/** How much work one client may have done: counted, not timed, so that no clock is in these tests. */
import { createServer, type Server } from 'node:http';
import express from 'express';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadLanguages } from '../../../src/language/languages.ts';
import { errorHandler } from '../../../src/web/errors.ts';
import { createWorkAccounts } from '../../../src/web/limits/work-accounts.ts';
import { clientOf, limitWork } from '../../../src/web/limits/work-budget.ts';

const languages = loadLanguages('languages');
let server: Server;
let origin: string;
let now: number;
/** Requests that are under way, and how each is ended. */
let open: (() => void)[];

beforeEach(async () => {
  now = 0;
  open = [];
  const app = express();
  app.set('trust proxy', 1);
  app.use(
    limitWork(
      createWorkAccounts(() => now),
      { values: 1_000, least: 10, atOnce: 3 },
    ),
  );
  app.post('/work/:values', (req, res) => {
    clientOf(req).spend(Number(req.params.values));
    res.json({});
  });
  app.post('/wait', (_req, res) => {
    open.push(() => res.json({}));
  });
  app.post('/work-on', (req, res) => {
    open.push(clientOf(req).hold());
    res.json({});
  });
  app.use(errorHandler({ log: pino({ level: 'silent' }), languages, publicUrl: '' }));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function post(path: string, from: string, signal?: AbortSignal) {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': from, Connection: 'close' },
    ...(signal && { signal }),
  });
  await answer.text();
  return { status: answer.status, retryAfter: answer.headers.get('retry-after') };
}
const statusOf = async (path: string, from: string) => (await post(path, from)).status;
const underWay = (count: number) =>
  vi.waitUntil(() => open.length === count, { interval: 5, timeout: 20_000 });

it('is as many small requests as fit into the minute', async () => {
  const statuses: number[] = [];
  for (let at = 0; at < 102; at += 1) statuses.push(await statusOf('/work/0', '10.1.0.1'));
  expect(statuses.filter((status) => status === 200)).toHaveLength(100);
  expect(statuses.slice(100)).toEqual([429, 429]);
});

it('is a few large ones, of one client alone', async () => {
  expect(await statusOf('/work/500', '2001:db8:1:1::1')).toBe(200);
  expect(await statusOf('/work/500', '2001:db8:1:1::2')).toBe(200);
  now = 20_500;
  expect(await post('/work/0', '2001:db8:1:1::3')).toEqual({ status: 429, retryAfter: '40' });
  expect(await statusOf('/work/0', '2001:db8:1:2::1')).toBe(200);
});

it('begins anew with each minute', async () => {
  await post('/work/2000', '10.1.0.3');
  now = 59_999;
  expect(await statusOf('/work/0', '10.1.0.3')).toBe(429);
  now = 60_000;
  expect(await statusOf('/work/0', '10.1.0.3')).toBe(200);
});

it('costs nothing to wait, however long', async () => {
  const waiting = post('/wait', '10.1.0.4');
  await underWay(1);
  now = 50_000;
  for (let at = 0; at < 50; at += 1) expect(await statusOf('/work/0', '10.1.0.4')).toBe(200);
  open.forEach((end) => {
    end();
  });
  expect((await waiting).status).toBe(200);
});

it('is so much at once, also when the client does not wait for the answer', async () => {
  const leaving = new AbortController();
  const staying = post('/wait', '10.1.0.5');
  await underWay(1);
  const gone = post('/wait', '10.1.0.5', leaving.signal).catch(() => 'left');
  await underWay(2);
  await post('/work-on', '10.1.0.5');
  expect(await post('/wait', '10.1.0.5')).toEqual({ status: 429, retryAfter: '10' });
  expect(await statusOf('/work/0', '10.1.0.6')).toBe(200);
  leaving.abort();
  expect(await gone).toBe('left');
  await vi.waitUntil(async () => (await statusOf('/work/0', '10.1.0.5')) === 200, {
    interval: 5,
    timeout: 20_000,
  });
  const again = post('/wait', '10.1.0.5');
  await underWay(4);
  expect(await statusOf('/work/0', '10.1.0.5')).toBe(429);
  const [endStaying, , endWork, endAgain] = open;
  endWork?.();
  expect(await statusOf('/work/0', '10.1.0.5')).toBe(200);
  endStaying?.();
  endAgain?.();
  expect((await Promise.all([staying, again])).map(({ status }) => status)).toEqual([200, 200]);
});
