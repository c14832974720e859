/**
 * The thread that writes to SQLite files: a commit waits for the disk, which would hold up every
 * page. Readers have a connection of their own, which sees what is committed and nothing before.
 */
import type { Worker } from 'node:worker_threads';
import { unavailable } from '../adapter/faults.ts';
import type { WriteOutcome } from './commit.ts';
import { openThread, programBeside } from './open-thread.ts';
import type { Statement } from './statements.ts';

export interface Writer {
  /** In one transaction. Rejects if nothing of it was written, or if the thread ended meanwhile. */
  commit(file: string, writes: readonly Statement[]): Promise<readonly WriteOutcome[]>;
  close(file: string): Promise<void>;
}

export interface WriterRequest {
  readonly number: number;
  readonly file: string;
  /** None: the file is not written to any more. */
  readonly writes?: readonly Statement[];
}

export type WriterAnswer =
  | { readonly number: number; readonly outcomes: readonly WriteOutcome[] }
  | {
      readonly number: number;
      readonly failure: string;
      /** The same for an operator, where the storage is at fault. */
      readonly fault?: string | undefined;
    };

interface Asked {
  readonly resolve: (outcomes: readonly WriteOutcome[]) => void;
  readonly reject: (error: Error) => void;
}

const PROGRAM = programBeside(import.meta.url, './writer-thread');

const failureOf = ({ failure, fault }: { failure: string; fault?: string | undefined }) => {
  const cause = new Error(`SQLite: ${failure}`);
  return fault === undefined ? cause : unavailable(fault, cause);
};

/** One thread, for whatever files: started when it is first needed, and again if it has ended. */
export function createWriter(program: URL = PROGRAM): Writer {
  const asked = new Map<number, Asked>();
  let thread: Worker | undefined;
  let count = 0;

  function start(): Worker {
    const started = openThread(program);
    let cause: unknown;
    started.on('message', (answer: WriterAnswer) => {
      const one = take(answer.number);
      if ('outcomes' in answer) one?.resolve(answer.outcomes);
      else one?.reject(failureOf(answer));
    });
    // What it has answered before still arrives: nobody is told of a failure until it is gone.
    started.once('error', (error) => {
      cause = error;
    });
    started.once('exit', () => {
      // Another one may have taken its place.
      if (thread === started) endAll(unavailable('The thread that writes has ended', cause));
    });
    return started;
  }

  function take(number: number): Asked | undefined {
    const one = asked.get(number);
    asked.delete(number);
    // It keeps the process alive only while somebody waits.
    if (asked.size === 0) thread?.unref();
    return one;
  }

  function endAll(error: Error): void {
    thread = undefined;
    for (const number of asked.keys()) take(number)?.reject(error);
  }

  const ask = (file: string, writes?: readonly Statement[]) =>
    new Promise<readonly WriteOutcome[]>((resolve, reject) => {
      thread ??= start();
      count += 1;
      asked.set(count, { resolve, reject });
      thread.ref();
      thread.postMessage({
        number: count,
        file,
        ...(writes && { writes }),
      } satisfies WriterRequest);
    });

  return {
    commit: ask,
    close: async (file) => {
      // A thread that never was has opened nothing.
      if (thread) await ask(file);
    },
  };
}
