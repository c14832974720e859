import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkCopy } from '../../../src/features/backups/check-copy.ts';
import { makeBackup } from '../../../src/features/backups/make-backup.ts';
import { ageOfNewest } from '../../../src/metrics/age-of-newest.ts';
import { playAcceptance } from '../../support/scene.ts';
import { sqlitePlace } from '../../support/storage/databases.ts';
import { createWorld, type World } from '../../support/world.ts';

/** On SQLite, whatever else is tested: servers have tools of their own. */
let place: Awaited<ReturnType<typeof sqlitePlace>>;
let world: World;
let folder: string;
let now: Date;
beforeEach(async () => {
  place = await sqlitePlace();
  world = await createWorld({ database: await place.open() });
  folder = join(await mkdtemp(join(tmpdir(), 'kpa-backups-')), 'backups');
  now = new Date('2026-10-14T03:30:00Z');
});
afterEach(async () => {
  await world.destroy();
  await world.services.store.close();
  await place.remove();
  await rm(join(folder, '..'), { recursive: true });
});

const make = (keep: number, check: (copy: string) => Promise<void> = () => Promise.resolve()) =>
  makeBackup({ store: world.services.store, clock: () => now }, { folder, keep, check });

it('keeps as many as it is told, closed to others, and nothing of what others put there', async () => {
  for (const day of ['14', '15', '16']) {
    now = new Date(`2026-10-${day}T03:30:00Z`);
    await make(2);
    await writeFile(join(folder, 'restored.sqlite'), '');
  }
  expect((await readdir(folder)).sort()).toEqual([
    'kpa-badges-2026-10-15T03-30-00Z.sqlite',
    'kpa-badges-2026-10-16T03-30-00Z.sqlite',
    'restored.sqlite',
  ]);
  const [name = ''] = (await readdir(folder)).sort();
  expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await ageOfNewest(folder, new Date())).toBeLessThan(600);
});

it('that is not what it should be leaves all older ones, and no trace', async () => {
  await make(1);
  const before = await readdir(folder);
  now = new Date('2026-10-15T03:30:00Z');
  await expect(make(1, () => Promise.reject(new Error('no badge verifies')))).rejects.toThrow(
    'no badge verifies',
  );
  expect(await readdir(folder)).toEqual(before);
});

it('stays, beside one that a clock that was ahead has dated', async () => {
  now = new Date('2027-01-01T04:00:00Z');
  await make(1);
  now = new Date('2026-11-27T04:00:00Z');
  const { file } = await make(1);
  expect((await readdir(folder)).filter((name) => name.startsWith('kpa-badges-'))).toEqual([
    basename(file),
  ]);
});

it('is none if a badge of it does not verify, or if nothing could be signed', async () => {
  const cast = { kpa: world.hautsPres, staff: world.nadia, holder: world.awa };
  const { accepted } = await playAcceptance(world, cast);
  const { services: parts } = world;
  expect(await checkCopy(parts)).toBe(accepted.id);
  const faults = { faults: () => Promise.resolve(['keys']) };
  await expect(checkCopy({ ...parts, readiness: faults })).rejects.toThrow('(keys)');
  await world.services.keys.revoke(world.hautsPres.id, 'key-1', { by: 'Karim', reason: 'Leaked' });
  await expect(checkCopy(parts)).rejects.toThrow(`badge ${accepted.id} does not verify`);
});
