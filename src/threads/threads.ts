/**
 * A few threads for the work of which strangers choose the cost, so that whatever it costs, the
 * service goes on answering (docs/adr/0015, 0020). Each does one task at a time. They are started
 * when they are first needed, replaced when they end, and keep no process alive.
 */
import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { say } from '../language/message.ts';
import { HttpError } from '../problems/http-error.ts';
import { createLine } from '../outside/line.ts';
import { createTally } from '../outside/tally.ts';
import type { Client } from './client.ts';
import { openThread } from './open-thread.ts';
import { runTask } from './run-task.ts';
import type { Task } from './task.ts';

export interface ThreadOptions {
  /** One of them is kept for what is brief, unless it is the only one. */
  readonly threads: number;
  /** Tasks that wait for a thread: of one client, and in all; of what is brief, as many again. */
  readonly waiting: { readonly perClient: number; readonly inAll: number };
  /** For one task. */
  readonly milliseconds: number;
  /** For one that is said to be brief. */
  readonly briefly: number;
  /** Of JavaScript objects, in each thread. */
  readonly megabytes: number;
  /** What runs in each: tests bring one that never ends. */
  readonly program: URL;
}

export interface Turn {
  /** In whose turn, and of whose minute. */
  readonly client: Client;
  /** Small, and of somebody we know as far as one can see: it may use the thread that is kept. */
  readonly isBrief?: boolean;
}

export interface Threads {
  /**
   * Nothing if the task had to be ended. Rejects with `HttpError` BUSY if too many wait already, and
   * TOO_MANY if the client's minute is used up before its turn comes.
   */
  run<G, R>(task: Task<G, R>, given: G, turn: Turn): Promise<R | undefined>;
  /** Ends what is under way, and takes nothing more: it has no result. */
  close(): Promise<void>;
}

interface Job extends Turn {
  /** Resolves once the thread is free again. */
  begin(thread: Worker, milliseconds: number): Promise<void>;
  refuse(error: unknown): void;
  /** It has no result. */
  end(): void;
}

interface Seat {
  /** For what is brief. */
  readonly isKept: boolean;
  state: 'empty' | 'starting' | 'free' | 'taken';
  thread?: Worker;
}

const OPTIONS: ThreadOptions = {
  threads: 4,
  waiting: { perClient: 64, inAll: 128 },
  milliseconds: 10_000,
  briefly: 2_000,
  megabytes: 128,
  program: new URL(
    import.meta.url.endsWith('.ts') ? '../thread.ts' : '../thread.js',
    import.meta.url,
  ),
};

/** What a task that had to be ended counts: a value takes 0.2 ms. */
const VALUES_PER_MS = 5;
const BUSY = say('limit.busy');

export function createThreads(log: Logger, changes: Partial<ThreadOptions> = {}): Threads {
  const options = { ...OPTIONS, ...changes };
  const seats = Array.from({ length: options.threads }, (_, at): Seat => {
    return { isKept: at > 0 && at === options.threads - 1, state: 'empty' };
  });
  // Whoever fills the one line fills not the other.
  const brief = createLine<Job>(options.waiting);
  const other = createLine<Job>(options.waiting);
  const lines = [brief, other];
  const underWay = createTally();
  const shared = seats.filter(({ isKept }) => !isKept).length;
  /** Nobody holds all threads that are for everybody. */
  const most = Math.max(1, shared - 1);
  let isClosed = false;

  const mayTake = ({ isKept }: Seat, { isBrief = false, client }: Job): boolean =>
    isKept ? isBrief : underWay.of(client.key) < most;

  /** A thread for everybody takes from the two lines in turn. */
  function nextFor(seat: Seat): Job | undefined {
    const [first, second] = lines;
    lines.reverse();
    const mayBegin = (job: Job) => mayTake(seat, job);
    return first?.next(mayBegin) ?? second?.next(mayBegin);
  }

  /** Whatever may begin now begins. */
  function seatWork(): void {
    for (const seat of seats) {
      // What is refused in its turn gives the seat to the next at once.
      const job = seat.state === 'free' ? nextFor(seat) : undefined;
      if (job && seat.thread) void work(seat, seat.thread, job);
    }
    // Nobody waits for a thread that is starting if another gets free before.
    const starting = seats.filter(({ state }) => state === 'starting').length;
    const empty = seats.find(
      (seat) =>
        seat.state === 'empty' && lines.some((line) => line.has((one) => mayTake(seat, one))),
    );
    if (empty && brief.length() + other.length() > starting) start(empty);
  }

  async function work(seat: Seat, thread: Worker, job: Job): Promise<void> {
    seat.state = 'taken';
    underWay.add(job.client.key);
    try {
      job.client.refuseIfSpent();
      await job.begin(thread, job.isBrief ? options.briefly : options.milliseconds);
    } catch (error) {
      job.refuse(error);
    }
    underWay.remove(job.client.key);
    if (seat.thread === thread) seat.state = 'free';
    seatWork();
  }

  function start(seat: Seat): void {
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
        // What cannot even start would do so for ever: whoever waits has no result.
        if (seat.state === 'starting') nextFor(seat)?.end();
        seat.state = 'empty';
        delete seat.thread;
        if (!isClosed) seatWork();
      },
    });
  }

  function wait<G, R>(task: Task<G, R>, given: G, turn: Turn): Promise<R | undefined> {
    return new Promise((resolve, reject) => {
      const line = turn.isBrief ? brief : other;
      const tooMuch = line.join(turn.client.key, {
        ...turn,
        async begin(thread, milliseconds) {
          const done = await runTask<R>(thread, { name: task.name, given }, milliseconds);
          if (!done) log.warn({ task: task.name }, 'A task took more time or memory than it may');
          turn.client.spend(done?.spent ?? milliseconds * VALUES_PER_MS);
          resolve(done?.result);
        },
        refuse: reject,
        end() {
          resolve(undefined);
        },
      });
      tooMuch?.refuse(new HttpError('BUSY', BUSY, { retryAfter: 10 }));
      seatWork();
    });
  }

  return {
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

    async close() {
      isClosed = true;
      for (const job of lines.flatMap((line) => line.clear())) job.end();
      await Promise.all(seats.flatMap(({ thread }) => (thread ? [thread.terminate()] : [])));
    },
  };
}
