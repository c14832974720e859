/** What a restored copy lacks, and what a replay of the journal brings back; read as others see it. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCommand } from '../../../src/admin/commands.ts';
import { type Config, readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/configured.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { createServices, type Services } from '../../../src/services.ts';
import type { IssuedCredential, Kpa } from '../../../src/storage/store.ts';
import { bitsOf, insertAwards, sorted } from '../status-lists/support.ts';

const ACT = { by: 'Karim Benali', reason: 'The disk is gone' };
const REPLAY = ['replay-journal', '--by', ACT.by, '--reason', 'Gone'];
const NAMES = { name: 'KPA des Moulins', place: 'Villeneuve', description: 'Bois et couture.' };
const details = (slug: string) => ({ slug, ...NAMES, contact: {}, memberSince: 2023 });

let folder: string;
let now: Date;
let logged: string[];
let env: Record<string, string>;
/** As it was before the loss, and once `restore` was called, what was restored. */
let services: Services;
let kpa: Kpa;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-replay-'));
  now = new Date('2026-10-14T16:30:00Z');
  logged = [];
  env = {
    NODE_ENV: 'test',
    PUBLIC_URL: 'https://badges.example',
    DATA_DIR: join(folder, 'first'),
    JOURNAL_DIR: join(folder, 'journal'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    APP_SECRET: 'a secret for tests, of more than 32 characters',
  };
  services = await open();
  kpa = await createKpa(services, details('moulins'));
  await mkdir(join(folder, 'second'));
});
afterEach(async () => {
  await services.threads.close();
  await services.store.close();
  await rm(folder, { recursive: true });
});

const config = (): Config => readConfig(env);

function open(): Promise<Services> {
  const log = createLog({ logLevel: 'info' }, { write: (line: string) => logged.push(line) });
  return createServices(config(), { clock: () => now, uptime: () => 0, log });
}

const backUp = () => services.store.copyTo?.(join(folder, 'second', 'kpa-badges.sqlite'));

async function restore(name = 'second'): Promise<void> {
  await services.threads.close();
  await services.store.close();
  env['DATA_DIR'] = join(folder, name);
  logged = [];
  services = await open();
}

async function run(words: readonly string[]) {
  const lines: string[] = [];
  const command = await findCommand(words).before(config());
  const isDone = await command(services, (line) => lines.push(line));
  return { isDone, output: lines.join('\n') };
}

const lists = () => services.store.statusLists(kpa.id).all({ index: 'byNumber' }).toArray();
const draw = (of: Kpa) => services.statusLists.draw(of);
const listAt = async (number: number) => (await lists()).find((one) => one.number === number);

async function revokeOne(id: string): Promise<void> {
  await services.awardRows.update(kpa.id, id, (award) => ({
    ...award,
    standing: 'revoked',
    revocation: { at: now.toISOString(), reason: 'Une erreur.', byName: 'Nadia Roche' },
  }));
}

describe('keys', () => {
  it('that are gone come back, one that was revoked stays so, and lists are signed with them', async () => {
    await insertAwards(services, kpa, draw, 1);
    await backUp();
    await services.keys.revoke(kpa.id, 'key-1', ACT);
    await services.statusLists.publishAll(kpa);
    const keys = await services.keys.publicKeys(kpa.id);

    await restore();
    expect(await services.keys.publicKeys(kpa.id)).toHaveLength(2);
    const { isDone, output } = await run(REPLAY);
    expect(output).toMatch(/key key-1 of .* advanced: revoked/);
    expect(output).toMatch(/key key-3 of .* restored: active/);
    expect(isDone).toBe(true);
    expect(await services.keys.publicKeys(kpa.id)).toEqual(keys);
    expect((await lists()).map(({ credential }) => credential.includes('#key-3'))).toEqual([true]);
    expect((await run(REPLAY)).output).not.toContain('key-');
  });

  it('come from the folder that is named; without a journal nothing is done', async () => {
    await backUp();
    await services.keys.revoke(kpa.id, 'key-1', ACT);
    await restore();
    env['JOURNAL_DIR'] = join(folder, 'other');
    const { isDone, output } = await run([...REPLAY, '--journal', join(folder, 'journal')]);
    expect(output).toMatch(/key key-1 of .* advanced: revoked/);
    expect(isDone).toBe(true);
    await expect(run([...REPLAY, '--journal', folder])).rejects.toThrow('There is no journal in');
  });
});

