/** Whatever the moment at which a key is revoked, no badge that stands goes on bearing it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { awardBadge } from '../../src/features/awards/award-badge.ts';
import { keysIn } from '../../src/awards/forms.ts';
import { revokeAward } from '../../src/features/revocations/revoke-award.ts';
import { decideAward } from '../../src/features/portfolio/decide-award.ts';
import type { Award, Store } from '../../src/storage/store.ts';
import { createAwardRows } from '../../src/awards/award-rows.ts';
import { earlierOf } from '../support/badges/earlier.ts';
import { type LeakedKey, playLeakedKey } from '../support/badges/leaked-key.ts';
import { reloadAward, type Scene } from '../support/scene.ts';
import type { World } from '../support/world.ts';
import { draftOf } from '../features/awards/support.ts';
import { formsWith, jsonOf, jwtOf, textsUnder } from '../support/signed-texts.ts';

const signedEntry = z.looseObject({
  credentialStatus: z.looseObject({ statusListIndex: z.string() }),
});

let world: World;
let scene: Scene;
let disown: LeakedKey['disown'];
let reissue: LeakedKey['reissue'];
beforeEach(async () => {
  ({ world, scene, disown, reissue } = await playLeakedKey());
});
afterEach(() => world.destroy());

/** The whole of what an operator does, to its end. */
async function revokeAndReissue(): Promise<void> {
  await disown();
  const rows = await reissue('key-1');
  if (Object.values(rows).some(({ outcome }) => outcome === 'failed'))
    throw new Error('A row failed');
}

/** A store in which something happens right before the first write of an award of this kind. */
function storeWith(act: () => Promise<void>, kind: 'insert' | 'replace'): Store {
  const { store } = world.services;
  let left = 1;
  const awards = (kpaId: string): ReturnType<Store['awards']> => {
    const real = store.awards(kpaId);
    const first = async () => {
      left -= 1;
      if (left === 0) await act();
    };
    return {
      ...real,
      insert: async (award) => {
        if (kind === 'insert') await first();
        return real.insert(award);
      },
      replace: async (award) => {
        if (kind === 'replace') await first();
        return real.replace(award);
      },
    };
  };
  return { ...store, awards: Object.assign(awards, { across: store.awards.across }) };
}

/** What writes awards, over another store. */
const over = (store: Store) => ({
  store,
  awardRows: createAwardRows(store, world.services.custody),
});

async function expectCounts({ kpaId, id }: Award, changes: number): Promise<void> {
  const award = await world.services.store.awards(kpaId).findById(id);
  if (!award) throw new Error('No award');
  expect(keysIn(award)).toEqual(['key-3', 'key-2']);
  const kept = await earlierOf(world.services, award);
  expect(kept).toHaveLength(changes * textsUnder('Ed25519', award).length);
  const { summary } = await world.services.verifyCredential(jsonOf(award));
  expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
}

describe('a badge that was declined while its key was revoked', () => {
  it('is signed anew by the person who accepts it, in one write', async () => {
    await revokeAndReissue();
    const declined = await reloadAward(world, scene.declined);
    expect(keysIn(declined)).toContain('key-1');
    const awa = await world.signIn(world.awa);
    const page = await awa.get('/mes-badges');
    const csrf = page.$('[name=_csrf]').attr('value') ?? '';
    const after = await awa.post(`/mes-badges/${declined.id}/accepter`, { _csrf: csrf });
    expect(after.status).toBe(200);
    await expectCounts(declined, 1);
    const accepted = await reloadAward(world, declined);
    expect(accepted).toMatchObject({ state: 'accepted', version: declined.version + 1 });
    const [kept] = await earlierOf(world.services, accepted);
    expect(kept).toMatchObject({ by: 'kpa-badges', text: jsonOf(declined) });
    const shown = await world.visitor().get(`/k/hauts-pres/credentials/${declined.id}`);
    expect(shown.heading).toMatch(/^Ce badge est authentique/);
  });

  it('is not accepted if it cannot be signed anew, and the page says so', async () => {
    const awards = world.services.store.awards(scene.kpa.id);
    const forged = jsonOf(scene.declined).replace('relayé', 'remplacé');
    const declined = await reloadAward(world, scene.declined);
    await awards.replace({ ...declined, ...formsWith(declined, { json: forged }) });
    await disown();
    const before = await reloadAward(world, scene.declined);
    const awa = await world.signIn(world.awa);
    const csrf = (await awa.get('/mes-badges')).$('[name=_csrf]').attr('value') ?? '';
    const page = await awa.post(`/mes-badges/${before.id}/accepter`, { _csrf: csrf });
    expect(page.status).toBe(409);
    expect(page.text).toContain('La signature de ce badge ne vaut plus');
    expect(await reloadAward(world, before)).toEqual(before);
  });
});

