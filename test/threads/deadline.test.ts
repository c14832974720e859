/** A deadline in time of the processor, with clocks that the test moves. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startDeadline } from '../../src/threads/deadline.ts';

/** Milliseconds for which this process ran. */
let worked: number;
let ended: boolean;
beforeEach(() => {
  worked = 0;
  ended = false;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.spyOn(process, 'cpuUsage').mockImplementation((before = { user: 0, system: 0 }) => ({
    user: worked * 1000 - before.user,
    system: -before.system,
  }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const start = () =>
  startDeadline(1_000, () => {
    ended = true;
  });

function pass(milliseconds: number, share: number): void {
  worked += milliseconds * share;
  vi.advanceTimersByTime(milliseconds);
}

it('ends what runs all the time, after that time', () => {
  start();
  pass(999, 1);
  expect(ended).toBe(false);
  pass(1, 1);
  expect(ended).toBe(true);
});

it('is later where the machine has little time for us', () => {
  start();
  for (let second = 0; second < 4; second += 1) pass(1_000, 0.2);
  expect(ended).toBe(false);
  pass(1_100, 0.2);
  expect(ended).toBe(true);
});

it('is not sooner where several of our threads run', () => {
  start();
  pass(999, 4);
  expect(ended).toBe(false);
  pass(1, 4);
  expect(ended).toBe(true);
});

it('comes also for what does not run at all', () => {
  start();
  pass(5_900, 0);
  expect(ended).toBe(false);
  pass(1_100, 0);
  expect(ended).toBe(true);
});

it('does not come once it is called off', () => {
  const callOff = start();
  pass(1_500, 0);
  callOff();
  pass(60_000, 1);
  expect(ended).toBe(false);
});
