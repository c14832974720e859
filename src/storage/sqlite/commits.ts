/** Writes that arrive while a commit is under way share the next one. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { unavailable } from '../adapter/faults.ts';
import type { WriteOutcome } from './commit.ts';
import type { Statement } from './statements.ts';

/** Enough to share the disk's latency, few enough that nobody waits for long. */
const MOST_PER_COMMIT = 256;

interface Waiting {
  readonly write: Statement;
  readonly resolve: (outcome: WriteOutcome) => void;
  readonly reject: (error: unknown) => void;
}

export interface Commits {
  /** Resolves once the write is on the disk, or refused; rejects if the commit failed. */
  write(write: Statement): Promise<WriteOutcome>;
  /** Resolves when what waits is committed; refuses what comes later. */
  end(): Promise<void>;
}

export function groupCommits(
  commit: (writes: readonly Statement[]) => Promise<readonly WriteOutcome[]>,
): Commits {
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let ended = false;

  async function run(): Promise<void> {
    // What is written in the same turn comes along.
    await nextTurn();
    while (waiting.length > 0) await commitSome(waiting.splice(0, MOST_PER_COMMIT));
    running = undefined;
  }

  async function commitSome(some: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await commit(some.map(({ write }) => write));
      for (const [at, { resolve, reject }] of some.entries()) {
        const outcome = outcomes[at];
        if (outcome === undefined) reject(new Error('A write has no outcome'));
        else resolve(outcome);
      }
    } catch (error) {
      for (const { reject } of some) reject(error);
    }
  }

  return {
    write: (write) =>
      new Promise((resolve, reject) => {
        if (ended) throw unavailable('The database is closed');
        waiting.push({ write, resolve, reject });
        running ??= run();
      }),
    end: async () => {
      ended = true;
      await running;
    },
  };
}
