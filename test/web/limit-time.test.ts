/** How much of our time one address gets: many quick requests, few slow ones. */
import { createServer, type Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { errorHandler } from '../../src/web/errors.ts';
import { limitTime } from '../../src/web/limits.ts';

let server: Server;
let origin: string;
beforeEach(async () => {
  const app = express();
  app.set('trust proxy', 1);
  app.post(
    '/verify/:milliseconds',
    limitTime({ time: 2_000, reserved: 500, least: 3 }),
    async (req, res) => {
      await wait(Number(req.params['milliseconds']));
      res.json({});
    },
  );
  app.use(errorHandler(pino({ level: 'silent' })));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function verify(milliseconds: number, from: string): Promise<number> {
  const answer = await fetch(`${origin}/verify/${milliseconds}`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': from, Connection: 'close' },
  });
  if (answer.status === 429) expect(answer.headers.get('retry-after')).toBe('60');
  return answer.status;
}

it('lets hundreds of quick ones through, one after the other', async () => {
  const statuses = new Set<number>();
  for (let at = 0; at < 200; at += 1) statuses.add(await verify(0, '10.1.0.1'));
  expect([...statuses]).toEqual([200]);
});

it('lets four of one address be under way at once, and goes on afterwards', async () => {
  const statuses = await Promise.all(Array.from({ length: 7 }, () => verify(100, '10.1.0.2')));
  expect(statuses.filter((status) => status === 200)).toHaveLength(4);
  expect(statuses.filter((status) => status === 429)).toHaveLength(3);
  expect(await verify(0, '10.1.0.2')).toBe(200);
});

it('counts what they took, and leaves others alone', async () => {
  // 4 × 410 ms are 1.64 s of 2: what is left is less than a request takes at first.
  await Promise.all(Array.from({ length: 4 }, () => verify(410, '10.1.0.3')));
  expect(await verify(0, '10.1.0.3')).toBe(429);
  expect(await verify(0, '10.1.0.4')).toBe(200);
});
