/** Pages of who runs the network, and « C’est bien vous ? »: as every page of the demo is looked at. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestVisitor } from '../support/visitor.ts';
import { createWorld, type World } from '../support/world.ts';
import { openPage, startBrowser, type WatchedPage } from './support/browser.ts';
import { inspect } from './support/inspect.ts';

let world: World;
let browser: Browser;
let zoe: TestVisitor;
let opened: WatchedPage;
beforeAll(async () => {
  [world, browser] = await Promise.all([createWorld(), startBrowser()]);
  const long = 'Marie-Antoinette Vandenbroucke-Kouassi';
  await world.inNetwork(await world.add(world.hautsPres, long, 'manager', 'accompagnant'));
  const person = await world.add(
    world.moulins,
    'Zoé Petit',
    'accompagnant',
    'manager',
    'cooperant',
  );
  zoe = await world.signIn(await world.inNetwork(person));
  opened = await openPage(browser, world.origin);
  // Over http no browser keeps a cookie of ours that is for https alone.
  await opened.page.setExtraHTTPHeaders({ Cookie: zoe.cookies.header() });
});
afterAll(async () => {
  await browser.close();
  await world.destroy();
});

const PAGES = ['/reseau', '/reseau/nouveau', '/reseau/moulins', '/reseau/moulins/role', '/kpa'];

it.each(PAGES)('%s', async (path) => {
  await opened.page.goto(`${world.origin}${path}`);
  expect(opened.status()).toBe(200);
  expect(await inspect(opened.page, path)).toEqual([]);
});

it('« C’est bien vous ? »', async () => {
  world.passTime(31);
  await opened.page.goto(`${world.origin}/preuve`);
  const heading = opened.page.getByRole('heading', { level: 1 });
  expect(await heading.innerText()).toMatch(/^C’est bien vous/);
  expect(await inspect(opened.page, '/preuve')).toEqual([]);
});

it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
  expect(opened.faults).toEqual([]);
});
