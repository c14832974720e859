/**
 * Lines at the end of the file of the day, on the disk before anybody is told. What arrives while one
 * group is written shares the next wait. Several processes write to one file: each group is one write
 * at its end (O_APPEND), and begins with a line end, so that what another's crash left torn swallows
 * nothing.
 */
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface Appender {
  /** Resolves once the line is on the disk. Rejects with a sentence for an operator. */
  append(line: string): Promise<void>;
  /** Rejects where nothing could be appended now. */
  check(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export function createAppender(folder: string, clock: () => Date): Appender {
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let hasFailed = false;

  async function run(): Promise<void> {
    // What is noted in the same turn comes along.
    await nextTurn();
    while (waiting.length > 0) await appendSome(waiting.splice(0));
    running = undefined;
  }

  async function appendSome(some: readonly Waiting[]): Promise<void> {
    try {
      await write(some.map(({ line }) => line));
      for (const { resolve } of some) resolve();
    } catch (error) {
      for (const { reject } of some) reject(cannotWrite(folder, error));
    }
  }

  async function write(lines: readonly string[]): Promise<void> {
    hasFailed = true;
    await appendDurably(folder, clock(), `\n${lines.join('\n')}\n`);
    hasFailed = false;
  }

  return {
    append: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ line, resolve, reject });
        running ??= run();
      }),
    async check() {
      await running;
      try {
        // A folder that looks right may lie on a full disk: after a failure only a write can tell.
        if (hasFailed) await write([]);
        else await access(folder, constants.W_OK);
      } catch (error) {
        throw cannotWrite(folder, error);
      }
    },
  };
}

/** By the clock, in UTC: a line belongs to the day on which it was written. */
const FILE = (at: Date) => `acts-${at.toISOString().slice(0, 10)}.jsonl`;

/** Opened each time: whoever ships the journal may have moved the file away. */
async function appendDurably(folder: string, at: Date, text: string): Promise<void> {
  const file = await open(join(folder, FILE(at)), 'a', 0o600);
  try {
    const { size } = await file.stat();
    const bytes = Buffer.from(text);
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) throw new Error('the disk is full');
    await file.datasync();
    if (size === 0) await syncFolder(folder);
  } finally {
    await file.close();
  }
}

/** Its readers may be other users of the machine only if somebody lets them. */
export async function makeJournalFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Else a power cut takes a new file away, whatever is on the disk of it. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folder.
  if (process.platform === 'win32') return;
  const handle: FileHandle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Nothing can be noted, so nothing is done. */
class JournalError extends Error {
  override readonly name = 'JournalError';
}

const cannotWrite = (folder: string, cause: unknown) =>
  new JournalError(
    `The journal in ${folder} cannot be written (${cause instanceof Error ? cause.message : String(cause)}): make room, give the folder to the user of the service, or set JOURNAL_DIR`,
    { cause },
  );
