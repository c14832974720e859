/** One worker, as the primary sees it. */
import cluster, { type Worker } from 'node:cluster';
import { type Channel, openChannel, type Port } from './channel.ts';
import { answering } from './question.ts';
import * as questions from './questions.ts';
import { serveShared } from './serve-shared.ts';
import type { Shared } from './shared.ts';

export interface ServingWorker {
  readonly number: number;
  readonly channel: Channel;
  readonly isListening: () => boolean;
  /** Once it takes requests; never if it ends before. */
  readonly listens: Promise<void>;
  readonly ended: Promise<WorkerEnd>;
  kill(): void;
}

export interface WorkerEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly hasListened: boolean;
  readonly milliseconds: number;
  /** Why there was no process at all: the machine had none left, or no memory. */
  readonly unbegun?: Error;
}

/**
 * All accept on one socket, and whoever is idle does first. Node's other way, to hand out connections
 * in turn, leaves the client of one without an answer if a worker dies before it has taken it over.
 */
cluster.schedulingPolicy = cluster.SCHED_NONE;

/** `environment`: all that it reads, so that one that is started later works as the others do. */
export function startWorker(environment: NodeJS.ProcessEnv, shared: Shared): ServingWorker {
  let worker: Worker;
  try {
    worker = cluster.fork(environment);
  } catch (error) {
    return unbegunWorker(error);
  }
  const channel = openChannel(pipeTo(worker));
  const served = serveShared(shared);
  channel.answer(served.answerers);
  let isListening = false;
  let hasListened = false;
  const listens = new Promise<void>((resolve) => {
    const hear = () => {
      isListening = true;
      hasListened = true;
      resolve();
    };
    channel.answer([answering(questions.listens, hear)]);
  });
  const ended = endOf(worker).then((how) => {
    isListening = false;
    served.release();
    return { ...how, hasListened };
  });
  return {
    number: worker.id,
    channel,
    isListening: () => isListening,
    listens,
    ended,
    kill() {
      worker.process.kill('SIGKILL');
    },
  };
}

const pipeTo = (worker: Worker): Port => ({
  send(message) {
    // One that is gone hears nothing, and one that never was has no pipe.
    if (worker.isConnected()) worker.send(message, undefined, () => undefined);
  },
  onMessage(listener) {
    worker.on('message', listener);
  },
  onGone(listener) {
    worker.once('exit', listener);
  },
});

/** Node tells of most failures to make a process later (`error`, and never `exit`), of some at once. */
function endOf(worker: Worker): Promise<Omit<WorkerEnd, 'hasListened'>> {
  const start = performance.now();
  return new Promise((resolve) => {
    worker.once('exit', (code, signal) => {
      resolve({ code, signal, milliseconds: performance.now() - start });
    });
    worker.on('error', (error) => {
      // Of one that is there: a message or a signal that did not reach it.
      if (worker.process.pid === undefined) resolve(unbegunEnd(error));
    });
  });
}

const unbegunEnd = (error: unknown) => ({
  code: null,
  signal: null,
  milliseconds: 0,
  unbegun: error instanceof Error ? error : new Error(String(error)),
});

/** Nothing is there, and nothing will be. Node numbers from 1. */
const unbegunWorker = (error: unknown): ServingWorker => ({
  number: 0,
  channel: openChannel({
    send: () => undefined,
    onMessage: () => undefined,
    onGone: () => undefined,
  }),
  isListening: () => false,
  listens: new Promise(() => undefined),
  ended: Promise.resolve({ ...unbegunEnd(error), hasListened: false }),
  kill: () => undefined,
});
