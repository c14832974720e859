/**
 * Every page of the demo, for each kind of person, light and dark, at 1280 and 360 px: nothing for
 * axe to say, every control hit at its middle, no word broken, nothing sticking out at 320 px or with
 * letters doubled, no request elsewhere, no word in the console.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WatchedPage, openPage, startBrowser } from './support/browser.ts';
import { crawl } from './support/crawl.ts';
import { type Demo, startDemo } from './support/demo.ts';
import { inspect } from './support/inspect.ts';
import { type Role, STATES } from './support/states/states.ts';

let demo: Demo;
let browser: Browser;
let people: Readonly<Record<Role, WatchedPage>>;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  people = {
    visitor: await openPage(browser, demo.url),
    staff: await signedIn(demo.staffLink),
    holder: await signedIn(demo.holderLink),
  };
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function signedIn(link: string): Promise<WatchedPage> {
  const opened = await openPage(browser, demo.url);
  await opened.page.goto(link);
  await opened.page.getByRole('button', { name: 'Entrer' }).click();
  return opened;
}

describe('Every page that links lead to', () => {
  it.each([
    ['visitor', () => `${demo.url}/`, ['/', '/badges/*/v1', '/referentiels/*', '/connexion']],
    ['visitor', () => demo.portfolio, ['/p/*', '/p/*/verification', '/p/*/badges/*']],
    ['visitor', () => demo.badge, ['/k/*/credentials/*', '/k/*/credentials/*/evidence']],
    ['staff', () => `${demo.url}/experiences`, ['/personnes/*', '/experiences/*/reconnaitre']],
    [
      'holder',
      () => `${demo.url}/mes-badges`,
      ['/partages/*', '/mes-experiences/*', '/mes-badges/*'],
    ],
  ] as const)('as a %s', async (role, start, expected) => {
    const { page } = people[role];
    const faults: string[] = [];
    const seen = await crawl(page, start(), async (kind) => {
      faults.push(...(await inspect(page, kind)));
    });
    expect([...seen]).toEqual(expect.arrayContaining([...expected]));
    expect(faults).toEqual([]);
  });
});

describe('Pages that no link leads to', () => {
  it.each(STATES)('$as: $name', async ({ as, status, reach }) => {
    const { page, status: answered } = people[as];
    await reach(page, demo);
    expect(answered()).toBe(status);
    expect(await inspect(page, page.url())).toEqual([]);
  });
});

describe('All along', () => {
  it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
    expect(Object.values(people).flatMap(({ faults }) => faults)).toEqual([]);
  });
});
