/** The default storage: one SQLite file in a folder, nothing to install (docs/adr/0002). */
import { mkdir, open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { asFault, explained, explaining, unavailable } from '../adapter/faults.ts';
import type { Database } from '../database.ts';
import { createCollection } from './collection.ts';
import { groupCommits } from './commits.ts';
import { connect } from './connection.ts';
import { copyInto } from './copy.ts';
import { type DamageSearch, searchDamage } from './damage.ts';
import { faultIn } from './faults.ts';
import { createWriter, type Writer } from './writer.ts';

export interface SqliteOptions {
  /** Created if missing, readable by its owner only, as is the file in it. */
  readonly folder: string;
  /** The thread that writes: one for all files of a process. */
  readonly writer?: Writer;
  /** What runs in the process that looks for damage. */
  readonly damageProgram?: URL;
  /** Where other processes write, too: resolves in our turn, with what ends it. */
  readonly takeTurn?: () => Promise<() => void>;
  readonly report?: ((commit: CommitCost) => void) | undefined;
}

/** One wait for the disk, and how many writes shared it. */
export interface CommitCost {
  readonly writes: number;
  readonly seconds: number;
}

const ours = createWriter();

/** Nobody else writes but an operator's command, now and then. */
const alone = () => Promise.resolve(() => undefined);

/** Rejects with UNAVAILABLE when the folder or the file in it cannot be written. */
export async function openSqlite(options: SqliteOptions): Promise<Database> {
  const { folder, writer = ours, damageProgram, report, takeTurn = alone } = options;
  const file = join(resolve(folder), 'kpa-badges.sqlite');
  const explain = (error: unknown) => faultIn(file, error);
  const told = explained(explain);
  const identity = await makeFile(folder, file);
  const connection = await told(later(() => connect(file)));
  const commits = groupCommits(async (writes) => {
    const endTurn = await takeTurn();
    const start = performance.now();
    try {
      const outcomes = await writer.commit(file, writes);
      report?.({ writes: writes.length, seconds: (performance.now() - start) / 1000 });
      return outcomes;
    } finally {
      endTurn();
    }
  });
  let isOpen = true;
  let search: DamageSearch | undefined;
  return {
    description: `SQLite in ${file}`,
    collection: (declaration) => {
      try {
        return explaining(createCollection(connection, commits, declaration), explain);
      } catch (error) {
        // Its table is made at once.
        throw asFault(explain, error);
      }
    },
    ping: async () => {
      await told(later(() => connection.rows('SELECT 1')));
      // What is open stays open when its file is removed or replaced, and goes with this process.
      if ((await identityOf(file)) === identity) return;
      throw unavailable(`SQLite in ${file}: the file that we opened is not there any more`);
    },
    findDamage: () => {
      search = searchDamage(file, damageProgram);
      return search.found;
    },
    copyTo: (copy) => told(copyInto(connection, copy)),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      search?.breakOff();
      await commits.end();
      await writer.close(file);
      connection.close();
    },
  };
}

/** SQLite would make it readable by all, and gives its log the same mode. */
async function makeFile(folder: string, file: string): Promise<string | undefined> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await (await open(file, 'a', 0o600)).close();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw unavailable(`SQLite in ${file}: it cannot be written by this user (${why})`, error);
  }
  return identityOf(file);
}

/** Which file stands there; undefined for none. */
const identityOf = (file: string): Promise<string | undefined> =>
  stat(file).then(
    ({ dev, ino }) => `${dev}/${ino}`,
    () => undefined,
  );

function later<R>(work: () => R): Promise<R> {
  return new Promise((answer) => {
    answer(work());
  });
}
