import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startProcess } from '../support/programs/process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-journal-'));
});
afterAll(() => rm(folder, { recursive: true }));

const written = z.object({ name: z.string(), at: z.int() });

it('several processes write whole lines into one file, each in its own order', async () => {
  const names = ['a', 'b', 'c'];
  const runs = names.map((name) =>
    startProcess('test/journal/appender-process.ts', { args: [folder, name, '300'] }),
  );
  for (const run of runs) expect(await run.ended).toEqual({ code: 0, signal: null });
  const text = await readFile(join(folder, 'acts-2026-10-14.jsonl'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  const read = lines.map((line) => written.parse(JSON.parse(line)));
  for (const name of names) {
    const own = read.filter((line) => line.name === name).map(({ at }) => at);
    expect(own).toEqual(Array.from({ length: 300 }, (_, at) => at));
  }
});
