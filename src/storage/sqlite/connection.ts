/** One connection to the SQLite file, its statements kept, and its durable settings checked. */
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import type { Scalar } from '../database.ts';

/** How long a process waits for another one's write to end, in milliseconds. */
const BUSY_TIMEOUT = 5000;

export type SqlRow = Readonly<Record<string, unknown>>;

export interface Connection {
  readonly inTransaction: boolean;
  execute(sql: string): void;
  /** The number of rows changed. */
  change(sql: string, values: readonly Scalar[]): number;
  rows(sql: string, values?: readonly Scalar[]): readonly SqlRow[];
  close(): void;
}

/** Throws when the file cannot be opened, is no database, or cannot be written durably. */
export function connect(file: string): Connection {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT, defensive: true });
  const statements = new Map<string, StatementSyncInstance>();
  const prepared = (sql: string) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const connection: Connection = {
    get inTransaction() {
      return database.isTransaction;
    },
    execute: (sql) => {
      database.exec(sql);
    },
    change: (sql, values) => prepared(sql).run(...values).changes,
    rows: (sql, values = []) =>
      prepared(sql)
        .all(...values)
        .map((row: SqlRow) => row),
    close: () => {
      database.close();
    },
  };
  try {
    makeDurable(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/** What `work` reads is of one moment: the thread that writes commits meanwhile. */
export function atOneMoment<R>(connection: Connection, work: () => R): R {
  connection.execute('BEGIN');
  try {
    return work();
  } finally {
    connection.execute('COMMIT');
  }
}

/** Runs `work` in one transaction, taking the right to write at once; rolls back when it throws. */
export function transaction<R>(connection: Connection, work: () => R): R {
  connection.execute('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.execute('COMMIT');
    return result;
  } catch (error) {
    // SQLite has rolled back by itself after a full disk or an I/O error.
    if (connection.inTransaction) connection.execute('ROLLBACK');
    throw error;
  }
}

/** With FULL each commit is on the disk before it is acknowledged, also across a power cut. */
function makeDurable(connection: Connection): void {
  const [mode] = connection.rows('PRAGMA journal_mode = WAL');
  if (mode?.['journal_mode'] !== 'wal') {
    throw new Error('SQLite cannot keep a write-ahead log in this folder (a network share?)');
  }
  connection.execute('PRAGMA synchronous = FULL');
  connection.execute('PRAGMA trusted_schema = OFF');
}
