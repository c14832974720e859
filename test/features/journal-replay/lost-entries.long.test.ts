/**
 * Badges that a restored copy has not, and whose people have them in a file: taken back is taken back,
 * in whatever order the service, the forms and the replay came (docs/adr/0037).
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { revokeAwards } from '../../../src/features/revocations/revoke-awards.ts';
import type { Award } from '../../../src/storage/store.ts';
import { bitsOf, insertAwards } from '../status-lists/support.ts';
import { createRestorable, REPLAY, type Restorable } from './restorable.ts';

const BY = { by: { name: 'Karim Benali' }, reason: 'person' } as const;

let house: Restorable;
beforeEach(async () => {
  house = await createRestorable();
  await house.giveOne();
  await house.backUp();
});
afterEach(() => house.destroy());

/** Given, and taken back. */
async function giveAndTakeBack(): Promise<Award> {
  const award = await house.giveOne();
  await takeBack(award.id);
  return award;
}

async function takeBack(id: string): Promise<void> {
  const [row] = await revokeAwards(house.services, house.kpa, [id], BY);
  expect(row?.outcome).toBe('revoked');
}

/** Of the list that stands under the number that the award’s text names. */
async function bits(number = 1): Promise<readonly number[]> {
  const list = (await house.lists()).find((one) => one.number === number);
  return bitsOf(list?.credential ?? '');
}

/** The form is sent again: the award has the id of before, and another entry. */
async function giveAgain({ id }: Award): Promise<Award> {
  const { mac: _, version: __, ...made } = { version: 0, ...(await house.giveOne()) };
  const { listId, index } = await house.draw(house.kpa);
  await house.services.store.awards(house.kpa.id).remove(made.id);
  return house.services.awardRows.insert({
    ...made,
    id,
    ...{ statusListId: listId, statusIndex: index },
  });
}

/** As if the backup were from before they were begun. */
async function loseLists(): Promise<void> {
  const rows = house.services.store.statusLists(house.kpa.id);
  for (const { id } of await house.lists()) await rows.remove(id);
  const awards = house.services.store.awards(house.kpa.id);
  for (const { id } of await awards.pickAll({ index: 'byDate' }, []).toArray()) {
    await awards.remove(id);
  }
}

async function check(): Promise<string> {
  const { output } = await house.run(['check']);
  return output
    .split('\n')
    .filter((line) => line.includes('entry '))
    .join('\n');
}

describe('a badge that was taken back', () => {
  it('and given again before the replay: its first file stays revoked', async () => {
    const award = await giveAndTakeBack();
    await house.restore();
    const again = await giveAgain(award);
    const { isDone, output } = await house.run(REPLAY);
    expect(output).toContain('given again since, under another entry: the first file is revoked');
    expect(isDone).toBe(true);
    expect(await bits()).toEqual([award.statusIndex]);
    expect(again.statusIndex).not.toBe(award.statusIndex);
    expect(await check()).toBe('');
  });

  it('whose entry another one has been given: both are named, and neither stands', async () => {
    const award = await giveAndTakeBack();
    await house.restore();
    const { statusListId: listId, statusIndex: index } = award;
    const [other] = await insertAwards(
      house.services,
      house.kpa,
      () => Promise.resolve({ listId, index }),
      1,
    );
    const { isDone, output } = await house.run(REPLAY);
    expect(output).toMatch(
      new RegExp(`${award.id} .* badge ${other?.id ?? ''} has been given its entry`),
    );
    expect(isDone).toBe(false);
    expect(await bits()).toEqual([index]);
    await takeBack(other?.id ?? '');
    expect((await house.run(REPLAY)).isDone).toBe(true);
  });

  it('stands nowhere, though its list was begun anew before the replay', async () => {
    const award = await giveAndTakeBack();
    await house.restore();
    await loseLists();
    await house.giveOne();
    await house.restore();
    const { output } = await house.run(REPLAY);
    expect(output).toContain(award.id);
    expect(await bits()).toContain(award.statusIndex);
    await house.restore();
    expect((await house.draw(house.kpa)).listNumber).toBe(2);
  });
});

describe('a badge that is lost, and counts', () => {
  it('is taken back by its number, and stays so', async () => {
    const award = await house.giveOne();
    await house.restore();
    expect((await house.run(REPLAY)).output).toContain('lost: 1');
    expect(await bits()).toEqual([]);
    await takeBack(award.id);
    expect(await bits()).toEqual([award.statusIndex]);
    expect((await house.run(REPLAY)).output).toContain('lost, and stays revoked');
    expect(await check()).toBe('');
  });

  it('and is given again: taken back, it is so in both files', async () => {
    const award = await house.giveOne();
    await house.restore();
    await house.run(REPLAY);
    const again = await giveAgain(award);
    await takeBack(award.id);
    expect(await bits()).toEqual([award.statusIndex]);
    expect(await bits(2)).toEqual([again.statusIndex]);
  });

  it('a row that somebody else wrote takes nothing back', async () => {
    const [award, other] = await house.give(2);
    if (!award || !other) throw new Error('Two awards were expected');
    const { statusListId, statusIndex } = other;
    const row = { id: randomUUID(), kpaId: house.kpa.id, badgeId: award.id, mac: 'A.B' };
    await house.services.store
      .lostEntries(house.kpa.id)
      .insert({ ...row, statusListId, statusIndex, standing: 'valid' });
    await takeBack(award.id);
    expect(await bits()).toEqual([award.statusIndex]);
  });

  it('has its MAC under the new master key', async () => {
    const award = await house.giveOne();
    await house.restore();
    await house.run(REPLAY);
    house.env['MASTER_KEY_PREVIOUS'] = house.env['MASTER_KEY'] ?? '';
    house.env['MASTER_KEY'] = randomBytes(32).toString('base64');
    await house.restore();
    const said = await house.run(['rewrap', '--by', 'Karim Benali', '--reason', 'Each year']);
    expect(said.output).toContain('entries of lost badges: 1 rewrapped');
    delete house.env['MASTER_KEY_PREVIOUS'];
    await house.restore();
    await takeBack(award.id);
    expect(await bits()).toEqual([award.statusIndex]);
  });
});

