/**
 * Every kind of page of the demo in a language of one file: longer, accented, from right to left
 * (test/support/languages/pseudo). It says so, keeps nothing in French, and holds on a phone as French does.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KPA, NEW_KPA, PEOPLE } from '../../src/demo/cast.ts';
import { EXPERIENCES } from '../../src/demo/story.ts';
import { TOLD } from '../../src/demo/told.ts';
import { leftInFrench } from '../support/languages/pseudo/left-in-french.ts';
import { createPseudoLanguage, PSEUDO } from '../support/languages/pseudo/pseudo-language.ts';
import { crawl } from './support/crawl.ts';
import { startDemoIn } from './support/demo-in-language.ts';
import { type House, openHouse } from './support/house.ts';
import { inspect, ON_A_PHONE } from './support/inspect.ts';
import { STATES } from './support/states/states.ts';

const { languages, definitions } = await createPseudoLanguage();
const DATA = {
  names: [
    KPA.name,
    NEW_KPA.name,
    NEW_KPA.person,
    ...definitions.frameworks.map(({ name }) => name),
  ],
  titles: [
    ...['Traiteur Petit', 'Boulangerie Petit', 'Ateliers du Port', 'Yasmine Belkacem'],
    ...Object.values(PEOPLE).map(({ name }) => name),
    ...[...EXPERIENCES, ...TOLD].map(({ title }) => title),
    ...definitions.badgeClasses.map(({ name }) => name),
  ],
};

let house: House;
beforeAll(async () => {
  house = await openHouse(startDemoIn({ languages, definitions }), PSEUDO);
});
afterAll(() => house.close());

/**
 * Chromium falls over turned letters (U+202E) in a link of many lines, in letters twice as large: without
 * the marks, as in any language that people speak, it does not. States.test.ts looks at it in French.
 */
const FALLS = ['holder: a share that was changed meanwhile'];
const inspected = new Set<string>(FALLS);

/** What is wrong with it; one template is looked at once, and read every time. */
async function faultsOf(page: Page, name: string): Promise<readonly string[]> {
  const root = page.locator(`html[lang="${PSEUDO}"][dir=rtl]`);
  const spoken = (await root.count()) === 1 ? [] : ['is in another language'];
  const left = leftInFrench(await page.content(), DATA);
  const faults = [...spoken, ...left].map((fault) => `${name}: ${fault}`);
  if (inspected.has(name)) return faults;
  inspected.add(name);
  return [...faults, ...(await inspect(page, name, ON_A_PHONE))];
}

/** What others of the team see too is looked at as they see it. */
const ALL = /(?:)/;

describe('Every kind of page that links lead to', () => {
  it.each([
    ['visitor', () => `${house.demo.url}/`, ALL],
    ['visitor', () => house.demo.portfolio, ALL],
    ['visitor', () => house.demo.badge, ALL],
    ['staff', () => `${house.demo.url}/experiences`, ALL],
    ['manager', () => `${house.demo.url}/kpa`, /^\/(?:kpa|bienvenue)/],
    ['network', () => `${house.demo.url}/reseau`, /^\/reseau/],
    ['beginner', () => `${house.demo.url}/bienvenue`, /^\/bienvenue/],
    ['holder', () => `${house.demo.url}/mes-badges`, ALL],
  ] as const)('as a %s', async (role, start, only) => {
    const { page } = house.people[role];
    const faults: string[] = [];
    const visit = async (kind: string) => {
      faults.push(...(await faultsOf(page, `${role} ${kind}`)));
    };
    // The addresses of other languages lead out of this one.
    await crawl(page, start(), visit, { most: (kind) => (only.test(kind) ? 1 : 0), skip: /lang=/ });
    expect(faults).toEqual([]);
  });
});

describe('Pages that no link leads to', () => {
  it.each(STATES)('$as: $name', async ({ as, name, status, reach }) => {
    const { page, status: answered } = house.people[as];
    await reach(page, house.demo);
    expect(answered()).toBe(status);
    expect(await faultsOf(page, `${as}: ${name}`)).toEqual([]);
  });
});

it('A letter keeps nothing in French', () => {
  expect(house.demo.output()).toContain('/connexion/lien/');
  expect(leftInFrench(`<p>${house.demo.output()}</p>`, { names: DATA.titles })).toEqual([]);
});
