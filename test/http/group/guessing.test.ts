/** Six digits are few: how often somebody may be wrong, from one address, from a network, and all together (docs/adr/0056). */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Award } from '../../../src/storage/store.ts';
import { recordFor } from '../../support/own-classes.ts';
import { awardTo } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let award: Award;
let nadia: TestVisitor;
let code: string;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder, add } = world;
  nadia = await world.signIn(staff);
  const others = [
    await add(kpa, 'Bruno Martin', 'cooperant'),
    await add(kpa, 'Lou Petit', 'cooperant'),
  ];
  const experience = await recordFor(world, staff, [holder, ...others]);
  const badge = 'travailler-en-equipe';
  award = await awardTo(world, { kpa, staff, holder, experience, badge, level: 2 });
});
afterAll(() => world.destroy());
beforeEach(async () => {
  // What was counted is over with the hour, and the meeting of the hour before closes by itself.
  world.passTime(121);
  nadia = await world.signIn(world.nadia);
  const opened = await nadia.press(await nadia.get(page()), 'Demander au groupe');
  code = opened.$('.meeting-code').text().replaceAll(/\D/g, '');
});

const page = () => `/reconnaissances/${award.id}/groupe`;
const wrong = () => (code === '000000' ? '000001' : '000000');

async function guess(address: string, times: number, typed = wrong()): Promise<Page[]> {
  const guesser = world.visitor(address);
  const pages: Page[] = [];
  for (let at = 0; at < times; at += 1) pages.push(await guesser.post('/groupe', { code: typed }));
  return pages;
}
const statusesOf = (pages: readonly Page[]) => [...new Set(pages.map(({ status }) => status))];
const enter = async (address: string) => (await guess(address, 1, code))[0]?.status;

it('is thirty times from one address, ninety from the network around it', async () => {
  for (const client of ['10.20.1.1', '10.20.1.2', '10.20.1.3']) {
    expect(statusesOf(await guess(client, 30))).toEqual([422]);
    expect(await enter(client)).toBe(429);
  }
  const [refused] = await guess('10.20.1.4', 1, code);
  expect([refused?.status, refused?.text]).toEqual([
    429,
    expect.stringContaining('Trop de codes faux'),
  ]);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await enter('10.20.2.1')).toBe(200);
  // One customer of IPv6 has a /64, and the network around it is a /48.
  expect(statusesOf(await guess('2001:db8:7:1::1', 30))).toEqual([422]);
  expect(await enter('2001:db8:7:1::2')).toBe(429);
  expect(await enter('2001:db8:7:2::1')).toBe(200);
});

it('is two hundred times of all, and the telephone that goes round needs no code', async () => {
  for (const network of [1, 2, 3, 4, 5, 6]) {
    expect(statusesOf(await guess(`10.30.${network}.1`, 30))).toEqual([422]);
  }
  expect(statusesOf(await guess('10.30.7.1', 20))).toEqual([422]);
  expect(await enter('10.40.1.1')).toBe(429);
  // Whoever is signed in at the KPA types it all the same, and is wrong thirty times by themselves.
  const awa = await world.signIn(world.awa);
  const typed = async (digits: string) =>
    (await awa.press(await awa.get('/groupe'), 'Continuer', { code: digits })).status;
  expect(await typed(code)).toBe(200);
  const own: number[] = [];
  for (let at = 0; at < 31; at += 1) own.push(await typed(wrong()));
  expect([own.filter((status) => status === 422).length, own.at(-1)]).toEqual([30, 429]);
  const passed = await nadia.press(await nadia.get(page()), 'Passer ce téléphone');
  expect(passed.status).toBe(200);
  world.passTime(60);
  expect(await enter('10.40.1.1')).toBe(200);
});

it('counts no code that is right: a room of fifty behind one address comes in, a wrong one between', async () => {
  const room = '10.50.1.1';
  for (let at = 0; at < 25; at += 1) {
    expect([await enter(room), await enter(room)]).toEqual([200, 200]);
    expect(statusesOf(await guess(room, 1))).toEqual([422]);
  }
  expect(await enter(room)).toBe(200);
});

it('counts what is tried at the same moment', async () => {
  const guesser = world.visitor('10.60.1.1');
  const tries = Array.from({ length: 40 }, () => guesser.post('/groupe', { code: wrong() }));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 422)).toHaveLength(30);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
});
