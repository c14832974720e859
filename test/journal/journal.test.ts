/** What the application notes before it is done, read from the file (docs/adr/0037). */
import { randomBytes } from 'node:crypto';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeJournalFolder } from '../../src/journal/append.ts';
import { createJournal } from '../../src/journal/journal.ts';
import { readJournal, readTail } from '../../src/journal/read.ts';
import { addUp } from '../../src/journal/state.ts';
import { createCustody } from '../../src/keys/master-key.ts';
import type { Award, Stored } from '../../src/storage/store.ts';
import { playScene, SENTENCE } from '../support/scene.ts';
import { createWorld, type World } from '../support/world.ts';

const custody = createCustody(randomBytes(32));
let now: Date;
let folder: string;
let world: World;

const file = () => join(folder, 'acts-2026-10-14.jsonl');
const state = (by = custody) => addUp(readJournal(folder, by));
const cast = () => ({ kpa: world.hautsPres, staff: world.nadia, holder: world.awa });

const withoutVersion = ({ version: _, ...award }: Stored<Award>): Award => award;

beforeEach(async () => {
  now = new Date('2026-10-14T23:59:00Z');
  folder = join(await mkdtemp(join(tmpdir(), 'kpa-journal-')), 'journal');
  await makeJournalFolder(folder);
  world = await createWorld({ journal: createJournal({ folder, custody, clock: () => now }) });
});
afterEach(async () => {
  await world.destroy();
  await rm(join(folder, '..'), { recursive: true });
});

