/** The register of a KPA, page by page, and where a responsable finds it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let karim: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia, services } = world;
  // A year of days, one entry each.
  for (let entry = 0; entry < 45; entry += 1) {
    const noted = { kpaId: hautsPres.id, by: nadia.id, about: world.bruno.id };
    await services.register.note({ ...noted, act: 'card-made' });
    world.passTime(24 * 60);
  }
  karim = await world.signIn(await world.add(hautsPres, 'Karim Benali', 'manager'));
});
afterAll(() => world.destroy());

const days = ({ $ }: Page) =>
  $('main time')
    .toArray()
    .map((one) => $(one).attr('datetime') ?? '');

it('shows twenty a page, the newest first, each once, and leads back', async () => {
  const first = await karim.get('/kpa/journal');
  const second = await karim.click(first, /^Page suivante/);
  const third = await karim.click(second, /^Page suivante/);
  const pages = [first, second, third].map(days);
  expect(pages.map((page) => page.length)).toEqual([20, 20, 5]);
  const all = pages.flat();
  expect(all).toEqual([...new Set(all)].sort().reverse());
  expect(third.text).not.toContain('Page suivante');
  expect(days(await karim.click(third, /^Page précédente/))).toEqual(pages[1]);
});

it('is reached from the foot of each page', async () => {
  const page = await karim.get('/personnes');
  const kpa = await karim.click(page, 'Le KPA');
  expect(kpa.path).toBe('/kpa');
  expect((await karim.click(kpa, 'Le journal du KPA')).heading).toBe('Le journal du KPA');
});