describe('lists', () => {
  it('that are gone are made again with their bits, and nobody draws from them', async () => {
    await insertAwards(services, kpa, draw, 1);
    await backUp();
    await services.statusLists.beginNext(kpa, 'awards');
    const lost = await insertAwards(services, kpa, draw, 3);
    const [first] = lost;
    await revokeOne(first?.id ?? '');
    await services.statusLists.publish(kpa, first?.statusListId ?? '');
    const before = await listAt(2);

    await restore();
    expect(await listAt(2)).toBeUndefined();
    const { isDone, output } = await run(REPLAY);
    expect(output).toContain('list made again: 2');
    expect(output).toContain('revoked again: 0, lost: 3, failed: 0');
    expect(isDone).toBe(true);
    const again = await listAt(2);
    expect(again?.id).toBe(before?.id);
    expect(bitsOf(again?.credential ?? '')).toEqual([first?.statusIndex]);
    expect((await draw(kpa)).listNumber).toBe(3);
    const all = await lists();
    expect((await run(REPLAY)).isDone).toBe(true);
    expect(await lists()).toEqual(all);
  });

  it('have the bits of what programs revoked', async () => {
    const { listId, index } = await services.statusLists.draw(kpa, 'issuedCredentials');
    const issued: IssuedCredential = {
      id: randomUUID(),
      kpaId: kpa.id,
      credentialId: 'urn:example:1',
      digest: 'A'.repeat(43),
      apiTokenId: 'B'.repeat(43),
      issuedAt: now.toISOString(),
      statusListId: listId,
      statusIndex: index,
      standing: 'valid',
    };
    const late = { ...issued, id: randomUUID(), statusIndex: (index + 1) % 131_072 };
    const credentials = () => services.store.issuedCredentials(kpa.id);
    await credentials().insert(issued);
    await backUp();
    await credentials().insert(late);
    for (const { id } of [issued, late]) {
      const revokedAt = now.toISOString();
      await credentials().update(id, (one) => ({ ...one, standing: 'revoked', revokedAt }));
    }
    await services.statusLists.publish(kpa, listId);
    now = new Date('2026-10-14T17:00:00Z');

    await restore();
    expect((await run(REPLAY)).output).toContain('revoked again: 1, lost: 1, failed: 0');
    const [list] = await lists();
    expect(bitsOf(list?.credential ?? '')).toEqual(sorted([index, late.statusIndex]));
    const revokedAt = '2026-10-14T16:30:00.000Z';
    expect(await credentials().findById(issued.id)).toMatchObject({ revokedAt });
  });

  it('are not signed by a clock that is behind what readers have seen', async () => {
    await backUp();
    now = new Date('2026-10-14T17:15:00Z');
    await insertAwards(services, kpa, draw, 1);
    await restore();
    now = new Date('2026-10-14T17:00:00Z');
    await expect(run(REPLAY)).rejects.toThrow('set the clock right first');
    expect(await lists()).toEqual([]);
  });
});

describe('a KPA that is gone', () => {
  it('gets its id and its keys back with its slug', async () => {
    await backUp();
    const late = await createKpa(services, { ...details('lacs'), name: 'KPA des Lacs' });
    const keys = await services.keys.publicKeys(late.id);
    await restore();
    const { isDone, output } = await run(REPLAY);
    expect(output).toContain('KPA lacs  lost: make it again with create-kpa --slug lacs');
    expect(isDone).toBe(false);
    const words = ['create-kpa', '--slug', 'lacs', '--name', 'KPA des Lacs', '--place', 'Lille'];
    const more = ['--description', 'Bois.', '--person', 'Nadia Roche'];
    await run([...words, ...more]);
    const [made] = await services.store.kpas.all({ index: 'bySlug', equals: ['lacs'] }).toArray();
    expect(made?.id).toBe(late.id);
    expect(await services.keys.publicKeys(late.id)).toEqual(keys);
    expect((await run(REPLAY)).isDone).toBe(true);
  });
});

describe('a start', () => {
  const told = () => logged.filter((line) => line.includes('The data lacks acts of the journal'));

  it('says that the data lacks acts, until the journal was replayed', async () => {
    await insertAwards(services, kpa, draw, 2);
    await backUp();
    await restore();
    expect(told()).toEqual([]);
    await restore('first');
    await insertAwards(services, kpa, draw, 3);
    await restore();
    expect(told()).toHaveLength(1);
    expect(told()[0]).toContain('"lacking":3');
    await run(REPLAY);
    await restore();
    expect(told()).toEqual([]);
  });
});
