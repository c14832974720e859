/** The switch of language as a hand finds it: in sight at 360 px, early by keyboard, and never what Enter presses. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, startBrowser } from './support/browser.ts';
import { type Demo, startDemo } from './support/demo.ts';
import { inspect } from './support/inspect.ts';
import { press } from './support/states/state.ts';

let demo: Demo;
let browser: Browser;
let visitor: Page;
let staff: Page;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  ({ page: visitor } = await openPage(browser, demo.url));
  ({ page: staff } = await openPage(browser, demo.url));
  await staff.goto(demo.staffLink);
  await press(staff, 'Entrer');
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const inFocus = (page: Page) => page.evaluate('document.activeElement.lang');

/** How many times Tab is pressed until it is in focus, from the top of the page. */
async function stepsTo(page: Page, language: string): Promise<number> {
  for (let steps = 1; steps < 10; steps += 1) {
    await page.keyboard.press('Tab');
    if ((await inFocus(page)) === language) return steps;
  }
  return Infinity;
}

describe('the switch of language', () => {
  it.each([
    ['/', () => visitor],
    ['/connexion', () => visitor],
    ['/verifier', () => visitor],
    ['/experiences', () => staff],
    ['/experiences/nouvelle', () => staff],
  ] as const)('is in sight on %s at 360 px, and soon by keyboard', async (path, who) => {
    const page = who();
    await page.setViewportSize({ width: 360, height: 640 });
    await page.goto(`${demo.url}${path}`);
    const box = await page.locator('.languages :is(a, button)').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(160);
    expect(await stepsTo(page, 'en')).toBeLessThanOrEqual(5);
    expect(await inspect(page, path)).toEqual([]);
  });

  it('is not what Enter presses in a field', async () => {
    await visitor.goto(`${demo.url}/connexion`);
    await visitor.getByLabel('Votre adresse e-mail').fill('personne@example.org');
    await Promise.all([visitor.waitForEvent('load'), visitor.keyboard.press('Enter')]);
    expect([await heading(visitor), new URL(visitor.url()).pathname]).toEqual([
      'Regardez vos e-mails',
      '/connexion/attente',
    ]);
  });

  it('keeps what was typed, and the form is sent from there', async () => {
    await staff.goto(`${demo.url}/personnes/nouvelle`);
    await staff.getByLabel('Nom').fill('Lou « O’Brien »');
    await staff.getByLabel('Coopérante ou coopérant').check();
    await press(staff, 'English');
    expect(await heading(staff)).toBe('Add a person');
    expect(await staff.getByLabel('Name').inputValue()).toBe('Lou « O’Brien »');
    await staff.getByLabel('Name').focus();
    await Promise.all([staff.waitForEvent('load'), staff.keyboard.press('Enter')]);
    expect(await staff.locator('html').getAttribute('lang')).toBe('en');
    expect(await heading(staff)).toContain('Lou « O’Brien »');
    await press(staff, 'Français');
  });
});