describe('journals', () => {
  it('of two machines are replayed together: one alone does not know the list', async () => {
    const one = join(house.folder, 'journal');
    const other = join(house.folder, 'journal-2');
    await loseLists();
    await house.backUp();
    await house.restore('first');
    await house.draw(house.kpa);
    house.env['JOURNAL_DIR'] = other;
    await house.restore('first');
    const award = await house.giveOne();
    await house.restore();
    const alone = await house.run([...REPLAY, '--journal', other]);
    expect(alone.output).toContain('entries of a list that no line tells of');
    expect(alone.isDone).toBe(false);
    const both = await house.run([...REPLAY, '--journal', one, '--journal', other]);
    expect(both.output).toContain(`${award.id}  of `);
    expect(both.isDone).toBe(true);
    expect((await house.draw(house.kpa)).listNumber).toBe(2);
  });

  it('of another service, or none at all, leave the word that the data lacks acts', async () => {
    await giveAndTakeBack();
    await house.restore();
    expect(house.warnings()).toHaveLength(1);
    const foreign = join(house.folder, 'foreign');
    await mkdir(foreign);
    const line = '{"v":1,"at":"2026-10-14T16:30:00.000Z","act":"replayed","mac":"AAAA"}';
    await writeFile(join(foreign, 'acts-2026-10-14.jsonl'), `${line}\n`);
    expect((await house.run([...REPLAY, '--journal', foreign])).isDone).toBe(false);
    await house.restore();
    expect(house.warnings()).toHaveLength(1);
  });

  it('of a copy of the service under another address are refused', async () => {
    house.env['PUBLIC_URL'] = 'https://essai.example';
    await house.restore('second', 'adopt');
    const adopted = ['adopt-installation', '--public-url', '--by', 'Karim', '--reason', 'Trial'];
    await house.run(adopted);
    await house.restore();
    await giveAndTakeBack();
    house.env['PUBLIC_URL'] = 'https://badges.example';
    await house.restore('first');
    await expect(house.run(REPLAY)).rejects.toThrow('where this data never was');
  });

  it('a file of a day to come hides nothing', async () => {
    await house.restore('first');
    house.state.now = new Date('2027-10-14T16:30:00Z');
    await house.giveOne();
    house.state.now = new Date('2026-10-14T17:30:00Z');
    await house.backUp();
    await house.give(5);
    await house.restore();
    expect(house.warnings()).toHaveLength(1);
  });

  it('an award, or a file, that cannot be read keeps nobody from starting', async () => {
    const award = await house.giveOne();
    await rename(join(house.folder, 'journal'), join(house.folder, 'journal-old'));
    await mkdir(join(house.folder, 'journal', 'acts-2026-10-13.jsonl'), { recursive: true });
    await house.restore('first');
    expect(house.state.logged.join('')).toContain('The journal could not be compared');
    expect(await house.services.store.awards(house.kpa.id).findById(award.id)).toBeDefined();
  });
});

describe('access that was ended since', () => {
  it('does not come back: tokens, links of portfolios, sessions', async () => {
    const { store } = house.services;
    const kpaId = house.kpa.id;
    const [createdAt, expiresAt] = ['2026-10-01T08:00:00.000Z', '2027-01-01T08:00:00.000Z'];
    const base = { id: 'T'.repeat(43), kpaId, createdAt, expiresAt };
    const personId = randomUUID();
    await store.apiTokens.insert({ ...base, label: 'a', identity: 'did:web', createdBy: 'Karim' });
    await store.shareLinks.insert({
      ...{ ...base, personId, label: 'Traiteur', sealedToken: 'x', opened: 0 },
      ...{ awardIds: [], experienceIds: [] },
    });
    await store.sessions.insert({ ...base, personId, csrfToken: 'c' });
    await house.backUp();
    const withdrawnAt = '2026-10-14T16:30:00.000Z';
    await store.apiTokens.update(base.id, (now) => ({ ...now, withdrawnAt }));
    await store.shareLinks.update(base.id, (now) => ({ ...now, withdrawnAt }));
    await house.restore();
    const { output } = await house.run(REPLAY);
    expect(output).toContain(
      'ended again: 1 tokens of programs, 1 links of portfolios; 1 sessions: everybody signs in anew',
    );
    const after = house.services.store;
    expect((await after.apiTokens.findById(base.id))?.withdrawnAt).toBe(withdrawnAt);
    expect((await after.shareLinks.findById(base.id))?.withdrawnAt).toBe(withdrawnAt);
    expect(await after.sessions.findById(base.id)).toBeUndefined();
    await after.sessions.insert({ ...base, personId, csrfToken: 'c' });
    expect((await house.run(REPLAY)).output).not.toContain('ended again');
    expect(await after.sessions.findById(base.id)).toBeDefined();
  });
});
