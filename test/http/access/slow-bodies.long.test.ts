/** A body that never ends is ended, and nothing of it stays. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

/** As the service has it, and shorter: long enough still for whoever sends all at once. */
const PATIENCE = { request: 1_500, head: 1_000, every: 20 };
const FROM = '198.51.100.7';

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld({}, PATIENCE);
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
});
afterAll(() => world.destroy());

const MULTIPART = [
  'Content-Type: multipart/form-data; boundary=b',
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nhalf of it',
] as const;

/** Sends the head and a part of the body, then nothing. Resolves with what came back at the end. */
async function sendHalf(path: string, type: string, part: string): Promise<string> {
  const { hostname, port } = new URL(world.origin);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  let answer = '';
  socket.on('data', (chunk: string) => (answer += chunk)).on('error', () => undefined);
  const closed = once(socket, 'close');
  const head = [`POST ${path} HTTP/1.1`, `Host: ${hostname}`, `X-Forwarded-For: ${FROM}`];
  head.push(`Origin: ${world.config.publicUrl}`, type);
  socket.write(`${head.join('\r\n')}\r\nContent-Length: 100000\r\n\r\n${part}`);
  await closed;
  return answer;
}

/** Of an answer on the wire: problem+json that says the status that it has. */
function problemIn(answer: string): unknown {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 4\d\d .+^Content-Type: application\/problem\+json/ms);
  const problem: unknown = JSON.parse(body);
  expect(problem).toMatchObject({ status: Number(head.slice(9, 12)) });
  return problem;
}

async function verify(): Promise<number> {
  const answer = await fetch(`${world.origin}/api/verify`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': FROM, Connection: 'close' },
    body: jsonOf(scene.accepted),
  });
  return answer.status;
}

describe('half a request', () => {
  it('is answered and let go, to whatever it was sent', async () => {
    const halves: readonly (readonly [string, string, string])[] = [
      ['/verifier', ...MULTIPART],
      ['/api/verify', ...MULTIPART],
      ['/api/verify', 'Content-Type: image/png', 'half of it'],
      ['/credentials/verify', 'Content-Type: application/json', '{"verifiable'],
      ['/connexion', 'Content-Type: application/x-www-form-urlencoded', 'email=a'],
    ];
    for (const answer of await Promise.all(halves.map((half) => sendHalf(...half)))) {
      expect(problemIn(answer)).toMatchObject({ status: 408, code: 'TOO_SLOW' });
    }
  });

  it('from a browser is answered in its language, with what to do', async () => {
    const [type, part] = MULTIPART;
    const answer = await sendHalf('/verifier', `Accept: text/html\r\n${type}`, part);
    expect(answer).toMatch(/^HTTP\/1\.1 408 .+^Content-Type: text\/html/ms);
    expect(answer).toContain('Revenez en arrière, et envoyez de nouveau.');
    const english = `Accept: text/html\r\nAccept-Language: en\r\n${type}`;
    expect(await sendHalf('/verifier', english, part)).toContain('Go back, and send it again.');
    const api = await sendHalf('/api/verify', `Accept: text/html\r\n${type}`, part);
    expect(problemIn(api)).toMatchObject({ status: 408 });
  });

  it('takes no place from whoever sends a whole one, however many there were', async () => {
    const halves = Array.from({ length: 40 }, () => sendHalf('/verifier', ...MULTIPART));
    for (const answer of await Promise.all(halves)) {
      expect(answer).toMatch(/^HTTP\/1\.1 (408|429) /);
    }
    const verified = await Promise.all(Array.from({ length: 16 }, verify));
    expect(new Set(verified)).toEqual(new Set([200]));
    expect(world.logged.join('\n')).not.toContain('unexpected error');
  });

  it('is ended as a head too', async () => {
    const { hostname, port } = new URL(world.origin);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    let answer = '';
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    await once(socket, 'close');
    expect(problemIn(answer)).toMatchObject({ status: 408, code: 'TOO_SLOW' });
  });
});

describe('what is no request', () => {
  it.each([
    ['no HTTP at all', 'EHLO x\r\n\r\n', 400, 'BAD_REQUEST'],
    [
      'a head without end',
      `GET / HTTP/1.1\r\nCookie: ${'x'.repeat(40_000)}`,
      431,
      'HEAD_TOO_LARGE',
    ],
  ])('is answered as a problem: %s', async (_, sent, status, code) => {
    const { hostname, port } = new URL(world.origin);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    let answer = '';
    socket.on('data', (chunk: string) => (answer += chunk)).on('error', () => undefined);
    // On a connection that has had its answer, too.
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => answer).toMatch(/^HTTP\/1\.1 200 .+\r\n\r\n./s);
    answer = '';
    socket.write(sent);
    await once(socket, 'close');
    expect(problemIn(answer)).toMatchObject({ status, code });
  });
});
