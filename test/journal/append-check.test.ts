/** Whether an act could be noted now: asked while others are noted, and of the file of the day. */
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAppender, type Disk } from '../../src/journal/append.ts';
import { toDisk } from '../../src/storage/store.ts';

/** What happens while the file waits for the disk. */
let meanwhile: () => unknown;
/** How often the folder was written to the disk. */
let synced: number;
const disk: Disk = {
  open: async (...how) => {
    const file = await open(...how);
    const datasync = file.datasync.bind(file);
    file.datasync = async () => {
      await meanwhile();
      await datasync();
    };
    return file;
  },
  toDisk: async (path) => {
    synced += 1;
    await toDisk(path);
  },
};

let folder: string;
const AT = new Date('2026-10-14T16:30:00Z');
const file = () => join(folder, 'acts-2026-10-14.jsonl');
const appender = () => createAppender(folder, () => AT, disk);

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'kpa-journal-')), 'journal');
  await mkdir(folder);
  synced = 0;
  meanwhile = () => undefined;
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

it('is answered by a service that notes without a pause', async () => {
  const { append, check } = appender();
  let groups = 0;
  // Before a group ends, somebody waits for the next one: for so long that nobody waits for it.
  meanwhile = () => {
    groups += 1;
    if (groups < 200) void append('{}');
  };
  await append('{}');
  await check();
  expect(groups).toBeLessThan(5);
  await vi.waitFor(() => {
    expect(groups).toBe(200);
  });
});

it('is not answered while the disk says nothing', async () => {
  const { append, check } = appender();
  const order: string[] = [];
  let asked: Promise<unknown> | undefined;
  meanwhile = async () => {
    asked = check().then(() => order.push('answered'));
    // As long as an answer takes that does not wait.
    await readFile(file());
    await readFile(file());
    order.push('written');
  };
  await append('{}');
  await asked;
  expect(order).toEqual(['written', 'answered']);
});

it('is no where the file of the day cannot be written, before anything is lost', async () => {
  const { append, check } = appender();
  await check();
  await mkdir(file());
  await expect(check()).rejects.toThrow(`The journal in ${folder} cannot be written`);
  await expect(append('{}')).rejects.toThrow('EISDIR');
  await expect(check()).rejects.toThrow('EISDIR');
  await rm(file(), { recursive: true });
  // After a failure only a write can tell.
  await check();
  expect(await readFile(file(), 'utf8')).toBe('\n\n');
});

it('each process has the name of the file on the disk before it says that something is noted', async () => {
  const [one, other] = [appender(), appender()];
  await one.append('{}');
  await one.append('{}');
  expect(synced).toBe(1);
  await other.append('{}');
  await other.append('{}');
  expect(synced).toBe(2);
  await rm(file());
  await other.append('{}');
  expect(synced).toBe(3);
});
