/** A copy of a file that is in use: of one moment, whole, and on the disk. */
import { DatabaseSync } from '@photostructure/sqlite';
import { chmod } from 'node:fs/promises';
import { unavailable } from '../adapter/faults.ts';
import { toDisk } from '../to-disk.ts';
import type { Connection } from './connection.ts';

const SOUND = 'ok';

/**
 * Holds up this process, and nobody else: others go on reading and writing. (SQLite's other way, the
 * backup API, begins anew at each write of another process.) Rejects, and the file may be there.
 */
export async function copyInto(connection: Connection, copy: string): Promise<void> {
  connection.change('VACUUM INTO ?', [copy]);
  // SQLite makes it readable by all, and waits for no disk.
  await chmod(copy, 0o600);
  await toDisk(copy);
  const [wrong] = wrongIn(copy);
  if (wrong !== undefined) throw unavailable(`The copy ${copy} is not right: ${wrong}`);
}

/** All that can be looked at: each index is compared with its table, too. */
function wrongIn(copy: string): readonly string[] {
  const database = new DatabaseSync(copy, { readOnly: true });
  try {
    const found = database.prepare('PRAGMA integrity_check(1)').all();
    return found.map(({ integrity_check: line }) => String(line)).filter((line) => line !== SOUND);
  } finally {
    database.close();
  }
}