describe('a badge that is signed anew', () => {
  /** The list and the entry that each signed form names. */
  const entriesOf = (award: Award) =>
    [jsonOf(award), Buffer.from(jwtOf(award).split('.')[1] ?? '', 'base64url').toString()].map(
      (text) => signedEntry.parse(JSON.parse(text)).credentialStatus,
    );

  it('keeps its entry in the status list, in both forms: it can still be taken back', async () => {
    const { hautsPres, nadia, services } = world;
    const before = await reloadAward(world, scene.accepted);
    await revokeAndReissue();
    const after = await reloadAward(world, scene.accepted);
    expect(keysIn(after)).not.toContain('key-1');
    const entry = { statusListIndex: String(before.statusIndex) };
    expect(entriesOf(after)).toMatchObject([entry, entry]);
    expect(entriesOf(after)).toEqual(entriesOf(before));
    expect([after.statusListId, after.statusIndex]).toEqual([
      before.statusListId,
      before.statusIndex,
    ]);
    await revokeAward(services, hautsPres, after, nadia, 'person');
    const { summary } = await services.verifyCredential(jsonOf(after));
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'revoked' });
  });

  it('is not, if its row names another entry than what was signed', async () => {
    const stored = await reloadAward(world, scene.accepted);
    const statusIndex = stored.statusIndex === 0 ? 1 : stored.statusIndex - 1;
    // With a right MAC: what was signed is asked, too.
    await world.services.awardRows.replace(stored, { ...stored, statusIndex });
    await disown();
    const rows = await reissue('key-1');
    expect(rows[stored.id]?.outcome).toBe('failed');
    expect(rows[scene.offered.id]?.outcome).toBe('reissued');
    expect(jsonOf(await reloadAward(world, stored))).toBe(jsonOf(stored));
  });
});

describe('a key revoked and reissued in the very instant', () => {
  it('in which a badge is awarded', async () => {
    const { services, awa } = world;
    const draft = await draftOf(services, scene.kpa, awa);
    const store = storeWith(revokeAndReissue, 'insert');
    await expectCounts(await awardBadge({ ...services, ...over(store) }, draft), 1);
  });

  it('in which a badge set aside is accepted', async () => {
    const store = storeWith(revokeAndReissue, 'replace');
    const interrupted = { ...world.services, ...over(store) };
    await decideAward(interrupted, await reloadAward(world, scene.declined), 'accepted');
    await expectCounts(scene.declined, 1);
    expect(await reloadAward(world, scene.declined)).toMatchObject({ state: 'accepted' });
  });

  it('of which the process dies: the same form, sent again, completes it', async () => {
    const { services, awa } = world;
    const draft = await draftOf(services, scene.kpa, awa);
    const keys = { ...services.keys, publicKeys: () => Promise.reject(new Error('killed')) };
    const store = storeWith(revokeAndReissue, 'insert');
    const dying = { ...services, ...over(store), keys };
    await expect(awardBadge(dying, draft)).rejects.toThrow('killed');
    const left = await services.store.awards(scene.kpa.id).findById(draft.awardId);
    expect(left && keysIn(left)).toContain('key-1');
    await expectCounts(await awardBadge(services, draft), 1);
  });
});
