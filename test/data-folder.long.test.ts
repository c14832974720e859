/** Who else on the machine can read what we keep: nobody. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { DataFolderError, keepDataPrivate } from '../src/data-folder.ts';
import { createServices } from '../src/services.ts';

const FILES = [
  'app.secret',
  'kpa-badges.sqlite',
  'kpa-badges.sqlite-shm',
  'kpa-badges.sqlite-wal',
  'master.key',
];

let place: string;
let folder: string;
let logged: string[];
let umask: number;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'kpa-data-'));
  folder = join(place, 'new', 'data');
  logged = [];
  // The worst that a machine may say of new files.
  umask = process.umask(0);
});
afterEach(async () => {
  process.umask(umask);
  await rm(place, { recursive: true });
});

/** As far as the files are made; `meanwhile` it runs. */
async function start(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const log = pino({ level: 'warn' }, { write: (line: string) => logged.push(line) });
  const services = await createServices(readConfig({ DATA_DIR: folder }), { log });
  const files = Object.fromEntries(FILES.map((name) => [name, '600']));
  expect(await modes()).toEqual({ ...files, journal: '700' });
  await meanwhile();
  await services.store.close();
}

const mode = async (path: string) => ((await stat(path)).mode & 0o7777).toString(8);

async function modes(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const all = names.map(async (name) => [name, await mode(join(folder, name))] as const);
  return Object.fromEntries(await Promise.all(all));
}

const told = () => logged.filter((line) => line.includes('Others could read our data'));

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  it('is made for its owner alone, with all that is in it', async () => {
    await start();
    expect(await mode(folder)).toBe('700');
    expect(told()).toEqual([]);
  });

  it('of before is closed to others at the next start, which says so once', async () => {
    await start(async () => {
      // While one that is killed holds it, the files beside it are there too.
      await chmod(folder, 0o2755);
      for (const name of FILES) await chmod(join(folder, name), 0o644);
      await start();
    });
    expect(await mode(folder)).toBe('2700');
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain(`${join(folder, 'master.key')} (0644)`);
    logged = [];
    await start();
    expect(told()).toEqual([]);
  });

  it('leaves alone what is not ours in it', async () => {
    await start();
    const theirs = join(folder, 'notes.txt');
    await writeFile(theirs, 'x', { mode: 0o644 });
    await keepDataPrivate(folder, { warn: () => undefined });
    expect(await mode(theirs)).toBe('644');
  });

  it.each([
    ['is refused', () => Promise.reject(new Error('EPERM'))],
    ['changes nothing', () => Promise.resolve()],
  ])('stops the start where closing it %s, in words that say what to do', async (_, change) => {
    await start();
    await chmod(folder, 0o755);
    const refused = await keepDataPrivate(folder, { warn: () => undefined }, change).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(DataFolderError);
    expect(String(refused)).toContain(`chmod go= '${folder}'`);
    expect(String(refused)).toContain('mode 0755');
  });

  it('holds the journal alone, for its owner, when the data is elsewhere', async () => {
    const log = pino({ level: 'silent' });
    const env = {
      DATA_DIR: folder,
      MASTER_KEY: randomBytes(32).toString('base64'),
      APP_SECRET: 'a secret for tests, of more than 32 characters',
      MONGODB_URI: 'mongodb://127.0.0.1:1/none?serverSelectionTimeoutMS=1',
    };
    await expect(createServices(readConfig(env), { log })).rejects.toThrow();
    expect(await modes()).toEqual({ journal: '700' });
    expect(await mode(folder)).toBe('700');
  });
});
