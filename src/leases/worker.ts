/**
 * What every process does for what is due (letters, lists of badges): takes some of it, a few at once, and
 * works on each. Who takes one puts off when it is due, by a replacement that one alone of all processes gets
 * through: so a process that dies with one in hand lets it go some time later (docs/adr/0035).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Identified, ifRefused, type Stored } from '../storage/store.ts';

export interface Worker {
  /** From now on by itself, whenever something is due. */
  readonly start: () => void;
  /** Something will be due in so many milliseconds. */
  readonly expect: (milliseconds: number) => void;
  /** Works on what is due, and resolves when that is done. */
  readonly workDue: () => Promise<void>;
  /** Works on what is due once more, for as long as `pace` says; what is under way then is let go. */
  readonly stop: () => Promise<void>;
}

export interface WorkerParts<T extends Identified> {
  /** What is due before an instant, the longest first. */
  readonly find: (before: string, limit: number) => Promise<readonly Stored<T>[]>;
  /** Puts it off, by a replacement: rejects with VERSION_CONFLICT where somebody else was faster. */
  readonly hold: (row: Stored<T>, dueAt: string) => Promise<Stored<T>>;
  readonly attempt: (row: Stored<T>, stopping: AbortSignal) => Promise<void>;
  readonly pace: Pace;
  readonly clock: () => Date;
  readonly log: Logger;
  /** For the log, where the store did not answer. */
  readonly failure: string;
}

/** In milliseconds, but for `atOnce`. */
interface Pace {
  /** In hand at a time. */
  readonly atOnce: number;
  /** Longer than an attempt takes. */
  readonly held: number;
  /** What of the end of the service it may take (`src/closing.ts`). */
  readonly last: number;
  /** What is due so soon is worked on at that end, too. */
  readonly ahead: number;
}

/** How often a process looks for what others have left. */
const EVERY = 5_000;

export function createWorker<T extends Identified>(parts: WorkerParts<T>): Worker {
  const { find, hold, attempt, pace, clock, log, failure } = parts;
  // Lines on what is worked on are none of the request that happened to wake the worker.
  const outside = AsyncLocalStorage.snapshot();
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  let every: NodeJS.Timeout | undefined;
  let ahead = 0;
  let wakes = 0;
  let seen = 0;
  let filling: Promise<void> | undefined;

  async function take(): Promise<Stored<T> | undefined> {
    const now = clock().getTime();
    const before = new Date(now + ahead + 1).toISOString();
    const items = await find(before, pace.atOnce);
    const dueAt = new Date(now + pace.held).toISOString();
    for (const row of items) {
      const mine = await ifRefused(hold(row, dueAt), 'VERSION_CONFLICT', () => undefined);
      if (mine) return mine;
    }
    // Others were faster with all of these; behind them there may be more.
    return items.length === pace.atOnce ? take() : undefined;
  }

  async function fill(): Promise<void> {
    while (underWay.size < pace.atOnce && !stopping.signal.aborted) {
      const row = await take();
      if (!row) return;
      const work = attempt(row, stopping.signal).catch(report);
      underWay.add(work);
      void work.then(() => {
        underWay.delete(work);
        void wake();
      });
    }
  }

  /** Whoever wakes it while it fills has it look once more. */
  async function fillAsWoken(): Promise<void> {
    try {
      while (seen < wakes) {
        seen = wakes;
        await fill();
      }
    } catch (error) {
      report(error);
    } finally {
      filling = undefined;
    }
  }

  function wake(): Promise<void> {
    wakes += 1;
    return (filling ??= outside(fillAsWoken));
  }

  /** The store did not answer. The next look tries again. */
  function report(error: unknown): void {
    log.error({ err: error }, failure);
  }

  async function workDue(): Promise<void> {
    await wake();
    while (underWay.size > 0) {
      await Promise.race(underWay);
      await wake();
    }
  }

  return {
    start() {
      every = setInterval(() => void wake(), EVERY).unref();
      void wake();
    },
    expect(milliseconds) {
      // A timer may be a little early, as the clock goes.
      if (every) setTimeout(() => void wake(), milliseconds + 5).unref();
    },
    workDue,
    async stop() {
      if (!every) return;
      clearInterval(every);
      ahead = pace.ahead;
      await Promise.race([workDue(), wait(pace.last, undefined, { ref: false })]);
      stopping.abort();
      await filling;
      await Promise.all(underWay);
    },
  };
}
