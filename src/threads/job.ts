import { AsyncResource } from 'node:async_hooks';
import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { runTask } from './run-task.ts';
import type { Task } from './task.ts';
import type { Turn } from './turns.ts';

/** A task that waits for a thread. Whatever becomes of it is told once. */
export interface Job extends Turn {
  /** Resolves once the thread is free again. */
  begin(thread: Worker, milliseconds: number): Promise<void>;
  refuse(error: unknown): void;
  /** It has no result. */
  end(): void;
}

interface Wish<G, R> {
  readonly task: Task<G, R>;
  readonly given: G;
  readonly turn: Turn;
  /** Nothing if the task had to be ended. */
  readonly resolve: (result?: R) => void;
  readonly reject: (error: unknown) => void;
}

/** What a task that had to be ended counts: a value takes 0.2 ms. */
const VALUES_PER_MS = 5;

export function createJob<G, R>(
  log: Logger,
  { task: { name }, given, turn, resolve, reject }: Wish<G, R>,
): Job {
  async function begin(thread: Worker, milliseconds: number): Promise<void> {
    const done = await runTask<R>(thread, { name, given }, milliseconds);
    if (!done) log.warn({ task: name }, 'A task took more time or memory than it may');
    turn.client.spend(done?.spent ?? milliseconds * VALUES_PER_MS);
    resolve(done?.result);
  }

  return {
    ...turn,
    // Whoever frees a thread seats the next: what is logged of a job is of the request that asked for it.
    begin: AsyncResource.bind(begin),
    refuse: reject,
    end() {
      resolve();
    },
  };
}
