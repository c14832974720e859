/** What a restored copy lacks, and what a replay of the journal brings back; read as others see it. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishOwnBadge } from '../../../src/demo/own-badge.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { createStatusLists } from '../../../src/features/status-lists/status-lists.ts';
import type { IssuedCredential } from '../../../src/storage/store.ts';
import { bitsOf, insertAwards, sorted } from '../status-lists/support.ts';
import { createRestorable, details, REPLAY, type Restorable } from './restorable.ts';

const ACT = { by: 'Karim Benali', reason: 'The disk is gone' };

let house: Restorable;
beforeEach(async () => {
  house = await createRestorable();
});
afterEach(() => house.destroy());

const listAt = async (number: number) => (await house.lists()).find((one) => one.number === number);

describe('keys', () => {
  it('that are gone come back, one that was revoked stays so, and lists are signed with them', async () => {
    await house.give(1);
    await house.backUp();
    await house.services.keys.revoke(house.kpa.id, 'key-1', ACT);
    await house.services.statusLists.publishAll(house.kpa);
    const keys = await house.services.keys.publicKeys(house.kpa.id);

    await house.restore();
    expect(await house.services.keys.publicKeys(house.kpa.id)).toHaveLength(2);
    const { isDone, output } = await house.run(REPLAY);
    expect(output).toMatch(/key key-1 of .* advanced: revoked/);
    expect(output).toMatch(/key key-3 of .* restored: active/);
    expect(isDone).toBe(true);
    expect(await house.services.keys.publicKeys(house.kpa.id)).toEqual(keys);
    expect((await house.lists()).map(({ credential }) => credential.includes('#key-3'))).toEqual([
      true,
    ]);
    expect((await house.run(REPLAY)).output).not.toContain('key-');
  });

  it('come from the folder that is named; without a journal nothing is done', async () => {
    await house.backUp();
    await house.services.keys.revoke(house.kpa.id, 'key-1', ACT);
    await house.restore();
    house.env['JOURNAL_DIR'] = join(house.folder, 'other');
    const { isDone, output } = await house.run([
      ...REPLAY,
      '--journal',
      join(house.folder, 'journal'),
    ]);
    expect(output).toMatch(/key key-1 of .* advanced: revoked/);
    expect(isDone).toBe(true);
    await expect(house.run([...REPLAY, '--journal', house.folder])).rejects.toThrow(
      'There is no journal in',
    );
  });
});

describe('badge classes', () => {
  it('that were published since come back whole, once', async () => {
    await house.backUp();
    await publishOwnBadge(house.services, house.kpa, { id: randomUUID() });
    const all = () =>
      house.services.store.publishedClasses(house.kpa.id).all({ index: 'byClass' }).toArray();
    const before = await all();
    expect(before).toHaveLength(1);
    await house.restore();
    expect(await all()).toEqual([]);
    const { isDone, output } = await house.run(REPLAY);
    expect(output).toContain('badge class je-cuisine-pour-un-grand-groupe--moulins  restored');
    expect([isDone, await all()]).toEqual([true, before]);
    expect((await house.run(REPLAY)).output).not.toContain('badge class');
  });
});

describe('lists', () => {
  it('that are gone are made again with their bits, and nobody draws from them', async () => {
    await house.give(1);
    await house.backUp();
    // A small one is full at once: the next is begun after the backup.
    const small = createStatusLists(house.services, { fullAt: 1 });
    const lost = await insertAwards(house.services, house.kpa, () => small.draw(house.kpa), 3);
    const [first] = lost;
    await house.revokeOne(first?.id ?? '');
    await house.services.statusLists.publish(house.kpa, first?.statusListId ?? '');
    const before = await listAt(2);

    await house.restore();
    expect(await listAt(2)).toBeUndefined();
    const { isDone, output } = await house.run(REPLAY);
    expect(output).toContain('list made again: 2');
    expect(output).toContain('revoked again: 0, lost: 3, failed: 0');
    expect(isDone).toBe(true);
    const again = await listAt(2);
    expect(again?.id).toBe(before?.id);
    expect(bitsOf(again?.credential ?? '')).toEqual([first?.statusIndex]);
    expect((await house.draw(house.kpa)).listNumber).toBe(3);
    const all = await house.lists();
    expect((await house.run(REPLAY)).isDone).toBe(true);
    expect(await house.lists()).toEqual(all);
  });

  it('have the bits of what programs revoked', async () => {
    const { listId, index } = await house.services.statusLists.draw(house.kpa, 'issuedCredentials');
    const issued: IssuedCredential = {
      id: randomUUID(),
      kpaId: house.kpa.id,
      credentialId: 'urn:example:1',
      digest: 'A'.repeat(43),
      apiTokenId: 'B'.repeat(43),
      issuedAt: house.state.now.toISOString(),
      statusListId: listId,
      statusIndex: index,
      standing: 'valid',
    };
    const late = { ...issued, id: randomUUID(), statusIndex: (index + 1) % 131_072 };
    const credentials = () => house.services.store.issuedCredentials(house.kpa.id);
    await credentials().insert(issued);
    await house.backUp();
    await credentials().insert(late);
    for (const { id } of [issued, late]) {
      const revokedAt = house.state.now.toISOString();
      await credentials().update(id, (one) => ({ ...one, standing: 'revoked', revokedAt }));
    }
    await house.services.statusLists.publish(house.kpa, listId);
    house.state.now = new Date('2026-10-14T17:00:00Z');

    await house.restore();
    expect((await house.run(REPLAY)).output).toContain('revoked again: 1, lost: 1, failed: 0');
    const [list] = await house.lists();
    expect(bitsOf(list?.credential ?? '')).toEqual(sorted([index, late.statusIndex]));
    const revokedAt = '2026-10-14T16:30:00.000Z';
    expect(await credentials().findById(issued.id)).toMatchObject({ revokedAt });
  });

  it('are not signed by a clock that is behind what readers have seen', async () => {
    await house.backUp();
    house.state.now = new Date('2026-10-14T17:15:00Z');
    await house.give(1);
    await house.restore();
    house.state.now = new Date('2026-10-14T17:00:00Z');
    await expect(house.run(REPLAY)).rejects.toThrow('set the clock right first');
    expect(await house.lists()).toEqual([]);
  });
});

describe('a KPA that is gone', () => {
  it('gets its id and its keys back with its slug', async () => {
    await house.backUp();
    const late = await createKpa(house.services, { ...details('lacs'), name: 'KPA des Lacs' });
    const keys = await house.services.keys.publicKeys(late.id);
    await house.restore();
    const { isDone, output } = await house.run(REPLAY);
    expect(output).toContain('KPA lacs  lost: make it again with create-kpa --slug lacs');
    expect(isDone).toBe(false);
    const words = ['create-kpa', '--slug', 'lacs', '--name', 'KPA des Lacs', '--place', 'Lille'];
    const more = ['--description', 'Bois.', '--person', 'Nadia Roche'];
    await house.run([...words, ...more]);
    const [made] = await house.services.store.kpas
      .all({ index: 'bySlug', equals: ['lacs'] })
      .toArray();
    expect(made?.id).toBe(late.id);
    expect(await house.services.keys.publicKeys(late.id)).toEqual(keys);
    expect((await house.run(REPLAY)).isDone).toBe(true);
  });
});

describe('a start', () => {
  it('says that the data lacks acts, until the journal was replayed', async () => {
    await house.give(2);
    await house.backUp();
    await house.restore();
    expect(house.warnings()).toEqual([]);
    await house.restore('first');
    await house.give(3);
    await house.restore();
    expect(house.warnings()).toHaveLength(1);
    expect(house.warnings()[0]).toContain('"lacking":3');
    await house.run(REPLAY);
    await house.restore();
    expect(house.warnings()).toEqual([]);
  });
});
