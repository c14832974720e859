/**
 * Every page of the demo that no link leads to, light and dark, at 1280 and 360 px: nothing for axe to say, every control hit at its middle, no
 * word broken, nothing sticking out at 320 px or with letters doubled, no request elsewhere, no word
 * in the console.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo } from './support/demo.ts';
import { type House, openHouse } from './support/house.ts';
import { inspect } from './support/inspect.ts';
import { STATES } from './support/states/states.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(startDemo());
});
afterAll(() => house.close());

it.each(STATES)('$as: $name', async ({ as, status, reach }) => {
  const { page, status: answered } = house.people[as];
  await reach(page, house.demo);
  expect(answered()).toBe(status);
  expect(await inspect(page, page.url())).toEqual([]);
});

it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
  expect(house.faults()).toEqual([]);
});
