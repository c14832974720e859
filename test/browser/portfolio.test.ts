/** What an employer gets: the answer at first sight on a phone, and a sheet of paper. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, startBrowser } from './support/browser.ts';
import { type Demo, startDemo } from './support/demo.ts';

let demo: Demo;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  const phone = { javaScriptEnabled: false, viewport: { width: 360, height: 800 } };
  ({ page } = await openPage(browser, demo.url, phone));
  await page.goto(demo.portfolio);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

/** CSS pixels from the top of the page to the bottom of this. */
async function bottomOf(target: Locator): Promise<number> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('It cannot be seen');
  return box.y + box.height;
}

describe('The portfolio', () => {
  it('shows whose it is and whether it holds, on the first screen of a phone', async () => {
    const name = page.getByRole('heading', { level: 1, name: 'Awa Diallo' });
    expect(await bottomOf(name)).toBeLessThan(800);
    expect(await bottomOf(page.locator('.status-title').first())).toBeLessThan(800);
  });

  it('prints on three A4 sheets at most, with a code that a phone can scan', async () => {
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    expect(sheets).toBeGreaterThan(0);
    expect(sheets).toBeLessThanOrEqual(3);

    await page.emulateMedia({ media: 'print' });
    const code = await page.locator('img.qr').first().boundingBox();
    expect(code?.width).toBeGreaterThanOrEqual((20 / 25.4) * 96); // 2 cm, at 96 CSS px an inch
    expect(code?.height).toBe(code?.width);
    const paper = await page.locator('main').innerText();
    expect(paper).toContain(new URL(demo.portfolio).pathname);
    expect(await page.getByRole('link', { name: 'Vérifier maintenant' }).isVisible()).toBe(false);
  });
});
