/**
 * Lines at the end of the file of the day, on the disk before anybody is told. What arrives while one
 * group is written shares the next wait. Several processes write to one file: each group is one write
 * at its end (O_APPEND), and begins with a line end, so that what another's crash left torn swallows
 * nothing.
 */
import { constants } from 'node:fs';
import { access, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toDisk } from '../storage/store.ts';

export interface Appender {
  /** Resolves once the line is on the disk. Rejects with a sentence for an operator. */
  readonly append: (line: string) => Promise<void>;
  /** Rejects where nothing could be appended now. */
  readonly check: () => Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** What waits for the disk. */
export interface Disk {
  readonly open: typeof open;
  readonly toDisk: (folder: string) => Promise<void>;
}

export function createAppender(
  folder: string,
  clock: () => Date,
  disk: Disk = { open, toDisk },
): Appender {
  const append = createDurableAppend(folder, clock, disk);
  const waiting: Waiting[] = [];
  let isRunning = false;
  /** The group that is written now, or was written last. It never rejects. */
  let group: Promise<void> = Promise.resolve();
  let hasFailed = false;

  async function run(): Promise<void> {
    isRunning = true;
    // What is noted in the same turn comes along.
    await nextTurn();
    while (waiting.length > 0) await (group = appendSome(waiting.splice(0)));
    isRunning = false;
  }

  async function appendSome(some: readonly Waiting[]): Promise<void> {
    try {
      const lines = some.map(({ line }) => line);
      await append(`\n${lines.join('\n')}\n`);
      hasFailed = false;
      for (const { resolve } of some) resolve();
    } catch (error) {
      hasFailed = true;
      for (const { reject } of some) reject(cannotWrite(folder, error));
    }
  }

  const write = (line: string) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ line, resolve, reject });
      if (!isRunning) void run();
    });

  return {
    append: write,
    async check() {
      // A disk that says nothing is found so. What comes after this group is not waited for: of a
      // service that writes without a pause, there is no end of it.
      await group;
      // What looks right may lie on a full disk: after a failure only a write can tell.
      if (hasFailed) await write('');
      else await checkFile(folder, clock());
    },
  };
}

/** By the clock, in UTC: a line belongs to the day on which it was written. */
const fileOf = (folder: string, at: Date) =>
  join(folder, `acts-${at.toISOString().slice(0, 10)}.jsonl`);

/** Opened each time: whoever ships the journal may have moved the file away. */
function createDurableAppend(
  folder: string,
  clock: () => Date,
  disk: Disk,
): (text: string) => Promise<void> {
  /** Whose name is on the disk, as far as this process knows. */
  let known: string | undefined;
  return async (text) => {
    const file = await disk.open(fileOf(folder, clock()), 'a', 0o600);
    try {
      const { size, dev, ino } = await file.stat();
      const bytes = Buffer.from(text);
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten < bytes.length) throw new Error('the disk is full');
      await file.datasync();
      // Also of one that another process has begun: that one may not have come so far.
      const id = `${dev}:${ino}`;
      if (size === 0 || id !== known) await disk.toDisk(folder);
      known = id;
    } finally {
      await file.close();
    }
  };
}

/** Whether the next line could be appended, as far as can be told without one. */
async function checkFile(folder: string, at: Date): Promise<void> {
  try {
    const file = await open(fileOf(folder, at), constants.O_WRONLY | constants.O_APPEND);
    await file.close();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing) throw cannotWrite(folder, error);
    await checkFolder(folder);
  }
}

/** Its readers may be other users of the machine only if somebody lets them. */
export async function makeJournalFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw cannotWrite(folder, error);
  });
  await checkFolder(folder);
}

const checkFolder = (folder: string): Promise<void> =>
  access(folder, constants.W_OK).catch((error: unknown) => {
    throw cannotWrite(folder, error);
  });

/** Nothing can be noted, so nothing is done. */
class JournalError extends Error {
  override readonly name = 'JournalError';
}

const cannotWrite = (folder: string, cause: unknown) =>
  new JournalError(
    `The journal in ${folder} cannot be written (${cause instanceof Error ? cause.message : String(cause)}): make room, give the folder to the user of the service, or set JOURNAL_DIR`,
    { cause },
  );
