import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectionOf } from '../../src/storage/collection.ts';
import { sharedNotes } from '../contracts/storage/notes.ts';
import { compiled } from '../support/programs/compiled.ts';
import { sqlitePlace } from '../support/storage/databases.ts';

const WRITER = compiled('test/storage/writer-process.ts');

type Writer = ChildProcessByStdio<null, Readable, null>;

function startWriter(...words: readonly string[]): Writer {
  return spawn(process.execPath, [WRITER, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Every id that was acknowledged before the process was ended without warning. */
async function killAfter(writer: Writer, acknowledgements: number): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  for await (const id of createInterface({ input: writer.stdout })) {
    acknowledged.push(id);
    if (acknowledged.length === acknowledgements) writer.kill('SIGKILL');
  }
  return acknowledged;
}

describe('SQLite and several processes', () => {
  let place: Awaited<ReturnType<typeof sqlitePlace>>;
  beforeEach(async () => {
    place = await sqlitePlace();
  });
  afterEach(() => place.remove());

  it('has every acknowledged document after each of several kills', async () => {
    const acknowledged: string[] = [];
    for (const round of [1, 2, 3, 4]) {
      const ids = await killAfter(startWriter('insert', place.folder, `${round}`), round * 61);
      expect(ids.length).toBeGreaterThanOrEqual(round * 61);
      acknowledged.push(...ids);
      const database = await place.open();
      const found = new Set<string>();
      const notes = collectionOf(database.collection(sharedNotes));
      for await (const { id, body } of notes.all({ index: 'byRank' })) {
        if (body === 'x'.repeat(2000)) found.add(id);
      }
      expect(acknowledged.filter((id) => !found.has(id))).toStrictEqual([]);
      await database.close();
    }
  });

  it('lets processes create the file, then write to it, at the same time', async () => {
    const times = 60;
    const writers = ['a', 'b', 'c'].map((prefix) => {
      return startWriter('count', place.folder, prefix, `${times}`);
    });
    const codes = await Promise.all(writers.map((writer) => once(writer, 'exit')));
    expect(codes).toStrictEqual(writers.map(() => [0, null]));
    const after = await place.open();
    const notes = after.collection(sharedNotes);
    expect(await notes.findById('counter')).toMatchObject({
      rank: 3 * times,
      version: 3 * times + 1,
    });
    expect(await notes.count({ index: 'byCode' })).toBe(3 * times + 1);
    await after.close();
  });
});
