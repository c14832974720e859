/** The application on a MongoDB server that can be cut off, and comes back. */
import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openMongoose } from '../../src/storage/mongoose/open-mongoose.ts';
import { createWorld, type World } from '../support/world.ts';

const uri = process.env['MONGODB_URI'];

/** A way to the server that is cut at will, or on which nothing moves. */
async function createWay(to: URL) {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isFrozen = false;
  const way = createServer((socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    const further = connect(Number(to.port), to.hostname);
    for (const one of [socket, further]) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        socket.destroy();
        further.destroy();
      });
    }
    socket.pipe(further).pipe(socket);
    if (isFrozen) for (const one of [socket, further]) one.pause();
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
  const address = way.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port');
  return {
    uri: `mongodb://127.0.0.1:${address.port}/?serverSelectionTimeoutMS=200&connectTimeoutMS=300&heartbeatFrequencyMS=500&directConnection=true`,
    cut(now: boolean) {
      isCut = now;
      if (now) for (const socket of sockets) socket.destroy();
    },
    freeze(now: boolean) {
      isFrozen = now;
      for (const socket of sockets) {
        if (now) socket.pause();
        else socket.resume();
      }
    },
    close: () => way.close(),
  };
}

describe.skipIf(uri === undefined)('A MongoDB server that goes away', () => {
  const name = `test-away-${process.pid}`;
  let way: Awaited<ReturnType<typeof createWay>>;
  let world: World;
  beforeAll(async () => {
    way = await createWay(new URL(uri ?? ''));
    world = await createWorld({ database: await openMongoose({ uri: way.uri, name }) });
  });
  afterAll(async () => {
    way.cut(false);
    await world.services.store.close();
    await world.destroy();
    way.close();
    const connection = await mongoose.createConnection(uri ?? '', { dbName: name }).asPromise();
    await connection.dropDatabase();
    await connection.close();
  });

  const lines = (words: string) => world.logged.filter((line) => line.includes(words));

  async function readiness(): Promise<string> {
    world.passTime(1);
    const { status, html } = await world.visitor().send('/health/ready');
    return `${status} ${html}`;
  }

  it('or that takes connections and says nothing, is 503 as soon as it counts as gone', async () => {
    expect(await readiness()).toBe('200 ok');
    way.freeze(true);
    const page = await world.visitor().get('/k/hauts-pres');
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '10']);
    way.freeze(false);
    await vi.waitUntil(async () => (await readiness()) === '200 ok', { timeout: 20_000 });
    expect((await world.visitor().get('/k/hauts-pres')).status).toBe(200);
    world.logged.length = 0;
  });

  it('is 503 for people, programs and who watches, once in the log; then all is as before', async () => {
    expect(await readiness()).toBe('200 ok');
    way.cut(true);
    for (let times = 0; times < 3; times += 1) {
      const page = await world.visitor().get('/k/hauts-pres');
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '10']);
      expect(page.text).toContain('Réessayez dans une minute.');
    }
    const headers = { Accept: 'application/json' };
    const answer = await world.visitor().send('/k/hauts-pres/did.json', { headers });
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.html)).toMatchObject({ code: 'UNAVAILABLE', status: 503 });
    expect(await readiness()).toBe('503 not ready: storage');
    expect(lines('The storage is away')).toHaveLength(1);
    expect(lines('unexpected error')).toEqual([]);
    way.cut(false);
    await vi.waitUntil(async () => (await readiness()) === '200 ok', { timeout: 20_000 });
    expect((await world.visitor().get('/k/hauts-pres')).status).toBe(200);
    expect(lines('The storage answers again')).not.toHaveLength(0);
  });
});
