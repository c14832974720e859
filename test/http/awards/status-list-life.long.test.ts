/** Our lists end, and nobody reads one that is over. */
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { catchUp } from '../../../src/features/status-lists/catch-up.ts';
import { startHousekeeping } from '../../../src/housekeeping.ts';
import type { StatusList, Stored } from '../../../src/storage/store.ts';
import { describeIssuer } from '../../../src/badges/issuer.ts';
import { bitsOf } from '../../features/status-lists/support.ts';
import { type Scene, playScene, reloadAward } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

const DAY = 24 * 60;

let world: World;
let scene: Scene;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
});
afterEach(() => world.destroy());

const shape = z.looseObject({ validFrom: z.iso.datetime(), validUntil: z.iso.datetime() });

async function served() {
  const { text } = await request(world.server).get('/k/hauts-pres/status/1').buffer();
  const { validFrom, validUntil } = shape.parse(JSON.parse(text));
  const now = world.services.clock().getTime();
  return {
    text,
    validFrom,
    /** Days. */
    life: (Date.parse(validUntil) - Date.parse(validFrom)) / 86_400_000,
    left: (Date.parse(validUntil) - now) / 86_400_000,
  };
}

async function stored(): Promise<Stored<StatusList>> {
  const query = { index: 'byNumber', equals: [1] } as const;
  const [list] = (await world.services.store.statusLists(world.hautsPres.id).find(query)).items;
  if (!list) throw new Error('no list');
  return list;
}

async function headingFor(award: Scene['accepted']): Promise<string> {
  const source = jsonOf(await reloadAward(world, award));
  const browser = world.visitor();
  const page = await browser.get('/verifier');
  return (await browser.press(page, 'Vérifier', { source })).heading;
}

describe('a list of ours', () => {
  it('counts for a week', async () => {
    expect(await served()).toMatchObject({ life: 7, left: 7 });
  });

  it('is signed again by the housekeeping once a day, and not more often', async () => {
    const before = await stored();
    const bits = bitsOf(before.credential);
    expect(bits).toHaveLength(1);
    world.passTime(16 * 60);
    await catchUp(world.services);
    expect(await stored()).toEqual(before);
    world.passTime(7 * 60);
    const housekeeping = startHousekeeping(world.services);
    await vi.waitUntil(() => housekeeping.isCaughtUp(), { timeout: 30_000 });
    await housekeeping.stop();
    const after = await stored();
    expect(after.version).toBe(before.version + 1);
    expect(bitsOf(after.credential)).toEqual(bits);
    expect(await served()).toMatchObject({ text: after.credential, life: 7, left: 7 });
  });

  it('is never served when it is over, also when nobody has kept house for a year', async () => {
    const before = await stored();
    world.passTime(365 * DAY);
    const all = await Promise.all(Array.from({ length: 10 }, served));
    expect(all.every(({ left }) => left === 7)).toBe(true);
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    const after = await stored();
    expect(after.version).toBe(before.version + 1);
    expect(bitsOf(after.credential)).toEqual(bitsOf(before.credential));
  });

  it('that another reader published meanwhile is given, not the one that was read before', async () => {
    const { services, hautsPres } = world;
    const before = await stored();
    world.passTime(365 * DAY);
    const { text } = await served();
    const given = await services.statusLists.current(hautsPres, before);
    expect(given?.credential).toBe(text);
  });

  it('that is over leaves no badge of ours without an answer', async () => {
    world.passTime(30 * DAY);
    expect(await headingFor(scene.accepted)).toContain('Ce badge est authentique');
    expect(await headingFor(scene.revoked)).toBe('Ce badge a été retiré');
  });

  it('that has no end yet, from before they had one, gets one', async () => {
    const { services, hautsPres } = world;
    const { id } = describeIssuer(services.addresses, hautsPres);
    const { proof, validUntil, ...rest } = z
      .looseObject({})
      .parse(JSON.parse((await stored()).credential));
    const signer = await services.keys.signer(hautsPres.id, id, 'Ed25519');
    const endless = await signDocument({ '@context': [], ...rest }, signer, services.clock());
    const list = { ...(await stored()), credential: JSON.stringify(endless) };
    await services.store.statusLists(hautsPres.id).replace(list);
    expect(list.credential).not.toContain('validUntil');
    expect(await headingFor(scene.revoked)).toBe('Ce badge a été retiré');
    expect(await served()).toMatchObject({ life: 7 });
  });

  it('never goes back in time, whatever the clock of the process that signs it', async () => {
    const { validFrom } = await served();
    world.moveClock(-10);
    const { nadia, hautsPres } = world;
    const again = await playScene(world, { kpa: hautsPres, staff: nadia, holder: world.bruno });
    expect(bitsOf((await stored()).credential)).toHaveLength(2);
    expect(Date.parse((await served()).validFrom)).toBeGreaterThanOrEqual(Date.parse(validFrom));
    expect(again.revoked.id).not.toBe(scene.revoked.id);
  });

  it('that cannot be signed is served as it is, and logged', async () => {
    const { store } = world.services;
    const before = await stored();
    for (const key of (await store.keys(before.kpaId).find({ index: 'byFragment' })).items) {
      await store.keys(before.kpaId).remove(key.id);
    }
    world.passTime(30 * DAY);
    expect((await served()).text).toBe(before.credential);
    const complaints = () => world.logged.filter((one) => one.includes('cannot be renewed')).length;
    expect(complaints()).toBe(1);
    // Not at each read: anybody can read.
    await served();
    expect(complaints()).toBe(1);
    world.passTime(2);
    await served();
    expect(complaints()).toBe(2);
  });
});
