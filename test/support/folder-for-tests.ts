import { existsSync } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IN_MEMORY = '/dev/shm';
const ENOUGH = 1_000_000_000;

/**
 * Everything that a run writes lies in one folder, which goes with it: in memory where there is room,
 * for each commit of SQLite waits for the disk.
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join((await isRoomy()) ? IN_MEMORY : tmpdir(), 'kpa-badges-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

async function isRoomy(): Promise<boolean> {
  if (!existsSync(IN_MEMORY)) return false;
  const { bavail, bsize } = await statfs(IN_MEMORY);
  return bavail * bsize > ENOUGH;
}
