/** The default storage: one SQLite file in a folder, nothing to install (docs/adr/0002). */
import { mkdir, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Database } from '../database.ts';
import { createCollection } from './collection.ts';
import { groupCommits } from './commits.ts';
import { connect } from './connection.ts';
import { createWriter, type Writer } from './writer.ts';

export interface SqliteOptions {
  /** Created if missing, readable by its owner only, as is the file in it. */
  readonly folder: string;
  /** The thread that writes: one for all files of a process. */
  readonly writer?: Writer;
}

const ours = createWriter();

/** Throws when the folder or the file in it cannot be written. */
export async function openSqlite({ folder, writer = ours }: SqliteOptions): Promise<Database> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(resolve(folder), 'kpa-badges.sqlite');
  // SQLite would make it readable by all, and gives its log the same mode.
  await (await open(file, 'a', 0o600)).close();
  const connection = connect(file);
  const commits = groupCommits((writes) => writer.commit(file, writes));
  let isOpen = true;
  return {
    description: `SQLite in ${file}`,
    collection: (declaration) => createCollection(connection, commits, declaration),
    ping: () =>
      new Promise((answer) => {
        connection.rows('SELECT 1');
        answer();
      }),
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await commits.end();
      await writer.close(file);
      connection.close();
    },
  };
}
