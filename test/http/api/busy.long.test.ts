/** What a program is told when there is too much to do: when to come back, and how (docs/adr/0020). */
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createThreads } from '../../../src/threads/threads.ts';
import { makeToken } from '../../support/visits/api.ts';
import {
  type Asked,
  askIn,
  expectProblem,
  HTML,
  JSON_BODY,
  post,
} from '../../support/visits/problem.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let authorization: { readonly Authorization: string };
beforeAll(async () => {
  // Nobody may wait for a thread, so whoever needs one is told that we are busy.
  const waiting = { perClient: 0, inAll: 0 };
  const options = { waiting, mostInPlace: 0 };
  world = await createWorld({ threads: createThreads(pino({ level: 'silent' }), options) });
  authorization = { Authorization: `Bearer ${await makeToken(world, world.hautsPres)}` };
});
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  await world.services.threads.close();
  await world.destroy();
});

const ask = askIn(() => world);

function expectWait(answer: Asked, status: number, detail: RegExp): void {
  expectProblem(answer, status, detail);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

it.each([
  ['/api/verify', '{"a":1}'],
  ['/credentials/verify', '{"verifiableCredential":{}}'],
  ['/presentations/verify', '{"verifiablePresentation":{}}'],
  ['/credentials/issue', '{"credential":{}}'],
])('%s says that others wait already', async (path, body) => {
  for (const headers of [JSON_BODY, { ...JSON_BODY, ...HTML }]) {
    expectWait(await ask(path, post(body), { ...headers, ...authorization }), 503, /^Many badges/);
  }
});

it('says that one address has asked a lot, before it is known who asks', async () => {
  const from = { 'X-Forwarded-For': '10.8.0.1' };
  const asked = await Promise.all(
    Array.from({ length: 620 }, () => ask('/credentials/issue', post('{}'), from)),
  );
  const refused = asked.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  for (const answer of refused) expectWait(answer, 429, /^This is a lot/);
});

it('says that the minute of one address is used up, whatever it goes on with', async () => {
  // However slow the machine is, the minute does not end.
  vi.useFakeTimers({ toFake: ['performance'] });
  const from = { 'X-Forwarded-For': '10.8.1.1', ...HTML };
  const next = () => ask('/api/verify', post(''), from);
  // The least that a request counts, until nothing is left.
  for (let at = 0; at < 200; at += 1) {
    const statuses = (await Promise.all(Array.from({ length: 10 }, next))).map((one) => one.status);
    expect(new Set(statuses)).toEqual(new Set([400]));
  }
  for (const path of ['/api/verify', '/credentials/verify', '/presentations/verify']) {
    expectWait(await ask(path, post(''), from), 429, /^This is a lot/);
  }
});

it('says that many requests of one address are under way', async () => {
  const from = { 'X-Forwarded-For': '10.8.2.1', ...HTML };
  const letGo = new AbortController();
  const held = holdAll('/api/verify', letGo.signal, from);
  const until = Date.now() + 5_000;
  let answer = await ask('/api/verify', post(''), from);
  while (answer.status !== 429 && Date.now() < until) {
    answer = await ask('/api/verify', post(''), from);
  }
  letGo.abort();
  await Promise.all(held);
  expectWait(answer, 429, /^Several verifications/);
});

it('says so also of forms that do not end, before any of them is read', async () => {
  const from = {
    'X-Forwarded-For': '10.8.3.1',
    'Content-Type': 'application/x-www-form-urlencoded',
    Origin: world.config.publicUrl,
  };
  const letGo = new AbortController();
  const held = holdAll('/verifier', letGo.signal, from);
  await vi.waitUntil(
    async () => (await ask('/verifier', post('source='), from)).status === 429,
    5_000,
  );
  letGo.abort();
  expect(await Promise.all(held)).toHaveLength(16);
});

/** As many as one client may have: their bodies do not end, they are under way until they are let go. */
const holdAll = (path: string, signal: AbortSignal, from: Readonly<Record<string, string>>) =>
  Array.from({ length: 16 }, () =>
    ask(path, { method: 'POST', body: endless(), signal, duplex: 'half' }, from).catch(
      () => undefined,
    ),
  );

const endless = () =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(new Uint8Array(10));
    },
  });
