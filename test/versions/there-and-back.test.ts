/** An update that is taken back: the last released version goes on with what this one wrote. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endRead } from '../../src/notices/end-notices.ts';
import type { Award } from '../../src/storage/store.ts';
import { fillForm, SIGN, storedAwards } from '../support/cast.ts';
import { playScene, type Scene } from '../support/scene.ts';
import type { TestVisitor } from '../support/visitor.ts';
import { createHouse, type House, type Version } from './two-versions.ts';

const VALID = { authentic: 'yes', standing: 'valid' };
const REVOKED = { authentic: 'yes', standing: 'revoked' };

let house: House;
let scene: Scene;
/** By whom each was signed. */
const signed = new Map<Version, readonly Award[]>();

beforeAll(async () => {
  house = await createHouse();
  const [holder, ...others] = house.holders;
  if (!holder) throw new Error('There is no holder');
  scene = await playScene(house, { kpa: house.kpa, staff: house.member, holder, others });
}, 120_000);
afterAll(() => house.destroy());

/** Four badges, the first of which is taken back: by the form of the version that is there. */
async function awardAndTakeBack(version: Version, browser: TestVisitor): Promise<void> {
  const experience = await house.recordExperience(`Buffet, ${version}`);
  const done = await browser.press(await fillForm(browser, house, experience), SIGN);
  expect(done.path).toMatch(/signes=4$/);
  const awards = await storedAwards(house, experience);
  signed.set(version, awards);
  const page = await browser.get(`/reconnaissances/${awards[0]?.id ?? ''}/retirer`);
  const { status } = await browser.press(page, /^(Annuler|Retirer) le badge$/u, {
    reason: 'badge',
  });
  expect(status).toBe(200);
}

async function expectAll(verify: (award: Award) => Promise<unknown>): Promise<void> {
  for (const [first, ...others] of signed.values()) {
    if (first) expect(await verify(first)).toEqual(REVOKED);
    expect(await Promise.all(others.map(verify))).toEqual(others.map(() => VALID));
  }
  expect(await verify(scene.accepted)).toEqual(VALID);
  expect(await verify(scene.revoked)).toEqual(REVOKED);
}

/** A mark on what they are told, which a version from before does not know: it leaves it there. */
async function readByHolders(): Promise<void> {
  for (const holder of house.holders) await endRead(house.services, holder);
}

async function countSeen(): Promise<number> {
  const all = house.services.store.notices(house.kpa.id).all({ index: 'byAbout' });
  return (await all.toArray()).filter(({ seen }) => seen === true).length;
}

it.each<readonly [Version, string]>([
  ['this', 'writes'],
  ['released', 'reads it, and writes'],
  ['this', 'reads that'],
])('%s version %s', async (version) => {
  const there = await house.start(version);
  const staff = there.browser();
  await house.signIn(staff);
  await expectAll(there.verify);
  if (!signed.has(version)) await awardAndTakeBack(version, staff);
  await expectAll(there.verify);
  if (version === 'this') await readByHolders();
  expect(await countSeen()).toBeGreaterThan(0);

  const stranger = await there.browser().get(`/p/${scene.token}`);
  expect(stranger.status).toBe(200);
  expect(stranger.text).toContain('Awa');
  const person = await staff.get(`/personnes/${scene.holder.id}`);
  expect(person.$('#badges h3 a').length).toBeGreaterThan(3);
  expect(person.text).not.toContain('Il manque quelque chose');

  // Nothing failed, and no row was left out.
  expect(await there.end()).not.toMatch(/"level":[56]0/);
  expect(await house.check(version)).toMatchObject({ code: 0 });
});

it('both find the whole of it in order', async () => {
  for (const version of ['this', 'released'] as const) {
    expect(await house.check(version)).toMatchObject({ code: 0 });
  }
});
