/** A photo on a telephone and on a desk: the form, where it is seen, and its person’s choice. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { largePhotoWithPlace, photoWithPlace, PLACE } from '../support/photos.ts';
import { openPage, startBrowser, type WatchedPage } from './support/browser.ts';
import { type Demo, startDemo } from './support/demo.ts';
import { inspect } from './support/inspect.ts';

const SEEN = 'Les plats sont prêts sur la table, juste avant le service.';

let demo: Demo;
let browser: Browser;
let staff: WatchedPage;
let holder: WatchedPage;
let reader: WatchedPage;
/** Of the newest experience of who shows their portfolio. */
let experience: string;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  const open = () => openPage(browser, demo.url, { javaScriptEnabled: true });
  [staff, holder, reader] = [await open(), await open(), await open()];
  await enter(staff.page, demo.staffLink);
  await enter(holder.page, demo.holderLink);
  await holder.page.goto(`${demo.url}/mes-experiences`);
  const all = holder.page.locator('a[href^="/mes-experiences/"]');
  const link = all.filter({ hasText: 'Buffet de 60' }).first();
  experience = ((await link.getAttribute('href')) ?? '').split('/').at(-1) ?? '';
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await press(page, 'Entrer');
}

const press = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);

/** How wide each picture on the page is, once it was decoded; whatever is folded away is unfolded. */
const pictures = (page: Page): Promise<unknown> =>
  page.evaluate(`
    document.querySelectorAll('details').forEach((one) => { one.open = true; });
    Promise.all([...document.querySelectorAll('.exhibit > img')].map(async (one) => {
      one.loading = 'eager';
      await one.decode();
      return one.naturalWidth;
    }))`);

it('is added by the form, which says what is missing', async () => {
  const { page } = staff;
  await page.goto(`${demo.url}/experiences/${experience}`);
  await page.getByRole('link', { name: 'Ajouter une photo ou un document' }).click();
  await page.waitForLoadState('load');
  expect(await inspect(page, 'the form')).toEqual([]);
  await press(page, 'Ajouter');
  expect(await inspect(page, 'the form with errors')).toEqual([]);
  const buffer = await photoWithPlace();
  await page
    .locator('#file')
    .setInputFiles({ name: 'IMG_2041.JPG', mimeType: 'image/jpeg', buffer });
  await page.getByLabel('Que voit-on ?').fill(SEEN);
  await page.getByLabel('Awa Diallo').check();
  await page.getByLabel('Non, personne n’est reconnaissable').check();
  await press(page, 'Ajouter');
  await page.getByText('C’est ajouté').waitFor();
  expect(await pictures(page)).toEqual([360]);
  expect(await inspect(page, 'the experience')).toEqual([]);
});

it('is shown by its person, and stands in the portfolio', async () => {
  const { page } = holder;
  await page.goto(`${demo.url}/mes-experiences`);
  expect(await pictures(page)).toEqual([360]);
  expect(await inspect(page, 'my experiences')).toEqual([]);
  await page.getByRole('link', { name: SEEN }).click();
  await page.waitForLoadState('load');
  expect(await inspect(page, 'my exhibit')).toEqual([]);
  await press(page, 'Montrer');
  expect(await inspect(page, 'my exhibit, shown')).toEqual([]);
  await reader.page.goto(demo.portfolio);
  expect(await pictures(reader.page)).toEqual([360]);
  expect(await inspect(reader.page, 'the portfolio')).toEqual([]);
});

it('leaves the telephone small, and without the place that hides in it', async () => {
  const { page } = staff;
  await page.goto(`${demo.url}/experiences/${experience}/preuves/nouvelle`);
  const buffer = await largePhotoWithPlace();
  expect(buffer.length).toBeGreaterThan(3_000_000);
  const name = 'IMG_2042.JPG';
  await page.locator('#file').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
  await page.getByLabel('Que voit-on ?').fill(SEEN);
  await page.getByLabel('Awa Diallo').check();
  await page.getByLabel('Non, personne n’est reconnaissable').check();
  // What waits within the page is evaluated there again, which its policy lets nobody do.
  await expect
    .poll(() => page.evaluate(`document.querySelector('#file').files[0].size`), {
      timeout: 30_000,
    })
    .toBeLessThan(buffer.length / 2);
  const bytes = await page.evaluate(`document.querySelector('#file').files[0].text()`);
  expect(bytes).not.toContain(PLACE);
  await press(page, 'Ajouter');
  await page.getByText('C’est ajouté').waitFor();
  expect(await pictures(page)).toEqual([360, 480]);
});

it('is taken away after a question', async () => {
  const { page } = staff;
  await page.goto(`${demo.url}/experiences/${experience}`);
  await page.getByRole('link', { name: 'Supprimer' }).first().click();
  await page.waitForLoadState('load');
  expect(await inspect(page, 'the question')).toEqual([]);
  await press(page, 'Supprimer');
  await page.getByText('C’est supprimé').waitFor();
});

it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
  expect([...staff.faults, ...holder.faults, ...reader.faults]).toEqual([]);
});
