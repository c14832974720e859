/** One worker, as the primary sees it. */
import cluster from 'node:cluster';
import { type Channel, openChannel } from './channel.ts';
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
}

/**
 * All accept on one socket, and whoever is idle does first. Node's other way, to hand out connections
 * in turn, leaves the client of one without an answer if a worker dies before it has taken it over.
 */
cluster.schedulingPolicy = cluster.SCHED_NONE;

/** `environment`: all that it reads, so that one that is started later works as the others do. */
export function startWorker(environment: NodeJS.ProcessEnv, shared: Shared): ServingWorker {
  const worker = cluster.fork(environment);
  const start = performance.now();
  const channel = openChannel({
    send(message) {
      // One that is gone hears nothing.
      worker.send(message, undefined, () => undefined);
    },
    onMessage(listener) {
      worker.on('message', listener);
    },
    onGone(listener) {
      worker.once('exit', listener);
    },
  });
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
  const ended = new Promise<WorkerEnd>((resolve) => {
    worker.once('exit', (code, signal) => {
      isListening = false;
      served.release();
      resolve({ code, signal, hasListened, milliseconds: performance.now() - start });
    });
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
