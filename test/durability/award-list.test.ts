/** A thousand badges of a list, through `kill -9` again and again: each is signed once, and each line told (docs/adr/0050). */
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPerson } from '../../src/features/people/add-person.ts';
import type { Award } from '../../src/storage/store.ts';
import { handInFile, lineOf, sheet } from '../support/badges/sheets.ts';
import { type DurableKpa, createDurableKpa } from './support/durable-kpa.ts';

const LINES = 1_000;
const OF_EXPERIENCE = 20;
const letters = 'abcdefghijklmnopqrst'.split('');

let house: DurableKpa;

beforeAll(async () => {
  house = await createDurableKpa();
  for (const name of NAMES) {
    const told = { name, email: undefined, roles: ['cooperant' as const], title: undefined };
    await addPerson(house.services, house.kpa.id, told);
  }
  await house.start();
  await house.signIn(house.staff);
});
afterAll(() => house.destroy());

/** Of none of them a word stands in a sentence, or a title. */
const NAMES = letters.map((letter) => `Zaz${letter} Qux${letter}`);
const LIST = sheet(
  Array.from({ length: LINES }, (_, at) =>
    lineOf(NAMES[at % OF_EXPERIENCE] ?? '', {
      title: `Marché numéro ${Math.floor(at / OF_EXPERIENCE)}`,
      level: String((at % 4) + 1),
    }),
  ),
);

const awards = (): Promise<readonly Award[]> =>
  house.services.store.awards(house.kpa.id).readable.all({ index: 'byDate' }).toArray();

async function untilSigned(count: number): Promise<void> {
  const { store } = house.services;
  while ((await store.awards(house.kpa.id).count({ index: 'byDate' })) < count) await wait(2);
}

it('loses and doubles nothing, and goes on by itself', { timeout: 300_000 }, async () => {
  const { staff, services, kpa } = house;
  const checked = await handInFile(staff, new TextEncoder().encode(LIST));
  expect(checked.text).toContain('1000 badges sont prêts, pour 20 personnes et 50 expériences.');
  const reread = await staff.click(checked, /^Relire les/);
  const { path } = await staff.press(reread, 'Signer 1000 badges');
  const cutAt: number[] = [];
  // As it begins; amid a turn; and later ones, wherever that falls.
  for (const least of [0, 1, 90, 333, 700]) {
    await untilSigned(least);
    await house.kill();
    cutAt.push((await awards()).length);
    await house.start();
  }
  expect(cutAt.filter((count) => count > 0 && count < LINES).length).toBeGreaterThan(2);
  let page = await staff.get(path);
  while (!page.text.includes('La liste est terminée.')) {
    await wait(500);
    page = await staff.get(path);
  }
  expect(page.heading).toBe('1000 badges signés sur 1000');
  const { html } = await staff.send(`${path}/resultats.csv`);
  const rows = html.trimEnd().split('\r\n').slice(1);
  expect(rows.filter((row) => row.includes(';Signé;;http'))).toHaveLength(LINES);
  const signed = await awards();
  expect(signed).toHaveLength(LINES);
  expect(new Set(signed.map(({ slot }) => slot)).size).toBe(LINES);
  expect(new Set(signed.map(({ statusIndex }) => statusIndex)).size).toBe(LINES);
  expect(signed.filter(({ evidence = '' }) => !evidence.includes('"groupSize":20'))).toEqual([]);
  const { store } = services;
  const experiences = store.experiences(kpa.id);
  expect(await experiences.count({ index: 'byDate' })).toBe(LINES / OF_EXPERIENCE);
  const entries = await store.registerEntries(kpa.id).all({ index: 'byTime' }).toArray();
  const count = (act: string) => entries.filter((one) => one.act === act).length;
  expect([count('badge-signed'), count('experience-recorded')]).toEqual([LINES, 50]);
});
