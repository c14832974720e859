/**
 * A few threads for the work of which strangers choose the cost, so that whatever it costs, the
 * service goes on answering (docs/adr/0015, 0020). Each does one task at a time. They are started
 * when they are first needed, replaced when they end, and keep no process alive.
 */
import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { say } from '../language/message.ts';
import { HttpError } from '../problems/http-error.ts';
import { createJob, type Job } from './job.ts';
import { openThread } from './open-thread.ts';
import type { Task } from './task.ts';
import { THREAD_OPTIONS, type ThreadOptions } from './thread-options.ts';
import { createThreadTurns, type Seat, type Turn } from './turns.ts';

export interface Threads {
  /** Characters: what is shorter may be done without a thread (`in-place.ts`). */
  readonly mostInPlace: number;
  /**
   * Nothing if the task had to be ended. Rejects with `HttpError` BUSY if too many wait already, and
   * TOO_MANY if the client's minute is used up before its turn comes.
   */
  run<G, R>(task: Task<G, R>, given: G, turn: Turn): Promise<R | undefined>;
  /** At this moment: threads at work, of how many there may be, and tasks that wait for one. */
  readonly load: () => ThreadLoad;
  /** Ends what is under way, and takes nothing more: it has no result. */
  close(): Promise<void>;
}

export interface ThreadLoad {
  readonly busy: number;
  readonly threads: number;
  readonly waiting: number;
}

interface ThreadSeat extends Seat {
  state: 'empty' | 'starting' | 'free' | 'taken';
  thread?: Worker;
}

const BUSY = say('limit.busy');

export function createThreads(log: Logger, changes: Partial<ThreadOptions> = {}): Threads {
  const options = { ...THREAD_OPTIONS, ...changes };
  const seats = Array.from({ length: options.threads }, (_, at): ThreadSeat => {
    return { isKept: at > 0 && at === options.threads - 1, state: 'empty' };
  });
  // Nobody holds all threads that are for everybody.
  const shared = seats.filter(({ isKept }) => !isKept).length;
  const turns = createThreadTurns<Job>(options.waiting, Math.max(1, shared - 1));
  let isClosed = false;

  /** Whatever may begin now begins. */
  function seatWork(): void {
    for (const seat of seats) {
      // What is refused in its turn gives the seat to the next at once.
      const job = seat.state === 'free' ? turns.next(seat) : undefined;
      if (job && seat.thread) void work(seat, seat.thread, job);
    }
    // Nobody waits for a thread that is starting if another gets free before.
    const starting = seats.filter(({ state }) => state === 'starting').length;
    const empty = seats.find((seat) => seat.state === 'empty' && turns.has(seat));
    if (empty && turns.length() > starting) start(empty);
  }

  async function work(seat: ThreadSeat, thread: Worker, job: Job): Promise<void> {
    seat.state = 'taken';
    try {
      await job.client.refuseIfSpent();
      // It may have ended meanwhile, and all that was in it.
      if (seat.thread === thread) {
        await job.begin(thread, job.isBrief ? options.briefly : options.milliseconds);
      } else job.end();
    } catch (error) {
      job.refuse(error);
    }
    turns.finish(job);
    if (seat.thread === thread) seat.state = 'free';
    seatWork();
  }

  function start(seat: ThreadSeat): void {
    seat.state = 'starting';
    seat.thread = openThread({
      ...options,
      ready() {
        seat.state = 'free';
        seatWork();
        // So that it is there when the others are held up.
        for (const kept of seats) if (kept.isKept && kept.state === 'empty') start(kept);
      },
      failed(error) {
        log.warn({ err: error }, 'A thread has failed');
      },
      ended() {
        if (seat.state === 'starting') giveUpOne(seat);
        seat.state = 'empty';
        delete seat.thread;
        if (!isClosed) seatWork();
      },
    });
  }

  /** What cannot even start would do so for ever: whoever waits has no result. */
  function giveUpOne(seat: ThreadSeat): void {
    const job = turns.next(seat);
    if (!job) return;
    job.end();
    turns.finish(job);
  }

  function wait<G, R>(task: Task<G, R>, given: G, turn: Turn): Promise<R | undefined> {
    return new Promise((resolve, reject) => {
      const tooMuch = turns.join(createJob(log, { task, given, turn, resolve, reject }));
      tooMuch?.refuse(new HttpError('BUSY', BUSY, { retryAfter: 10 }));
      seatWork();
    });
  }

  return {
    mostInPlace: options.mostInPlace,

    async run(task, given, turn) {
      if (isClosed) return undefined;
      const release = turn.client.hold();
      try {
        const result = await wait(task, given, turn);
        // Ended early, for it was not as brief as it seemed: again, as everybody's.
        const again = result === undefined && turn.isBrief && !isClosed;
        return again ? await wait(task, given, { client: turn.client }) : result;
      } finally {
        release();
      }
    },

    load: () => ({
      busy: seats.filter(({ state }) => state === 'taken').length,
      threads: seats.length,
      waiting: turns.length(),
    }),

    async close() {
      isClosed = true;
      for (const job of turns.clear()) job.end();
      await Promise.all(seats.flatMap(({ thread }) => (thread ? [thread.terminate()] : [])));
    },
  };
}
