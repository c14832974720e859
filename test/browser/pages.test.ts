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

/** What others of the team see too is looked at as they see it. */
const OF_MANAGER = /^\/(?:kpa|bienvenue)/;
const OF_NETWORK = /^\/reseau/;
const ALL = /(?:)/;

describe.each([
  {
    role: 'staff',
    start: '/experiences',
    only: ALL,
    expected: [
      ...['/personnes/*', '/personnes/ajouter', '/personnes/*/corriger', '/personnes/*/depart'],
      ...[
        '/personnes/*/chemin',
        '/a-reconnaitre',
        '/personnes/*/carte',
        '/personnes/cartes',
        '/mon-compte',
        '/kpa',
      ],
      ...['/experiences/*/reconnaitre', '/experiences/*/corriger'],
      ...['/reconnaissances/*/retirer', '/reconnaissances/*/corriger'],
    ],
  },
  {
    role: 'holder',
    start: '/mes-badges',
    only: ALL,
    expected: [
      '/mon-chemin',
      '/partages/*',
      '/partages/*/corriger',
      '/mes-experiences/*',
      '/mes-badges/*',
    ],
  },
  { role: 'manager', start: '/kpa', only: OF_MANAGER, expected: ['/kpa/journal', '/kpa/cles'] },
  {
    role: 'network',
    start: '/reseau',
    only: OF_NETWORK,
    expected: ['/reseau/*', '/reseau/nouveau'],
  },
  { role: 'beginner', start: '/bienvenue', only: OF_MANAGER, expected: ['/bienvenue', '/kpa'] },
] as const)('Every page that links lead to, as a $role', ({ start, only, ...who }) => {
  const way = (own: number, forAll: number) => ({
    ...who,
    starts: [`${house.demo.url}${start}`],
    most: (kind: string) => (!only.test(kind) ? 0 : FOR_ALL.test(kind) ? forAll : own),
  });

  it('in French', () => expectPagesInFrench(house, way(2, 1)));
  it('in English', () => expectPagesInEnglish(house, way(1, 0)));
});

it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
  expect(house.faults()).toEqual([]);
});
