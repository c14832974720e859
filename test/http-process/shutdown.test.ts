import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestServer, startServer } from '../support/programs/process.ts';
import { createVisitor } from '../support/visitor.ts';
import { sendHalf, untilRefused } from './half-sent.ts';

let folder: string;
let server: TestServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
});

afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/**
 * Times in milliseconds: how long it serves on, at least and for connections from before; waits for
 * requests; waits for the store.
 */
async function startFixture(
  ...times: [notice: number, leave: number, drain: number, store: number]
) {
  server = await startServer('test/http-process/fixture-server.ts', {
    env: { DATA_DIR: folder },
    args: times.map(String),
  });
}

function badge(name: string): FormData {
  const body = new FormData();
  body.append('source', JSON.stringify({ name, '@context': [], type: ['OpenBadgeCredential'] }));
  return body;
}

describe('The service, asked to end', () => {
  it('takes nothing new, answers what is under way, closes the store and leaves', async () => {
    server = await startServer('src/server.ts', { env: { DATA_DIR: folder } });
    const underWay = await sendHalf(server.url);
    server.signal('SIGTERM');
    await untilRefused(server.url);
    expect(await underWay.finish()).toMatch(/^HTTP\/1\.1 303 /);
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(server.output()).toContain('"msg":"Closed"');
  });

  it('says first that it is not ready, and serves on', async () => {
    await startFixture(60_000, 0, 0, 0);
    server.signal('SIGTERM');
    const readiness = async () => (await fetch(`${server.url}/health/ready`)).status;
    while ((await readiness()) === 200) await wait(10);
    expect(await readiness()).toBe(503);
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    expect((await fetch(server.url)).status).toBe(200);
  });

  it('twice by the same signal, answers what is under way all the same', async () => {
    await startFixture(0, 0, 10_000, 10_000);
    const underWay = await sendHalf(server.url);
    for (const name of ['SIGTERM', 'SIGTERM', 'SIGINT', 'SIGINT'] as const) {
      server.signal(name);
      await untilRefused(server.url);
    }
    expect(await underWay.finish()).toMatch(/^HTTP\/1\.1 303 /);
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it('from the keyboard too, does not wait for ever for a client that never finishes', async () => {
    await startFixture(0, 0, 100, 10_000);
    const stuck = await sendHalf(server.url);
    server.signal('SIGINT');
    expect(await stuck.cutOff()).toBe('');
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it('does not wait for ever for a verification either', async () => {
    await startFixture(0, 0, 500, 10_000);
    const visitor = createVisitor(server.url, server.url);
    const begun = await visitor.post('/verifier', badge(''));
    expect(begun.status).toBe(200);
    const stuck = visitor.post('/verifier', badge('for ever'));
    const cutOff = expect(stuck).rejects.toThrow();
    await wait(300);
    server.signal('SIGTERM');
    await cutOff;
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(server.output()).toContain('"msg":"Closed"');
  });

  it('leaves all the same when the store does not close, and says so', async () => {
    await startFixture(0, 0, 100, 100);
    await fetch(`${server.url}/slow-store`);
    server.signal('SIGTERM');
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.output()).toContain('did not close in time');
  });

  it('ends after an error that nobody caught, with a log line and without dropping a request', async () => {
    await startFixture(0, 0, 10_000, 10_000);
    const underWay = await sendHalf(server.url);
    expect(await (await fetch(`${server.url}/reject`)).text()).toBe('rejected');
    await untilRefused(server.url);
    expect(await underWay.finish()).toMatch(/^HTTP\/1\.1 303 /);
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.output()).toMatch(/"level":60.*nobody caught this.*unhandledRejection/);
  });
});
