/**
 * The workers of the primary: started one before the others, replaced when they end, one of them to
 * keep house, and ended together (docs/adr/0036).
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import * as questions from './questions.ts';
import { fillSeat } from './seat.ts';
import { createShared } from './shared.ts';
import { type ServingWorker, startWorker, type WorkerEnd } from './worker.ts';

interface Crewing {
  readonly workers: number;
  /** Those that are there, to be looked at. */
  readonly all: Set<ServingWorker>;
  /** What they read. */
  readonly environment: NodeJS.ProcessEnv;
  readonly log: Logger;
  /** One has ended, by its number. */
  readonly lost: (worker: number) => void;
}

export interface Supervision {
  /** Ends them as one process ends, and this one with them. Once is enough. */
  end(exitCode: number): void;
}

/** What a worker takes to close at most (`listen.ts`), and some more; compose.yaml gives 30 s. */
export const CLOSING = 25_000;

export function supervise({ workers, all, environment, log, lost }: Crewing): Supervision {
  const shared = createShared();
  const seats: Promise<void>[] = [];
  const closing = new AbortController();
  let keeper: ServingWorker | undefined;
  let hasFailed = false;

  function chooseKeeper(): void {
    if (keeper !== undefined || closing.signal.aborted) return;
    [keeper] = listening(all);
    if (!keeper) return;
    keeper.channel.tell(questions.keepHouse, undefined);
    log.info({ worker: keeper.number }, 'A worker keeps house');
  }

  function leave(worker: ServingWorker): void {
    all.delete(worker);
    lost(worker.number);
    if (worker === keeper) keeper = undefined;
    chooseKeeper();
  }

  /** How long it was there, once its end was told. */
  async function live(): Promise<number> {
    const worker = startWorker(environment, shared);
    all.add(worker);
    void worker.listens.then(welcome);
    const how = await worker.ended;
    leave(worker);
    tell(worker.number, how);
    return how.milliseconds;
  }

  function tell(worker: number, how: WorkerEnd): void {
    const { code, signal, unbegun } = how;
    if (closing.signal.aborted) hasFailed ||= isFailure(how);
    // The machine has no process or no memory left, now: nothing is wrong with the service.
    else if (unbegun) log.error({ err: unbegun }, 'A worker could not begin: it is tried again');
    // It has said why. With nobody left who works, the next one would say the same.
    else if (!how.hasListened && listening(all).length === 0) end(1);
    else log.error({ worker, code, signal }, 'A worker has ended: another one begins');
  }

  const pause = (milliseconds: number): Promise<boolean> =>
    wait(milliseconds, true, { signal: closing.signal }).catch(() => false);

  function takeSeats(count: number): void {
    while (seats.length < count) seats.push(fillSeat({ live, pause }));
  }

  /** One takes requests, for the first time or in the place of another. */
  function welcome(): void {
    chooseKeeper();
    if (!closing.signal.aborted) takeSeats(workers);
  }

  function end(exitCode: number): void {
    if (closing.signal.aborted) return;
    closing.abort();
    for (const { channel } of all) channel.tell(questions.end, undefined);
    setTimeout(() => {
      log.error('A worker did not close in time: leaving what is still under way');
      for (const one of all) one.kill();
    }, CLOSING).unref();
    void Promise.all(seats).then(() => {
      if (exitCode === 0) log.info('All workers have closed');
      process.exit(hasFailed ? 1 : exitCode);
    });
  }

  // It makes what is missing, alone, and says what is wrong, once.
  takeSeats(1);
  return { end };
}

/** Those that take requests. */
export const listening = (all: Iterable<ServingWorker>): readonly ServingWorker[] =>
  [...all].filter((one) => one.isListening());

/** A terminal tells all of them: one that has just begun ends by that. */
const isFailure = ({ code, signal, unbegun }: WorkerEnd): boolean =>
  !unbegun && code !== 0 && signal !== 'SIGINT' && signal !== 'SIGTERM';
