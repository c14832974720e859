/** Whose task gets a thread, when there are more tasks than threads: nothing here depends on time. */
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/configured.ts';
import type { ThreadOptions } from '../../src/threads/thread-options.ts';
import { createThreads, type Threads } from '../../src/threads/threads.ts';
import { say } from '../../src/language/message.ts';
import { HttpError } from '../../src/problems/http-error.ts';
import type { Client } from '../../src/threads/client.ts';
import { withinRequest } from '../../src/web/requests/request-context.ts';
import { compiledUrl } from '../support/programs/compiled.ts';
import { createTestClient } from '../support/visits/client.ts';
import { createGate, failingTask, type Gate, heldTask, openGate } from './held-tasks.ts';

const program = compiledUrl('test/threads/held-tasks.ts');
const gates: Gate[] = [];
let threads: Threads;
let done: string[] = [];
let logged: string[] = [];
const log = createLog({ logLevel: 'warn' }, { write: (line: string) => logged.push(line) });

afterEach(async () => {
  gates.splice(0).forEach(openGate);
  await threads.close();
});

/** With one thread that is ready: what waits for one that starts is another matter. */
async function start(options: Partial<ThreadOptions> = {}): Promise<void> {
  threads = createThreads(log, { program, milliseconds: 60_000, ...options });
  await pass('first of all', createTestClient('first'));
  done = [];
  logged = [];
}

/** A task that runs until its gate is opened, or only passes if it is already. */
function hold(name: string, client: Client, { isBrief = false, isOpen = false } = {}) {
  const gate = createGate();
  if (isOpen) openGate(gate);
  gates.push(gate);
  const result = threads.run(heldTask, { name, gate }, { client, isBrief });
  const outcome = result.then(
    (text) => {
      done.push(name);
      return text;
    },
    (error: unknown) => (error instanceof HttpError ? error.code : String(error)),
  );
  return { gate, outcome };
}

const pass = (name: string, client: Client, isBrief = false) =>
  hold(name, client, { isBrief, isOpen: true }).outcome;

it('what is logged of a task bears the id of its request, whoever freed the thread', async () => {
  await start({ threads: 1, milliseconds: 300 });
  const first = withinRequest({ requestId: 'first' }, () => hold('first', createTestClient('a')));
  const second = withinRequest({ requestId: 'second' }, () =>
    hold('for ever', createTestClient('b')),
  );
  openGate(first.gate);
  expect(await second.outcome).toBeUndefined();
  expect(logged.map((line): unknown => JSON.parse(line))).toMatchObject([
    { msg: 'A task took more time or memory than it may', requestId: 'second' },
  ]);
});

it('how busy they are can be asked at any time', async () => {
  await start({ threads: 2 });
  expect(threads.load()).toEqual({ busy: 0, threads: 2, waiting: 0 });
  const held = hold('held', createTestClient('a'));
  const waiting = hold('waiting', createTestClient('b'));
  await expect.poll(threads.load, { interval: 5 }).toEqual({ busy: 1, threads: 2, waiting: 1 });
  openGate(held.gate);
  openGate(waiting.gate);
  await Promise.all([held.outcome, waiting.outcome]);
  await expect.poll(threads.load, { interval: 5 }).toEqual({ busy: 0, threads: 2, waiting: 0 });
});

describe('one client with many tasks', () => {
  const flood = createTestClient('flood');
  const other = createTestClient('other');

  it('leaves a thread to the others', async () => {
    await start({ threads: 3 });
    const floods = Array.from({ length: 10 }, (_, at) => hold(`flood ${at}`, flood));
    expect(await pass('other', other)).toBe('other');
    expect(done).toEqual(['other']);
    for (const { gate } of floods) openGate(gate);
    await Promise.all(floods.map(({ outcome }) => outcome));
    expect(done).toHaveLength(11);
  });

  it('waits with most of them until the others had a turn', async () => {
    await start({ threads: 1 });
    const first = hold('first', flood);
    const all = ['flood 1', 'flood 2', 'flood 3'].map((name) => pass(name, flood));
    all.push(pass('other 1', other), pass('third', createTestClient('third')));
    openGate(first.gate);
    await Promise.all(all);
    expect(done.indexOf('other 1')).toBeLessThan(done.indexOf('flood 2'));
    expect(done.indexOf('third')).toBeLessThan(done.indexOf('flood 2'));
  });

  it('is refused itself when too much waits, and not whoever comes after', async () => {
    await start({ threads: 1, waiting: { perClient: 3, inAll: 4 } });
    const first = hold('first', flood);
    const floods = ['1', '2', '3', '4'].map((name) => pass(name, flood));
    expect(await floods[3]).toBe('BUSY');
    const others = [pass('a', other), pass('b', createTestClient('b'))];
    expect(await floods[2]).toBe('BUSY');
    openGate(first.gate);
    expect(await Promise.all(others)).toEqual(['a', 'b']);
    expect(await Promise.all(floods)).toEqual(['1', '2', 'BUSY', 'BUSY']);
  });

  it('is refused once its minute is used up, also what waited already', async () => {
    await start({ threads: 1 });
    let left = 2;
    const poor: Client = {
      ...createTestClient('poor'),
      spend: () => (left -= 1),
      refuseIfSpent: () =>
        left > 0
          ? Promise.resolve()
          : Promise.reject(new HttpError('TOO_MANY', say('limit.too-much'))),
    };
    const outcomes = ['1', '2', '3', '4'].map((name) => pass(name, poor));
    outcomes.push(pass('other', other));
    expect(await Promise.all(outcomes)).toEqual(['1', '2', 'TOO_MANY', 'TOO_MANY', 'other']);
  });
});

