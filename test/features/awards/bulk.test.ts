import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keysIn } from '../../../src/awards/forms.ts';
import { awardBadges } from '../../../src/features/awards/award-badges.ts';
import { revokeAwards } from '../../../src/features/revocations/revoke-awards.ts';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import type { Award, Kpa } from '../../../src/storage/store.ts';
import { createWorld, type World } from '../../support/world.ts';
import { bitsOf, insertAwards, sorted } from '../status-lists/support.ts';
import { draftOf, reload } from './support.ts';

let world: World;
let kpa: Kpa;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { name, place, description, contact, memberSince } = world.hautsPres;
  const slug = `kpa-${randomUUID()}`;
  kpa = await createKpa(world.services, { slug, name, place, description, contact, memberSince });
});

const LEAK = { by: 'Karim Benali', reason: 'it leaked' };
const act = { by: { name: 'Nadia Roche' }, reason: 'badge' } as const;
const insert = (count: number) =>
  insertAwards(world.services, kpa, world.services.statusLists.draw, count);
const listOf = async (number = 1) =>
  (await world.services.statusLists.find(kpa, number))?.credential ?? '';
const indexes = (awards: readonly Award[]) => sorted(awards.map((one) => one.statusIndex));
const ids = (awards: readonly Award[]) => awards.map(({ id }) => id);

describe('revoking many', () => {
  const revoke = (awardIds: readonly string[], services = world.services) =>
    revokeAwards(services, kpa, awardIds, act);

  it('gives each its outcome, in order, and signs the list once', async () => {
    const awards = await insert(120);
    const [first, second] = awards;
    if (!first || !second) throw new Error('no awards');
    await revoke([second.id]);
    const version = async () =>
      (await world.services.store.statusLists(kpa.id).findById(first.statusListId))?.version;
    const before = (await version()) ?? 0;
    const unknown = randomUUID();
    const rows = await revoke([first.id, unknown, ...ids(awards), first.id]);
    expect(rows).toHaveLength(121);
    expect(rows.slice(0, 3)).toEqual([
      { awardId: first.id, outcome: 'revoked' },
      { awardId: unknown, outcome: 'not-found' },
      { awardId: second.id, outcome: 'already' },
    ]);
    expect(rows.filter(({ outcome }) => outcome === 'revoked')).toHaveLength(119);
    expect(bitsOf(await listOf())).toEqual(indexes(awards));
    expect(await version()).toBe(before + 1);
    expect((await reload(world.services, kpa, first.id)).revocation).toMatchObject({
      byName: 'Nadia Roche',
      reason: 'Ce n’était pas le bon badge.',
    });
  });

  it('says that a row is not done while its list is not signed; again, it is', async () => {
    const awards = await insert(3);
    const broken = {
      ...world.services,
      statusLists: {
        ...world.services.statusLists,
        publish: () => Promise.reject(new Error('KMS away')),
      },
    };
    const rows = await revoke(ids(awards), broken);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
    expect(rows[0]?.detail).toContain('KMS away');
    const again = await revoke(ids(awards));
    expect(again.map(({ outcome }) => outcome)).toEqual(['already', 'already', 'already']);
    expect(bitsOf(await listOf())).toEqual(indexes(awards));
  });

  it('reaches no award of another KPA', async () => {
    const { services, moulins } = world;
    const [theirs] = await insertAwards(services, moulins, services.statusLists.draw, 1);
    if (!theirs) throw new Error('no award');
    expect(await revoke([theirs.id])).toEqual([{ awardId: theirs.id, outcome: 'not-found' }]);
    expect(await reload(services, moulins, theirs.id)).toMatchObject({ standing: 'valid' });
  });
});

describe('awarding many', () => {
  it('completes a batch cut short, doubles nothing, and fails row by row', async () => {
    const { services, awa } = world;
    const drafts = await Promise.all(Array.from({ length: 4 }, () => draftOf(services, kpa, awa)));
    const [first, second, ...rest] = drafts;
    if (!first || !second) throw new Error('no drafts');
    await awardBadges(services, [first]); // a crash after the first
    const changed = { ...first, sentence: 'Une autre phrase, écrite après la signature.' };
    const unsignable = { ...second, awardId: 'no uuid' };
    const rows = await awardBadges(services, [first, changed, unsignable, second, ...rest]);
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      'already',
      'failed',
      'failed',
      'awarded',
      'awarded',
      'awarded',
    ]);
    expect(await services.store.awards(kpa.id).count({ index: 'byDate' })).toBe(4);
  });

  it('signs once what stands twice in a batch, whichever form it came from', async () => {
    const { services, awa } = world;
    const draft = await draftOf(services, kpa, awa);
    const otherForm = { ...draft, awardId: randomUUID() };
    const rows = await awardBadges(services, [draft, draft, otherForm]);
    // Which of those that arrive together is first, the storage says.
    const outcomes = rows.map(({ outcome }) => outcome);
    expect([
      ['awarded', 'already', 'failed'],
      ['already', 'awarded', 'failed'],
      ['failed', 'failed', 'awarded'],
    ]).toContainEqual(outcomes);
    for (const row of rows) {
      if (row.outcome === 'failed') expect(row).toMatchObject({ error: { code: 'CONFLICT' } });
    }
    expect(await services.store.awards(kpa.id).count({ index: 'byDate' })).toBe(1);
  });

  it('leaves no badge under a key that was revoked while the others were signed', async () => {
    const { services, awa } = world;
    const drafts = await Promise.all(Array.from({ length: 3 }, () => draftOf(services, kpa, awa)));
    let signed = 0;
    const keys: typeof services.keys = {
      ...services.keys,
      signer: async (...asked) => {
        const signer = await services.keys.signer(...asked);
        return {
          ...signer,
          sign: async (bytes) => {
            signed += 1;
            // All but the last form of the last badge bear the key that leaked by then.
            if (signed === 5) await services.keys.revoke(kpa.id, 'key-1', LEAK);
            return signer.sign(bytes);
          },
        };
      },
    };
    const rows = await awardBadges({ ...services, keys }, drafts);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['awarded', 'awarded', 'awarded']);
    const stored = await Promise.all(drafts.map(({ awardId }) => reload(services, kpa, awardId)));
    expect(stored.map(keysIn)).toEqual(drafts.map(() => ['key-3', 'key-2']));
  });

  it('goes beyond a hundred, row by row in the order of the drafts', async () => {
    const { services, awa } = world;
    const one = await draftOf(services, kpa, awa);
    // They fail before anything is signed, which is quick.
    const drafts = Array.from({ length: 230 }, () => ({ ...one, awardId: randomUUID(), level: 9 }));
    const rows = await awardBadges(services, [...drafts, one]);
    expect(rows.map(({ awardId }) => awardId)).toEqual([...drafts, one].map((of) => of.awardId));
    expect(rows.filter(({ outcome }) => outcome === 'failed')).toHaveLength(230);
    expect(rows.at(-1)?.outcome).toBe('awarded');
  });
});
