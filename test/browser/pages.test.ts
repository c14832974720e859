/**
 * Every page of the demo that somebody signed in reaches by links, in French and in English: nothing
 * for axe to say, every control hit at its middle, no word broken, nothing sticking out at 320 px or
 * with letters doubled, no request elsewhere, no word in the console.
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

/** As visitors see them, but for who is named at the top: visitor-pages.test.ts looks at them, too. */
const FOR_ALL = /^\/(?:$|badges|verifier|vos-donnees|accessibilite|referentiels|p\/|k\/\*$)/;

describe.each([
  {
    role: 'staff',
    start: '/experiences',
    expected: ['/personnes/*', '/experiences/*/reconnaitre', '/reconnaissances/*/retirer'],
  },
  {
    role: 'holder',
    start: '/mes-badges',
    expected: ['/partages/*', '/mes-experiences/*', '/mes-badges/*'],
  },
] as const)('Every page that links lead to, as a $role', ({ start, ...who }) => {
  const way = (own: number, forAll: number) => ({
    ...who,
    starts: [`${house.demo.url}${start}`],
    most: (kind: string) => (FOR_ALL.test(kind) ? forAll : own),
  });

  it('in French', () => expectPagesInFrench(house, way(2, 1)));
  it('in English', () => expectPagesInEnglish(house, way(1, 0)));
});

it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
  expect(house.faults()).toEqual([]);
});
