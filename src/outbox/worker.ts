/**
 * What every process does for the outbox: takes the letters that are due, a few at once, and tries
 * each. Who takes one puts off when it is due, by a replacement that one alone of all processes gets
 * through: so a process that dies with a letter in hand lets it go a minute later.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ifRefused, type LetterRow, type Store, type Stored } from '../storage/store.ts';

export interface Worker {
  /** From now on by itself, whenever something is due. */
  start(): void;
  /** A letter will be due in so many milliseconds. */
  expect(milliseconds: number): void;
  /** Tries what is due, and resolves when that is done. */
  sendDue(): Promise<void>;
  /** Tries what is due once more, for some seconds at most; what is under way then is let go. */
  stop(): Promise<void>;
}

interface Parts {
  readonly store: Pick<Store, 'letters'>;
  readonly clock: () => Date;
  readonly log: Logger;
  /** See `attempt.ts`. */
  readonly attempt: (row: Stored<LetterRow>, stopping: AbortSignal) => Promise<void>;
}

/** In hand at a time: one server that is slow holds up few other letters. */
const AT_ONCE = 8;
/** Milliseconds. Longer than a sending takes. */
const HELD = 60_000;
/** How often a process looks for what others have left. */
const EVERY = 5_000;
/** What of the end of the service it may take (`src/closing.ts`). */
const LAST = 3_000;
/** Letters of the last moments, which wait only so that nothing shows (`outbox.ts`). */
const AHEAD = 2_000;

export function createWorker({ store, clock, log, attempt }: Parts): Worker {
  const { letters } = store;
  // Lines on a letter are none of the request that happened to wake the worker.
  const outside = AsyncLocalStorage.snapshot();
  const stopping = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  let every: NodeJS.Timeout | undefined;
  let ahead = 0;
  let wakes = 0;
  let seen = 0;
  let filling: Promise<void> | undefined;

  async function take(): Promise<Stored<LetterRow> | undefined> {
    const now = clock().getTime();
    const before = new Date(now + ahead + 1).toISOString();
    const { items } = await letters.readable.find({ index: 'byDue', before, limit: AT_ONCE });
    const dueAt = new Date(now + HELD).toISOString();
    for (const row of items) {
      const taken = letters.replace({ ...row, dueAt, attempts: row.attempts + 1 });
      const mine = await ifRefused(taken, 'VERSION_CONFLICT', () => undefined);
      if (mine) return mine;
    }
    // Others were faster with all of these; behind them there may be more.
    return items.length === AT_ONCE ? take() : undefined;
  }

  async function fill(): Promise<void> {
    while (underWay.size < AT_ONCE && !stopping.signal.aborted) {
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
    log.error({ err: error }, 'The outbox could not be worked on');
  }

  async function sendDue(): Promise<void> {
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
    sendDue,
    async stop() {
      if (!every) return;
      clearInterval(every);
      ahead = AHEAD;
      await Promise.race([sendDue(), wait(LAST, undefined, { ref: false })]);
      stopping.abort();
      await filling;
      await Promise.all(underWay);
    },
  };
}