describe('the journal', () => {
  it('has each badge with its entry, what was revoked, lists, keys and KPAs', async () => {
    const scene = await playScene(world, cast());
    const { lists, entries, keys, kpas, unread } = await state();
    expect(unread).toEqual({ torn: 0, foreign: 0, newer: 0 });
    const { statusListId: list } = scene.revoked;
    expect(lists).toMatchObject([{ id: list, number: 1, of: 'awards', size: 131_072 }]);
    const awards = await world.services.store
      .awards(scene.kpa.id)
      .all({ index: 'byDate' })
      .toArray();
    const noted = awards.map(({ id, statusIndex: index, standing }) => ({ id, index, standing }));
    expect(noted.filter(({ standing }) => standing === 'revoked')).toHaveLength(1);
    const found = entries.get(list) ?? [];
    expect(found).toHaveLength(noted.length);
    const alike = found.map(({ id, index, standing }) => ({ id, index, standing }));
    expect(new Set(alike.map((one) => JSON.stringify(one)))).toEqual(
      new Set(noted.map((one) => JSON.stringify(one))),
    );
    expect(kpas).toHaveLength(2);
    expect(keys.map(({ state }) => state)).toEqual(Array<string>(4).fill('active'));
    await world.services.keys.revoke(scene.kpa.id, 'key-1', {
      by: 'Karim Benali',
      reason: 'Leaked',
    });
    expect((await state()).keys.map(({ state }) => state).sort()).toEqual([
      ...Array<string>(4).fill('active'),
      'revoked',
    ]);
  });

  it('names nobody, and says nothing that anybody wrote; nobody else may read it', async () => {
    await playScene(world, cast());
    await world.services.keys.revoke(world.hautsPres.id, 'key-1', {
      by: 'Karim Benali',
      reason: 'Leaked',
    });
    const text = await readFile(file(), 'utf8');
    expect(text).toContain('"act":"entry"');
    for (const said of [
      'Awa',
      'Diallo',
      'Nadia',
      'Roche',
      'Karim',
      'Leaked',
      SENTENCE,
      '@',
      'Prés',
    ]) {
      expect(text).not.toContain(said);
    }
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('begins a file with each day, and reads them in their order', async () => {
    await playScene(world, cast());
    now = new Date('2026-10-15T00:01:00Z');
    await playScene(world, { ...cast(), holder: world.bruno });
    expect((await readdir(folder)).sort()).toEqual([
      'acts-2026-10-14.jsonl',
      'acts-2026-10-15.jsonl',
    ]);
    const [listed] = (await state()).entries.values();
    expect(listed?.map(({ at }) => at.slice(0, 10))).toEqual([
      ...Array<string>(4).fill('2026-10-14'),
      ...Array<string>(4).fill('2026-10-15'),
    ]);
    // Of the two that were written last.
    const old = join(folder, 'acts-2026-10-13.jsonl');
    await writeFile(old, 'torn\n');
    await utimes(old, 1, 1);
    expect(await readTail(folder, custody)).toHaveLength((await state()).lines - 1);
  });

  it('forgets what the storage refused', async () => {
    const scene = await playScene(world, cast());
    const { awardRows, store } = world.services;
    const { id, name, place, description, memberSince, createdAt } = world.moulins;
    const details = { name, place, description, memberSince, createdAt, contact: {} };
    const kpas = store.kpas.insert({ ...details, id: scene.offered.id, slug: 'moulins' });
    await expect(kpas).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
    const { slot: _, ...twin } = { ...withoutVersion(scene.offered), id: scene.experience.id };
    await expect(awardRows.insert(twin)).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
    // The same document again: what was noted of the first stands.
    await expect(awardRows.insert(withoutVersion(scene.offered))).rejects.toMatchObject({
      code: 'DUPLICATE_KEY',
    });
    const { entries, kpas: noted } = await state();
    expect(noted.map((one) => one.id)).toContain(id);
    expect(noted).toHaveLength(2);
    const ids = entries.get(scene.offered.statusListId)?.map((one) => one.id) ?? [];
    expect(ids).toHaveLength(4);
    expect(ids).toContain(scene.offered.id);
  });

  it('is read past a torn line, which swallows nothing of what follows', async () => {
    await playScene(world, cast());
    const { lines } = await state();
    await appendFile(file(), '{"v":1,"at":"2026-10-14T23:59');
    const scene = await playScene(world, { ...cast(), holder: world.bruno });
    const after = await state();
    expect(after.unread).toEqual({ torn: 1, foreign: 0, newer: 0 });
    expect(after.lines).toBeGreaterThan(lines + 1);
    expect(after.entries.get(scene.offered.statusListId)).toHaveLength(8);
  });

  it('believes no line that it did not write', async () => {
    const scene = await playScene(world, cast());
    const text = await readFile(file(), 'utf8');
    const line = text.split('\n').find((one) => one.includes(scene.offered.id)) ?? '';
    expect(line).toContain('"standing":"valid"');
    const forged = line.replace('"standing":"valid"', '"standing":"revoked"');
    await appendFile(file(), `${forged}\n{"v":1}\n`);
    const { entries, unread } = await state();
    expect(unread).toEqual({ torn: 0, foreign: 2, newer: 0 });
    const entry = entries
      .get(scene.offered.statusListId)
      ?.find(({ id }) => id === scene.offered.id);
    expect(entry?.standing).toBe('valid');
    const others = await state(createCustody(randomBytes(32)));
    expect(others.unread.foreign).toBe(others.lines);
  });
});

describe('where it cannot be written', () => {
  it('nothing is done, people are told to come back, and the service is not ready', async () => {
    const scene = await playScene(world, cast());
    const nadia = await world.signIn(world.nadia);
    const path = `/reconnaissances/${scene.accepted.id}/retirer`;
    const form = await nadia.get(path);
    await rm(folder, { recursive: true });

    const answer = await nadia.press(form, 'Retirer le badge', { reason: 'badge' });
    expect(answer.status).toBe(503);
    const award = () => world.services.store.awards(scene.kpa.id).findById(scene.accepted.id);
    expect(await award()).toMatchObject({ standing: 'valid' });
    world.passTime(1);
    expect(await world.services.readiness.faults()).toEqual(['storage']);
    expect(world.logged.join('')).toContain('The journal in');

    await mkdir(folder);
    world.passTime(1);
    expect(await world.services.readiness.faults()).toEqual([]);
    await nadia.press(await nadia.get(path), 'Retirer le badge', { reason: 'badge' });
    expect(await award()).toMatchObject({ standing: 'revoked' });
  });
});
