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

/** Undefined for what is no fault of the storage. `errcode`: extended; the primary code is in its last byte. */
function faultOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? SENTENCES.get(error.errcode & 0xff) : undefined;
}

/** The whole sentence. */
export function faultIn(file: string, error: unknown): string | undefined {
  const fault = faultOf(error);
  return fault === undefined ? undefined : `SQLite in ${file}: ${fault}`;
}