describe('the thread that is kept for what is brief', () => {
  const clients = ['a', 'b', 'c', 'd', 'e', 'f'].map(createTestClient);

  it('is there while others hold all the rest', async () => {
    await start({ threads: 3 });
    for (const [at, client] of clients.entries()) hold(`client ${at}`, client);
    for (const name of ['one', 'two', 'three']) {
      expect(await pass(name, createTestClient('known'), true)).toBe(name);
    }
    expect(done).toEqual(['one', 'two', 'three']);
  });

  it('is given back by what was not brief, which has its turn among all', async () => {
    await start({ threads: 2, briefly: 200 });
    const client = createTestClient('liar');
    const late = hold('late', createTestClient('late'));
    const lie = hold('lie', client, { isBrief: true });
    expect(await pass('known', createTestClient('known'), true)).toBe('known');
    openGate(late.gate);
    openGate(lie.gate);
    expect(await lie.outcome).toBe('lie');
    // 200 ms at five values each, and what it said itself.
    expect(client.spent()).toBe(1_007);
  });
});

describe('the two lines', () => {
  it.each([
    ['a brief task', true],
    ['a task that is not brief', false],
  ])('are apart: %s is taken and done while the line of the others is full', async (_, isBrief) => {
    await start({ threads: 1, briefly: 60_000, waiting: { perClient: 1, inAll: 2 } });
    const first = hold('first', createTestClient('under way'), { isBrief: !isBrief });
    const others = ['a', 'b', 'c'].map((name) => pass(name, createTestClient(name), !isBrief));
    expect(await others[2]).toBe('BUSY');
    const one = pass('one', createTestClient('one'), isBrief);
    openGate(first.gate);
    expect(await one).toBe('one');
    expect(await Promise.all(others)).toEqual(['a', 'b', 'BUSY']);
  });
});

describe('a task', () => {
  const client = createTestClient('one');

  it('counts what it spends', async () => {
    await start({ threads: 1 });
    const mine = createTestClient('mine');
    await pass('1', mine);
    await pass('2', mine);
    expect(mine.spent()).toBe(14);
  });

  it('that throws has no result, and the next has one', async () => {
    await start({ threads: 1 });
    expect(await threads.run(failingTask, 'thrown', { client })).toBeUndefined();
    expect(await pass('next', client)).toBe('next');
  });

  it('has no result when no thread can start', async () => {
    await start({ threads: 1 });
    const broken = createThreads(pino({ level: 'silent' }), {
      program: new URL('data:text/javascript,throw new Error()'),
    });
    const given = { name: 'one', gate: createGate() };
    expect(await broken.run(heldTask, given, { client })).toBeUndefined();
  });

  it('has no result when all end, and none begins afterwards', async () => {
    await start({ threads: 1 });
    const outcomes = [hold('under way', client).outcome, pass('waiting', client)];
    await threads.close();
    expect(await Promise.all([...outcomes, pass('late', client)])).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('keeps the request of its client under way until it ends', async () => {
    await start({ threads: 1 });
    let held = 0;
    const counted: Client = {
      ...client,
      hold() {
        held += 1;
        return () => (held -= 1);
      },
    };
    const { gate, outcome } = hold('one', counted);
    expect(held).toBe(1);
    openGate(gate);
    await outcome;
    expect(held).toBe(0);
  });
});
