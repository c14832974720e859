/**
 * Every page of the demo that a visitor reaches by links, in French and in English: nothing for axe to
 * say, every control hit at its middle, no word broken, nothing sticking out at 320 px or with letters
 * doubled, no request elsewhere, no word in the console.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from './support/demo.ts';
import { expectPagesInEnglish, expectPagesInFrench } from './support/every-page.ts';
import { type House, openHouse } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(startDemo());
});
afterAll(() => house.close());

describe('Every page that links lead a visitor to', () => {
  const way = (most: number) => ({
    role: 'visitor' as const,
    starts: [`${house.demo.url}/`, house.demo.portfolio, house.demo.badge],
    expected: [
      ...['/', '/badges/*/v1', '/referentiels/*', '/connexion'],
      ...['/p/*', '/p/*/verification', '/p/*/badges/*'],
      ...['/k/*/credentials/*', '/k/*/credentials/*/evidence'],
    ],
    most: () => most,
  });

  it('in French', () => expectPagesInFrench(house, way(2)));
  it('in English', () => expectPagesInEnglish(house, way(1)));
});

it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
  expect(house.faults()).toEqual([]);
});
