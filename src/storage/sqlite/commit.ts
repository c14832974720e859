/** Writes that share one transaction, hence one wait for the disk; each has its own outcome. */
import { type Connection, transaction } from './connection.ts';
import type { Statement } from './statements.ts';

/** The number of rows changed; or the id, or a unique key, is another document's. */
export type WriteOutcome = number | 'taken';

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE (sqlite.org/rescode.html). */
const TAKEN: readonly unknown[] = [1555, 2067];

/**
 * Returns once all of it is on the disk. A write that is refused leaves no trace in the transaction;
 * any other failure is thrown, and ends it for all.
 */
export function commit(
  connection: Connection,
  writes: readonly Statement[],
): readonly WriteOutcome[] {
  return transaction(connection, () => writes.map((write) => attempt(connection, write)));
}

function attempt(connection: Connection, { sql, values }: Statement): WriteOutcome {
  try {
    return connection.change(sql, values);
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && TAKEN.includes(error.errcode))
      return 'taken';
    throw error;
  }
}
