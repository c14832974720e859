import { mkdtemp, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reissueAwards } from '../../../src/awards/reissue-awards.ts';
import { ageOfNewest } from '../../../src/features/backups/age-of-newest.ts';
import { checkCopy } from '../../../src/features/backups/check-copy.ts';
import { makeBackup } from '../../../src/features/backups/make-backup.ts';
import { roomFor } from '../../../src/features/backups/room.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { playAcceptance, reloadAward } from '../../support/scene.ts';
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

const ROOM = { size: () => Promise.resolve(1), free: () => Promise.resolve(1e12) };

const make = (
  keep: number,
  check: (copy: string) => Promise<void> = () => Promise.resolve(),
  room = ROOM,
) => makeBackup({ store: world.services.store, clock: () => now }, { folder, keep, room, check });

/** Of ours, without what all their names have. */
async function timesOfBackups(): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('kpa-badges-')).sort();
  return names.map((name) => name.slice('kpa-badges-'.length, -'-00Z.sqlite'.length));
}

async function makeAt(keep: number, ...times: readonly string[]): Promise<void> {
  for (const time of times) {
    now = new Date(`${time}:00Z`);
    await make(keep);
  }
}

it('keeps some of as many days as it is told, closed to others, and nothing of what others put there', async () => {
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
  expect(await ageOfNewest(folder, new Date('2026-10-16T04:30:00Z'))).toBe(3_600);
});

it('reaches back as many days, however many are made in one', async () => {
  await makeAt(3, '2026-10-12T03:30', '2026-10-13T03:30', '2026-10-14T03:30', '2026-10-14T09:00');
  // Each start of the container makes one.
  await makeAt(3, '2026-10-14T10:00', '2026-10-14T11:00');
  expect(await timesOfBackups()).toEqual([
    ...['2026-10-12T03-30', '2026-10-13T03-30'],
    ...['2026-10-14T09-00', '2026-10-14T10-00', '2026-10-14T11-00'],
  ]);
  // A day without one is none that is kept.
  await makeAt(3, '2026-10-20T03:30');
  expect(await timesOfBackups()).toEqual([
    ...['2026-10-13T03-30', '2026-10-14T11-00', '2026-10-20T03-30'],
  ]);
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

it('is not begun where it would fill the disk', async () => {
  await make(2);
  const before = await readdir(folder);
  now = new Date('2026-10-15T03:30:00Z');
  const room = {
    size: () => Promise.resolve(300_000_000),
    free: () => Promise.resolve(349_999_999),
  };
  let isLooked = false;
  const look = () => {
    isLooked = true;
    return Promise.resolve();
  };
  await expect(make(2, look, room)).rejects.toThrow(
    `A backup takes 300 MB, 50 MB are left to the service, and ${folder} has room for 350 MB`,
  );
  expect([isLooked, await readdir(folder)]).toEqual([false, before]);
  await make(2, look, { ...room, free: () => Promise.resolve(350_000_000) });
  expect(isLooked).toBe(true);
});

it('measures the files that are there, and the disk of the folder', async () => {
  const file = join(place.folder, 'kpa-badges.sqlite');
  const { size, free } = roomFor([file, `${file}-none`]);
  expect(await size()).toBe((await stat(file)).size);
  const { bavail, bsize, blocks } = await statfs(place.folder);
  expect(await free(place.folder)).toBeLessThanOrEqual(blocks * bsize);
  expect(await free(place.folder)).toBeGreaterThan(bavail * bsize * 0.5);
});

it('is refused with a sentence where the folder cannot be written', async () => {
  await writeFile(folder, 'a file of somebody');
  await expect(make(1)).rejects.toThrow(
    `No backup can be written into ${folder}: something else than a folder stands there`,
  );
  expect(await readFile(folder, 'utf8')).toBe('a file of somebody');
  const refused = () => Promise.reject(Object.assign(new Error('x'), { code: 'EACCES' }));
  await rm(folder);
  await expect(make(1, refused)).rejects.toThrow(/: it belongs to another user: give it to/);
});

describe('a copy', () => {
  const cast = () => ({ kpa: world.hautsPres, staff: world.nadia, holder: world.awa });
  const WHY = { by: 'Karim', reason: 'Leaked' };
  const disown = (key = 'key-1') => world.services.keys.revoke(world.hautsPres.id, key, WHY);

  it('is none if nothing can be signed, if no badge of it verifies, or if it has no KPA', async () => {
    const { accepted } = await playAcceptance(world, cast());
    const { services: parts } = world;
    expect(await checkCopy(parts)).toEqual({ kpas: 2, award: accepted.id, passedOver: [] });
    const faults = { faults: () => Promise.resolve(['keys']) };
    await expect(checkCopy({ ...parts, readiness: faults })).rejects.toThrow('(keys)');
    await disown();
    await expect(checkCopy(parts)).rejects.toThrow(
      `no badge of it verifies (${accepted.id}: data-integrity does not verify)`,
    );
    for (const { id } of [world.hautsPres, world.moulins]) await parts.store.kpas.remove(id);
    await expect(checkCopy(parts)).rejects.toThrow('no KPA of it can be read');
  });

  it('passes over what a revoked key has signed and cannot be read, and tells it', async () => {
    const { accepted: old } = await playAcceptance(world, cast());
    await disown();
    const signedWith = ['key-1'];
    for await (const row of reissueAwards(world.services, world.hautsPres, {
      ...WHY,
      signedWith,
    })) {
      expect(row.outcome).toBe('reissued');
    }
    world.passTime(1);
    const { accepted: late } = await playAcceptance(world, cast());
    const forms = { ...late.forms, 'data-integrity': old.forms['data-integrity'] ?? '' };
    const rows = world.services.store.awards(world.hautsPres.id);
    await rows.replace({ ...(await reloadAward(world, late)), forms });
    const { store } = world.services;
    const looked = await checkCopy(world.services);
    expect(looked).toMatchObject({ kpas: 2, award: old.id, passedOver: [{ id: late.id }] });
    expect(await store.kpas.count({ index: 'bySlug' })).toBe(2);
  });

  it('of which every badge was taken back under a revoked key has nothing to verify', async () => {
    const { accepted } = await playAcceptance(world, cast());
    const { services: parts, hautsPres, nadia } = world;
    await revokeAward(parts, hautsPres, accepted, nadia, 'badge');
    for (const key of ['key-1', 'key-2']) await disown(key);
    expect(await checkCopy(parts)).toEqual({ kpas: 2, passedOver: [] });
  });
});
