/** No backup was made, for a reason that an operator can do something about. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

const OTHER_USER =
  'it belongs to another user: give it to the user of the service, and run this command as that user';

const SENTENCES: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', OTHER_USER],
  ['EPERM', OTHER_USER],
  ['EROFS', 'it is read-only'],
  ['ENOTDIR', 'something else than a folder stands there'],
  ['EEXIST', 'something else than a folder stands there'],
  ['ENOSPC', 'the disk is full: make room'],
  ['EDQUOT', 'the disk is full: make room'],
  ['EIO', 'the disk reports an error'],
]);

/** What the disk or its rights refuse, as a `BackupError`; anything else as it is. */
export async function withSentences<R>(folder: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause && SENTENCES.get(cause.code);
    if (why === false || why === undefined) throw cause;
    throw new BackupError(`No backup can be written into ${folder}: ${why}`, { cause });
  }
}
