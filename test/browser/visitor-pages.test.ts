/**
 * Every page of the demo that a visitor reaches by links, light and dark, at 1280 and 360 px: nothing for axe to say, every control hit at its middle, no
 * word broken, nothing sticking out at 320 px or with letters doubled, no request elsewhere, no word
 * in the console.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crawl } from './support/crawl.ts';
import { startDemo } from './support/demo.ts';
import { type House, openHouse } from './support/house.ts';
import { inspect } from './support/inspect.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(startDemo());
});
afterAll(() => house.close());

describe('Every page that links lead to', () => {
  it.each([
    ['visitor', () => `${house.demo.url}/`, ['/', '/badges/*/v1', '/referentiels/*', '/connexion']],
    ['visitor', () => house.demo.portfolio, ['/p/*', '/p/*/verification', '/p/*/badges/*']],
    ['visitor', () => house.demo.badge, ['/k/*/credentials/*', '/k/*/credentials/*/evidence']],
  ] as const)('as a %s', async (role, start, expected) => {
    const { page } = house.people[role];
    const faults: string[] = [];
    const visit = async (kind: string) => {
      faults.push(...(await inspect(page, kind)));
    };
    // The same pages in another language are longer in pseudo-language.test.ts.
    const seen = await crawl(page, start(), visit, { skip: /lang=/ });
    expect([...seen]).toEqual(expect.arrayContaining([...expected]));
    expect(faults).toEqual([]);
  });
});

it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
  expect(house.faults()).toEqual([]);
});
