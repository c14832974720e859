/** The lines of a journal, oldest first: all of its files, whoever wrote into them. */
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Custody } from '../keys/custody.ts';
import { type JournalLine, readLine } from './lines.ts';

type Checks = Pick<Custody, 'checkMac'>;

const NAME = /^acts-\d{4}-\d{2}-\d{2}\.jsonl$/;

/** Enough for the acts of the last minutes. */
const TAIL = 65_536;

async function filesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => join(folder, name));
}

export const hasJournal = async (folder: string): Promise<boolean> =>
  (await filesOf(folder)).length > 0;

export async function* readJournal(folder: string, custody: Checks): AsyncGenerator<JournalLine> {
  for (const file of await filesOf(folder)) {
    for await (const line of createInterface({
      input: createReadStream(file),
      crlfDelay: Infinity,
    })) {
      if (line !== '') yield await readLine(custody, line);
    }
  }
}

/**
 * The last lines of the two files that were written last, in their order: by a clock that was ahead,
 * one of them may have the name of a day to come.
 */
export async function readTail(folder: string, custody: Checks): Promise<readonly JournalLine[]> {
  const files = await Promise.all(
    (await filesOf(folder)).map(async (file) => ({ file, at: (await stat(file)).mtimeMs })),
  );
  const last = files.toSorted((one, other) => one.at - other.at).slice(-2);
  const tails = await Promise.all(last.map(({ file }) => readEnd(file, custody)));
  return tails.flat();
}

async function readEnd(file: string, custody: Checks): Promise<readonly JournalLine[]> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(Math.min(size, TAIL)),
      position: Math.max(0, size - TAIL),
    });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    // What the window begins with is no whole line.
    const whole = size > TAIL ? lines.slice(1) : lines;
    return await Promise.all(
      whole.filter((line) => line !== '').map((line) => readLine(custody, line)),
    );
  } finally {
    await handle.close();
  }
}
