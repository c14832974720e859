/** Sixty badges on one portfolio: an employer still reads it, on a phone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addPerson } from '../../src/features/people/add-person.ts';
import { shareManyBadges } from '../support/badges/many-badges.ts';
import { type World, createWorld } from '../support/world.ts';
import { openPage, startBrowser } from './support/browser.ts';
import { inspect } from './support/inspect.ts';

const PHONE = { width: 360, height: 800 };
const NAMES = ['Marie-Joséphine Ravelomanantsoa', 'محمد عبد الرحمن الحاج'] as const;

let world: World;
let browser: Browser;
let page: Page;
const tokens = new Map<string, string>();

beforeAll(async () => {
  [world, browser] = await Promise.all([createWorld(), startBrowser()]);
  for (const name of NAMES) {
    const nobody = { email: undefined, title: undefined };
    const form = { name, roles: ['cooperant' as const], ...nobody };
    const holder = await addPerson(world.services, world.hautsPres.id, form);
    const { token } = await shareManyBadges(world, holder, name === NAMES[0] ? 60 : 3);
    tokens.set(name, token);
  }
  ({ page } = await openPage(browser, world.origin, { viewport: PHONE }));
});
afterAll(async () => {
  await browser.close();
  await world.destroy();
});

const heightOf = async (open: Page) =>
  Number(await open.evaluate('document.documentElement.scrollHeight'));
const address = (name: string) => `${world.origin}/p/${tokens.get(name) ?? ''}`;

describe('A portfolio of sixty badges', () => {
  it('takes six screens of a phone, and not forty', async () => {
    await page.goto(address(NAMES[0]));
    expect(await heightOf(page)).toBeLessThanOrEqual(6 * PHONE.height);
  });

  it('is checked on three, with each badge folded under what it is', async () => {
    await page.goto(`${address(NAMES[0])}/verification`);
    expect(await heightOf(page)).toBeLessThanOrEqual(3 * PHONE.height);
    await page.locator('.fold > summary').click();
    expect(await page.getByText('Authentique', { exact: true }).count()).toBe(60);
  });

  it('shows each badge class once, all of them when unfolded', async () => {
    await page.goto(address(NAMES[0]));
    const folded = page.locator('.fold:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click();
    const classes = world.services.definitions.badgeClasses.length;
    expect(await page.locator('.rows > li').count()).toBe(classes);
    expect(await page.locator('.rows > li:visible').count()).toBe(classes);
  });
});

it.each(NAMES)('%s: nothing sticks out, is covered, or breaks', async (name) => {
  // Sixty checks unfolded take the inspection a minute; those of the other are the same.
  for (const end of name === NAMES[0] ? [''] : ['', '/verification']) {
    await page.goto(`${address(name)}${end}`);
    expect(await inspect(page, end)).toEqual([]);
  }
});

it('a name that runs the other way leaves the words around it in their order', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address(NAMES[1]));
  const edges = z.array(z.number()).parse(
    await page.evaluate(`[...document.querySelectorAll('h2')]
      .filter((one) => /^Ce que .* sait faire$/.test(one.textContent)).flatMap((one) => {
        const name = one.querySelector('bdi').getBoundingClientRect();
        const edgeOf = (text) => {
          const range = document.createRange();
          range.selectNodeContents(text);
          return range.getBoundingClientRect();
        };
        return [edgeOf(one.firstChild).right, name.left, name.right, edgeOf(one.lastChild).left];
      })`),
  );
  expect(edges).toHaveLength(4);
  expect(edges.map(Math.round)).toEqual(edges.map(Math.round).toSorted((a, b) => a - b));
});
