import { constants } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { MAX_FILE_BYTES } from '../credentials/baking/baked.ts';
import { type BadgeFile, readBadgeFile } from '../credentials/formats/read-badge-file.ts';

/** Wrong use: the message is for the person at the keyboard. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** Throws `CliError` for a file that is not there, is no file, or is larger than any badge. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    // Not blocking: a named pipe would be waited for.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw new CliError(`${path}: not a file`);
      if (stat.size > MAX_FILE_BYTES) throw new CliError(`${path}: larger than any badge`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw problem(path, cause);
  }
}

export async function readBadge(path: string): Promise<BadgeFile> {
  return readBadgeFile(await readBytes(path));
}

/** Throws `CliError` if there is such a file already. */
export async function writeNew(path: string, content: Uint8Array | string): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx' });
  } catch (cause) {
    throw problem(path, cause);
  }
}

function problem(path: string, cause: unknown): Error {
  if (cause instanceof CliError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = new Map([
    ['ENOENT', 'there is no such file'],
    ['EACCES', 'you may not open it'],
    ['EEXIST', 'there is a file already; it is not overwritten'],
  ]).get(code);
  return new CliError(`${path}: ${why ?? `cannot be opened (${code})`}`, { cause });
}
