import { constants } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { MAX_FILE_BYTES } from '../credentials/baking/baked.ts';
import { type Message, say } from '../language/message.ts';
import { type BadgeFile, readBadgeFile } from '../credentials/formats/read-badge-file.ts';

/** Wrong use: what is said is for the person at the keyboard. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly said: Message;
  /** Whether it helps to say how the command is used. */
  readonly wantsUsage: boolean;
  constructor(said: Message, options: ErrorOptions & { readonly wantsUsage?: boolean } = {}) {
    super(said.code, options);
    this.said = said;
    this.wantsUsage = options.wantsUsage ?? false;
  }
}

/** Throws `CliError` for a file that is not there, is no file, or is larger than any badge. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    // Not blocking: a named pipe would be waited for.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) throw new CliError(say('cli.no-file', { path }));
      if (stat.size > MAX_FILE_BYTES) throw new CliError(say('cli.larger-than-a-badge', { path }));
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
  const said = FAULTS.get(code);
  return new CliError(
    said === undefined ? say('cli.cannot-open', { path, code }) : say(said, { path }),
    {
      cause,
    },
  );
}

const FAULTS = new Map([
  ['ENOENT', 'cli.not-there'],
  ['EACCES', 'cli.may-not-open'],
  ['EEXIST', 'cli.already-there'],
]);
