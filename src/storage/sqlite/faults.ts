/** What SQLite says when the file, the folder or the disk is at fault (sqlite.org/rescode.html). */

const SENTENCES: ReadonlyMap<number, string> = new Map([
  [5, 'another program holds it'],
  [8, 'it cannot be written: the file, its folder or the disk is read-only'],
  [10, 'the disk reports an error'],
  [11, 'it is damaged: restore a backup (docs/runbook.md)'],
  [13, 'the disk is full'],
  [14, 'it cannot be opened: look whether the folder is there, and belongs to this user'],
  [
    26,
    'it is no SQLite database: restore a backup (docs/runbook.md), or set DATA_DIR to another folder',
  ],
]);

/** SQLITE_CORRUPT and SQLITE_NOTADB: what is in the file, and not whether it is there. */
const DAMAGE: readonly unknown[] = [11, 26];

/** What the binding throws while it reads rows has no code, and SQLite's own words (sqlite3_errstr). */
const CODES: ReadonlyMap<string, number> = new Map([
  ['database is locked', 5],
  ['attempt to write a readonly database', 8],
  ['disk I/O error', 10],
  ['database disk image is malformed', 11],
  ['database or disk is full', 13],
  ['unable to open database file', 14],
  ['file is not a database', 26],
]);

/** Extended codes have the primary one in their last byte. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const given = 'errcode' in error ? error.errcode : CODES.get(error.message);
  return typeof given === 'number' ? given & 0xff : undefined;
}

export const isDamage = (error: unknown): boolean => DAMAGE.includes(codeOf(error));

/** The whole sentence; undefined for what is no fault of the storage. */
export function faultIn(file: string, error: unknown): string | undefined {
  const fault = SENTENCES.get(codeOf(error) ?? 0);
  return fault === undefined ? undefined : `SQLite in ${file}: ${fault}`;
}
