/** What the log says of each request: one id, which people are shown too; how it went; its trace. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../../src/app.ts';
import { readBuild, wordOf } from '../../../src/build.ts';
import { createHttpServer } from '../../../src/http-server.ts';
import { say } from '../../../src/language/message.ts';
import { HttpError } from '../../../src/problems/http-error.ts';
import { listen, threads, type World, createWorld } from '../../support/world.ts';

/** What a thread does of a verification: nothing, and what is thrown is what a test says. */
let thrown: Error;
let world: World;
beforeAll(async () => {
  world = await createWorld({
    threads: { ...threads, mostInPlace: 0, run: () => Promise.reject(thrown) },
    mailer: { send: () => Promise.reject(new Error('no such server')) },
  });
});
afterAll(() => world.destroy());
beforeEach(() => {
  world.logged.length = 0;
  thrown = new Error('a bug');
});

const line = z.looseObject({ level: z.int(), msg: z.string(), requestId: z.string().optional() });

const lines = () => world.logged.map((text) => line.parse(JSON.parse(text)));
const requestLines = () => lines().filter(({ msg }) => msg === 'request');

/** The one request of a test, once it is over. */
async function requestLine() {
  await expect.poll(() => requestLines().length, { interval: 5 }).toBe(1);
  return requestLines()[0];
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const FORM = 'application/x-www-form-urlencoded';
const GIVEN = 'a7e1f0c2b94d.proxy_1-x';

const inParts = new FormData();
inParts.append('source', '{}');
inParts.append('file', new File(['x'.repeat(100_000)], 'badge.png', { type: 'image/png' }));

const bodies = {
  'as it is': '{}',
  'in a form in parts': inParts,
  'in a form': new URLSearchParams({ source: '{}' }),
};

describe('the id of a request', () => {
  it.each(Object.entries(bodies))(
    'is the one that the proxy gave, on every line and in the answer, with a body %s',
    async (_, body) => {
      const headers = { 'X-Request-Id': GIVEN, Accept: 'application/json' };
      const call = { method: 'POST', headers, body };
      const answer = await world.visitor().send('/api/verify', call);
      expect(answer.headers.get('x-request-id')).toBe(GIVEN);
      expect(JSON.parse(answer.html)).toMatchObject({
        code: 'UNEXPECTED',
        instance: `https://badges.example/requests/${GIVEN}`,
      });
      expect(answer.html).toContain(`tell us this number: ${GIVEN}`);
      await requestLine();
      expect(lines().map(({ msg, requestId }) => [msg, requestId])).toEqual([
        ['unexpected error', GIVEN],
        ['request', GIVEN],
      ]);
    },
  );

  it.each([
    ['none', undefined],
    ['one that is no word', 'a b c d e f g'],
    ['markup', '<b>12345678</b>'],
    ['one too short to be one', '1234567'],
    ['one too long', 'x'.repeat(101)],
    ['two', `${GIVEN}, ${GIVEN}`],
    ['a letter beyond ASCII', 'é1234567890'],
  ])('is a new one where the proxy gave %s', async (_, given) => {
    const headers = given === undefined ? {} : { 'X-Request-Id': given };
    const answer = await world.visitor().send('/badges', { headers });
    const id = answer.headers.get('x-request-id');
    expect(id).toMatch(UUID);
    expect(await requestLine()).toMatchObject({ requestId: id });
  });

  it('is taken from nobody where no proxy stands before us', async () => {
    const server = createHttpServer(createApp({ ...world.services, trustedProxies: 0 }), {
      publicUrl: world.config.publicUrl,
    });
    const origin = await listen(server);
    const headers = { 'X-Request-Id': GIVEN, Connection: 'close' };
    const answer = await fetch(`${origin}/badges`, { headers });
    expect(answer.headers.get('x-request-id')).toMatch(UUID);
    server.close();
  });

  it('leads to what became of a letter, whose lines bear no request', async () => {
    const headers = { 'X-Request-Id': GIVEN, Origin: world.config.publicUrl };
    const body = new URLSearchParams({ email: world.awa.email ?? '' });
    await world.visitor().send('/connexion', { method: 'POST', headers, body });
    const asked = lines().find(({ msg }) => msg === 'A letter is in the outbox');
    expect(asked).toMatchObject({ requestId: GIVEN });
    const waits = () => lines().filter(({ msg }) => msg === 'A letter waits for another try');
    await expect.poll(() => waits().map(({ letter }) => letter)).toEqual([asked?.['letter']]);
    expect(waits().map(({ requestId }) => requestId)).toEqual([undefined]);
  });

  it.each([
    ['is not there', '/nulle-part'],
    ['is for others', '/personnes'],
  ])('is what a person reads on a page that %s', async (_, path) => {
    const awa = await world.signIn(world.awa);
    const page = await awa.get(path);
    const id = page.headers.get('x-request-id') ?? '';
    expect(page.text).toContain(`Pour nous en parler, donnez ce numéro : ${id}`);
    expect(id).toMatch(UUID);
  });

  it('is what a person reads once, where we are at fault', async () => {
    const page = await world.visitor().post('/verifier', { source: '{"a":1}' });
    const id = page.headers.get('x-request-id') ?? '';
    expect(page.status).toBe(500);
    expect(page.text.split(id)).toHaveLength(2);
    expect(page.text).toContain(`donnez-nous ce numéro : ${id}`);
  });
});

describe('the line of a request', () => {
  it.each([
    ['/badges', 30, '/badges', 200],
    ['/k/hauts-pres?x=1', 30, '/k/:slug', 200],
    ['/p/AAAAAAAAAAAAAAAAAAAAAA', 30, '/p/:token', 404],
    ['/k/nulle-part/did.json', 30, '/k/:slug/did.json', 404],
    ['/connexion/lien/AAAAAAAAAAAAA', 30, '/connexion/lien/:token', 410],
    ['/nulle-part/1234', 30, 'none', 404],
    ['/API/nulle-part', 30, 'none', 404],
    ['/assets/0000/styles.css', 30, '/assets/*', 404],
  ])('of %s has level %i, the pattern %s, and %i', async (path, level, route, status) => {
    await world.visitor().send(path);
    expect(await requestLine()).toMatchObject({ level, route, status, method: 'GET' });
  });

  it.each([
    ['a bug', () => new Error('a bug'), 50, 500, 'UNEXPECTED'],
    ['busy', () => new HttpError('BUSY', say('limit.busy')), 40, 503, 'BUSY'],
    ['too much', () => new HttpError('TOO_MANY', say('limit.busy')), 40, 429, 'TOO_MANY'],
    ['a conflict', () => new HttpError('CONFLICT', say('limit.busy')), 30, 409, 'CONFLICT'],
  ])('has the level of what happened: %s', async (_, error, level, status, code) => {
    thrown = error();
    await world.visitor().send('/api/verify', { method: 'POST', body: '{}' });
    expect(await requestLine()).toMatchObject({ level, status, code, route: '/api/verify' });
  });

  it('is there when its client went away before the answer', async () => {
    const { hostname, port } = new URL(world.origin);
    const socket = connect(Number(port), hostname);
    const head = ['POST /verifier HTTP/1.1', `Host: ${hostname}`, `X-Request-Id: ${GIVEN}`];
    head.push(`Origin: ${world.config.publicUrl}`, 'Expect: 100-continue', 'Content-Length: 9');
    socket.write(`${head.join('\r\n')}\r\nContent-Type: ${FORM}\r\n\r\n`);
    // « 100 Continue »: the request is under way.
    await once(socket, 'data');
    socket.destroy();
    const said = await requestLine();
    expect(said).toMatchObject({ level: 30, aborted: true, route: '/verifier', requestId: GIVEN });
    expect(said).not.toHaveProperty('status');
  });
});

describe('a trace (W3C Trace Context)', () => {
  const trace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', parentId: '00f067aa0ba902b7' };
  const words = `${trace.traceId}-${trace.parentId}`;

  it.each([
    ['00', `00-${words}-01`],
    ['a later version', `cc-${words}-00-more`],
  ])('is on every line: version %s', async (_, traceparent) => {
    await world
      .visitor()
      .send('/api/verify', { method: 'POST', body: '{}', headers: { traceparent } });
    await requestLine();
    expect(lines()).toHaveLength(2);
    for (const one of lines()) expect(one).toMatchObject(trace);
  });

  it.each([
    ['with a version that cannot be', `ff-${words}-01`],
    ['with more than its version has', `00-${words}-01-more`],
    ['with capitals', `00-${words.toUpperCase()}-01`],
    ['of zeros', `00-${'0'.repeat(32)}-${trace.parentId}-01`],
    ['whose parent is zeros', `00-${trace.traceId}-${'0'.repeat(16)}-01`],
    ['cut short', `00-${trace.traceId}-01`],
    ['that is none', 'hello'],
    ['given twice', `00-${words}-01, 00-${words}-01`],
  ])('%s is dropped', async (_, traceparent) => {
    await world.visitor().send('/badges', { headers: { traceparent } });
    const said = await requestLine();
    expect(said).toMatchObject({ status: 200 });
    expect(Object.keys(said ?? {})).not.toEqual(expect.arrayContaining(['traceId']));
    expect(Object.keys(said ?? {})).not.toEqual(expect.arrayContaining(['parentId']));
  });
});

describe('the build', () => {
  it('is said by ready, and on the first line of the log', async () => {
    const build = { version: '9.8.7', commit: '3f2a91c0d5e47788aa00bb11cc22dd33ee44ff55' };
    const other = await createWorld({ build });
    expect(JSON.parse(other.logged[0] ?? '')).toMatchObject(build);
    const answer = await other.visitor().send('/health/ready');
    expect(answer.headers.get('x-version')).toBe('9.8.7+3f2a91c0d5e4');
    await other.destroy();
  });

  it('is what package.json says, with the commit if whoever built it wrote it there', async () => {
    expect(readBuild('.').version).toMatch(/^\d+\.\d+\.\d+/);
    expect(wordOf(readBuild('.'))).toBe(readBuild('.').version);
    const folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
    await writeFile(join(folder, 'package.json'), '{"version":"1.0.0","gitHead":"3f2a91c"}');
    expect(readBuild(folder)).toEqual({ version: '1.0.0', commit: '3f2a91c' });
    await rm(folder, { recursive: true });
  });
});
