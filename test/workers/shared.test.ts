/** What workers have together, over a pipe: as if it were in the process, and free when one is gone. */
import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { type Channel, openChannel } from '../../src/workers/channel.ts';
import * as questions from '../../src/workers/questions.ts';
import { serveShared } from '../../src/workers/serve-shared.ts';
import { createShared, type Shared } from '../../src/workers/shared.ts';
import { throughPrimary } from '../../src/workers/through-primary.ts';

/** Two ends of one pipe, which carries what JSON carries. */
function createPipe(): { readonly ends: readonly [Channel, Channel]; readonly cut: () => void } {
  const ways = [new EventEmitter(), new EventEmitter()] as const;
  const end = (there: EventEmitter, here: EventEmitter) =>
    openChannel({
      send(message) {
        const text = JSON.stringify(message);
        setImmediate(() => here.emit('message', JSON.parse(text)));
      },
      onMessage: (listener) => there.on('message', listener),
      onGone: (listener) => there.once('gone', listener),
    });
  return {
    ends: [end(ways[0], ways[1]), end(ways[1], ways[0])],
    cut: () => {
      for (const way of ways) way.emit('gone');
    },
  };
}

interface Joined {
  readonly shared: Shared;
  readonly channel: Channel;
  die(): void;
}

function join(primary: Shared): Joined {
  const { ends, cut } = createPipe();
  const [ofPrimary, channel] = ends;
  const served = serveShared(primary);
  ofPrimary.answer(served.answerers);
  const die = () => {
    cut();
    served.release();
  };
  return { shared: throughPrimary(channel), channel, die };
}

const BOUNDS = { values: 100, least: 10, atOnce: 2 };

it('work of one client counts for all, and what one held is free when it is gone', async () => {
  const primary = createShared();
  const [one, other] = [join(primary), join(primary)];
  const open = ({ shared }: Joined) => shared.workAccounts.open('somebody', BOUNDS);
  expect([await open(one), await open(other)]).toEqual([undefined, undefined]);
  expect(await open(one)).toMatchObject({ why: 'at once' });
  other.die();
  expect(await open(one)).toBeUndefined();
  one.shared.workAccounts.close('somebody');
  expect(await open(one)).toBeUndefined();
  one.shared.workAccounts.spend('somebody', 60);
  const third = join(primary);
  expect(await third.shared.workAccounts.ifSpent('somebody', 100)).toMatchObject({ why: 'spent' });
  expect(await third.shared.workAccounts.ifSpent('nobody', 100)).toBeUndefined();
});

it('so do tries, the newest of what was seen, and what is damaged', async () => {
  const primary = createShared();
  const [one, other] = [join(primary).shared, join(primary).shared];
  const gate = { name: 'gate', times: 2, seconds: 60 };
  expect(await one.countFlood(gate, 'a')).toBeUndefined();
  expect(await other.countFlood(gate, 'a')).toBeUndefined();
  expect(await other.countFlood(gate, 'a')).toBeGreaterThan(0);
  expect(await other.countFlood(gate, 'b')).toBeUndefined();
  const [older, newer] = ['2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'];
  expect(await one.tellLatest('list', newer)).toBe(newer);
  expect(await other.tellLatest('list', older)).toBe(newer);
  await one.damage.tell(['a page']);
  expect(await other.damage.found()).toEqual(['a page']);
});

it('places at other issuers are one number, and a turn to write is one, also of who died', async () => {
  const primary = createShared();
  const [one, other] = [join(primary), join(primary)];
  const enter = ({ shared }: Joined, milliseconds: number) =>
    shared.fetchQuota.enter('issuer.example', 'somebody', milliseconds);
  const places = await Promise.all(
    [one, other, one, other, one, other].map((at) => enter(at, 100)),
  );
  expect(places.every((leave) => leave !== undefined)).toBe(true);
  expect(await enter(one, 1)).toBeUndefined();
  other.die();
  expect(await enter(one, 1)).toBeDefined();

  const dying = join(primary);
  await dying.shared.takeWriteTurn();
  const next = one.shared.takeWriteTurn();
  dying.die();
  (await next)();
});

it('who asks is told of a failure, and of an end', async () => {
  const { ends, cut } = createPipe();
  const [asking, answering] = ends;
  const asked = asking.ask(questions.findDamage, undefined);
  await expect(asked).rejects.toThrow('Nobody answers « find damage »');
  answering.answer([
    { name: questions.findDamage.name, answer: () => new Promise(() => undefined) },
  ]);
  const unanswered = asking.ask(questions.findDamage, undefined);
  cut();
  await expect(unanswered).rejects.toThrow('gone');
});
