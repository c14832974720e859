import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catchUp } from '../../../src/features/status-lists/catch-up.ts';
import type { Award, Stored } from '../../../src/storage/store.ts';
import { playScene, reloadAward } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

let world: World;
let ours: Stored<Award>;
let theirs: Stored<Award>;

beforeEach(async () => {
  world = await createWorld();
  const { hautsPres, moulins, nadia, awa, ines, omar } = world;
  const here = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
  const there = await playScene(world, { kpa: moulins, staff: ines, holder: omar });
  ours = await reloadAward(world, here.accepted);
  theirs = await reloadAward(world, there.accepted);
});

afterEach(() => world.destroy());

/** The first half of a revocation: what a crash before the second half leaves. */
async function mark(award: Stored<Award>): Promise<void> {
  const revocation = { at: '2026-10-14T17:00:00Z', reason: 'Erreur', byName: 'Nadia Roche' };
  const marked = { ...award, standing: 'revoked', revocation } as const;
  await world.services.awardRows.replace(award, marked);
}

async function standingOf(award: Award): Promise<string> {
  return (await world.services.verifyCredential(jsonOf(award))).summary.standing;
}

/** Each list with its version: a list that was published again has another one. */
async function listsOf({ kpaId }: Award) {
  return (await world.services.store.statusLists(kpaId).find({ index: 'byNumber' })).items;
}

describe('Catching up with the awards', () => {
  it('publishes the list that is behind, and no other', async () => {
    await mark(ours);
    expect(await standingOf(ours)).toBe('valid');
    const others = await listsOf(theirs);
    await catchUp(world.services);
    expect(await standingOf(ours)).toBe('revoked');
    expect(await listsOf(theirs)).toEqual(others);
    const published = await listsOf(ours);
    await catchUp(world.services);
    expect(await listsOf(ours)).toEqual(published);
  });

  it('is not held up by a KPA that can sign no more: it is logged', async () => {
    await mark(ours);
    await mark(theirs);
    const { store } = world.services;
    for (const key of (await store.keys(ours.kpaId).find({ index: 'byFragment' })).items) {
      await store.keys(ours.kpaId).remove(key.id);
    }
    await catchUp(world.services);
    expect(await standingOf(theirs)).toBe('revoked');
    expect(world.logged.join('')).toContain('"kpa":"hauts-pres"');
  });
});
