/**
 * A few threads in which what strangers hand in is verified, so that whatever it costs, the service
 * goes on answering (docs/adr/0015). Each has one task at a time. They are started when they are
 * first needed, replaced when they end, and keep no process alive.
 */
import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { HttpError } from '../../web/errors.ts';
import { openThread, runTask, type TaskOptions } from './run-task.ts';
import type { World } from './surroundings.ts';
import type { Answer, Task } from './thread-messages.ts';

export interface ThreadOptions extends Pick<TaskOptions, 'milliseconds'> {
  readonly threads: number;
  /** Tasks that wait for a thread. */
  readonly waiting: number;
  /** Of JavaScript objects, in each thread. */
  readonly megabytes: number;
  /** What runs in each: tests bring one that never ends. */
  readonly program: URL;
}

export interface Threads {
  /** Nothing if the task had to be ended. Rejects with `HttpError` BUSY if too many wait already. */
  run(task: Task, world: World): Promise<Answer | undefined>;
  /** Ends what is under way: it has no answer. */
  close(): Promise<void>;
}

interface Job {
  readonly task: Task;
  readonly world: World;
  done(answer: Answer | undefined): void;
}

const OPTIONS: ThreadOptions = {
  threads: 4,
  waiting: 40,
  milliseconds: 10_000,
  megabytes: 128,
  program: new URL(
    import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js',
    import.meta.url,
  ),
};

const BUSY = 'Beaucoup de badges attendent d’être vérifiés. Réessayez dans un instant.';

export function createThreads(log: Logger, changes: Partial<ThreadOptions> = {}): Threads {
  const options = { ...OPTIONS, ...changes };
  const started = new Set<Worker>();
  const idle = new Set<Worker>();
  const queue: Job[] = [];

  async function work(thread: Worker): Promise<void> {
    idle.delete(thread);
    for (let job = queue.shift(); job; job = queue.shift()) {
      const answer = await runTask(thread, job.task, { ...options, world: job.world });
      if (!answer) log.warn('A verification took more time or memory than it may');
      job.done(answer);
      if (!started.has(thread)) return;
    }
    idle.add(thread);
  }

  function start(): Worker {
    const thread = openThread(options);
    started.add(thread);
    thread.once('error', (error) => {
      log.warn({ err: error }, 'A thread that verifies has failed');
    });
    thread.once('exit', () => {
      started.delete(thread);
      idle.delete(thread);
      if (queue.length > 0) void work(start());
    });
    return thread;
  }

  return {
    run: (task, world) =>
      new Promise((resolve, reject) => {
        if (queue.length >= options.waiting) {
          reject(new HttpError('BUSY', BUSY));
          return;
        }
        queue.push({ task, world, done: resolve });
        const [free] = idle;
        if (free) void work(free);
        else if (started.size < options.threads) void work(start());
      }),

    async close() {
      for (const job of queue.splice(0)) job.done(undefined);
      await Promise.all([...started].map((thread) => thread.terminate()));
    },
  };
}
