/** A new version comes: nobody who keeps a connection loses a request (docs/adr/0034). */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startProcess, type TestServer, startServer } from '../support/programs/process.ts';
import { createKeptClient, type Fate, type KeptClient, tally } from './keep-alive.ts';

const CLIENTS = 200;
const ALIVE = '/health/live';

let folder: string;
let server: TestServer;
let clients: readonly KeptClient[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
});
afterEach(async () => {
  for (const client of clients) client.end();
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Each has had an answer, and kept its connection. */
async function connect(): Promise<void> {
  clients = Array.from({ length: CLIENTS }, () => createKeptClient(server.url));
  expect(tally(await askAll())).toEqual({ kept: CLIENTS });
}

const askAll = (): Promise<readonly Fate[]> => Promise.all(clients.map((one) => one.ask(ALIVE)));

async function untilNotReady(): Promise<void> {
  while ((await fetch(`${server.url}/health/ready`)).status === 200) await wait(5);
}

it('a connection that idles when the end begins gets one more answer, which says so', async () => {
  server = await startServer('test/http-process/fixture-server.ts', {
    env: { DATA_DIR: folder },
    args: ['0', '60000', '10000', '10000'],
  });
  await connect();
  server.signal('SIGTERM');
  await untilNotReady();
  expect(tally(await askAll())).toEqual({ last: CLIENTS });
  // Nobody is there any more: what is left of the minute is not waited for.
  expect(await server.ended).toEqual({ code: 0, signal: null });
});

it.each(['1', '2'])(
  '200 clients that never stop asking lose no request on a connection they kept (WORKERS=%s)',
  async (WORKERS) => {
    const secret = () => randomBytes(32).toString('base64');
    const env = {
      ...{ DATA_DIR: folder, LOG_LEVEL: 'info', NODE_ENV: 'production' },
      ...{ PUBLIC_URL: 'https://badges.example', MASTER_KEY: secret(), APP_SECRET: secret() },
    };
    const args = ['create-kpa', '--slug', 'hauts-pres', '--name', 'KPA des Hauts-Prés'];
    args.push('--place', 'Villeneuve', '--description', 'Cuisine.', '--person', 'Nadia Roche');
    await startProcess('src/admin.ts', { env, args }).ended;
    server = await startServer('src/server.ts', { env: { ...env, WORKERS } });
    await server.says(
      new RegExp(Array<string>(Number(WORKERS)).fill('KPA-Cité badges at').join('[^]*')),
    );
    await connect();
    const told: Fate[] = [];
    async function goOn(client: KeptClient): Promise<void> {
      for (;;) {
        const fate = await client.ask(ALIVE);
        told.push(fate);
        if (fate.startsWith('lost')) return;
        // Between two answers the connection idles, as those of people do.
        await wait(20);
      }
    }
    const all = Promise.all(clients.map(goOn));
    while (told.length < CLIENTS) await wait(5);
    server.signal('SIGTERM');
    await all;
    const { kept = 0, last = 0, ...lost } = tally(told);
    // Each ends with one that is refused, on a new connection, which goes to the next process.
    expect(lost).toEqual({ 'lost on a new connection': CLIENTS });
    expect(kept).toBeGreaterThan(0);
    expect(last).toBeGreaterThanOrEqual(CLIENTS);
    expect(await server.ended).toEqual({ code: 0, signal: null });
  },
);
