/** Writes that arrive together share one commit, hence one wait for the disk. */
import { StoreError } from '../database.ts';
import { type Connection, transaction } from './connection.ts';

/** Enough to share the disk's latency, few enough not to hold the event loop for long. */
const MOST_PER_COMMIT = 256;

interface Write {
  /** Runs inside the transaction; what it returns tells the caller, after the commit. */
  attempt(): () => void;
  reject(error: unknown): void;
}

export interface Commits {
  /** Resolves once the write is on the disk; rejects with the `StoreError` that `work` throws. */
  write<R>(work: () => R): Promise<R>;
  /** Commits what waits, and refuses what comes later. */
  end(): void;
}

export function groupCommits(connection: Connection): Commits {
  const waiting: Write[] = [];
  let ended = false;
  const commitSome = () => {
    commit(connection, waiting.splice(0, MOST_PER_COMMIT));
    if (waiting.length > 0) setImmediate(commitSome);
  };
  return {
    write: (work) =>
      new Promise((resolve, reject) => {
        if (ended) throw new Error('The database is closed');
        if (waiting.length === 0) setImmediate(commitSome);
        const attempt = () => {
          const result = attemptWrite(work);
          return () => {
            if ('value' in result) resolve(result.value);
            else reject(result.error);
          };
        };
        waiting.push({ attempt, reject });
      }),
    end: () => {
      ended = true;
      while (waiting.length > 0) commit(connection, waiting.splice(0, MOST_PER_COMMIT));
    },
  };
}

function commit(connection: Connection, writes: readonly Write[]): void {
  if (writes.length === 0) return;
  try {
    const tell = transaction(connection, () => writes.map((write) => write.attempt()));
    for (const outcome of tell) outcome();
  } catch (error) {
    for (const write of writes) write.reject(error);
  }
}

/** A refused write leaves no trace in the transaction; any other failure ends it for all. */
function attemptWrite<R>(work: () => R): { value: R } | { error: StoreError } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof StoreError) return { error };
    throw error;
  }
}
