/** A meeting on telephones, without a script: who animates, and three people who share one. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage, startBrowser, type WatchedPage } from './support/browser.ts';
import { type Demo, startDemo } from './support/demo.ts';
import { inspect } from './support/inspect.ts';

/** Axe needs a script of its own, and pages that have none are the same without. */
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

let demo: Demo;
let browser: Browser;
let team: WatchedPage;
let group: WatchedPage;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  team = await openPage(browser, demo.url, PHONE);
  group = await openPage(browser, demo.url, PHONE);
  await team.page.goto(demo.staffLink);
  await press(team.page, 'Entrer');
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const press = (page: Page, name: string | RegExp) =>
  Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name, exact: typeof name === 'string' }).click(),
  ]);
const follow = (page: Page, name: string | RegExp) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('link', { name }).first().click()]);

/** How tall an answer is. */
async function heightOf(page: Page, answer: string): Promise<number> {
  const box = await page.getByRole('button', { name: answer }).boundingBox();
  return box?.height ?? 0;
}

let code = '';

it('is opened from a badge whose class says so', async () => {
  const { page } = team;
  await page.goto(`${demo.url}/experiences`);
  await follow(page, /Buffet de 60 personnes/u);
  await follow(page, 'Je travaille en équipe');
  await follow(page, 'Confirmer avec le groupe');
  expect(await inspect(page, 'before the meeting')).toEqual([]);
  await press(page, 'Demander au groupe');
  code = ((await page.locator('.meeting-code').textContent()) ?? '').replaceAll(/\D/gu, '');
  expect(code).toMatch(/^\d{6}$/u);
  expect(await inspect(page, 'the meeting')).toEqual([]);
});

it('is answered by three people on one telephone, each with their first name', async () => {
  const { page } = group;
  await page.goto(`${demo.url}/groupe`);
  expect(await inspect(page, 'the code')).toEqual([]);
  await page.getByLabel('Les 6 chiffres').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await press(page, 'Continuer');
  expect(await inspect(page, 'the question')).toEqual([]);
  const seen = await heightOf(page, 'Je l’ai vu');
  expect(seen).toBeGreaterThanOrEqual(64);
  expect(await heightOf(page, 'Je ne peux pas le dire')).toBe(seen);
  for (const [at, answer] of ['Je l’ai vu', 'Je ne peux pas le dire'].entries()) {
    await page.locator('.chip').nth(at).click();
    await press(page, answer);
    await page.getByText('Vous pouvez fermer cette page.').waitFor();
    await follow(page, 'Une autre personne répond ici');
  }
  expect(await inspect(page, 'after answers')).toEqual([]);
});

it('is answered on a telephone that runs no script', async () => {
  const { page } = await openPage(browser, demo.url, { ...PHONE, javaScriptEnabled: false });
  await page.goto(`${demo.url}/groupe`);
  await page.getByLabel('Les 6 chiffres').fill(code);
  await press(page, 'Continuer');
  await page.locator('.chip').last().click();
  await press(page, 'Je l’ai vu');
  expect(await page.locator('.lede').textContent()).toBe('Vous pouvez fermer cette page.');
});

it('is answered by keyboard alone', async () => {
  const { page } = group;
  await page.locator('.chip input').nth(1).focus();
  await page.keyboard.press('Space');
  expect(await page.locator('.chip input').nth(1).isChecked()).toBe(true);
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus');
  expect(await focused.textContent()).toBe('Je l’ai vu');
  await page.keyboard.press('Enter');
  await page.getByText('Vous pouvez fermer cette page.').waitFor();
});

it('is signed with the group, and said so beside the badge', async () => {
  const { page } = team;
  await follow(page, 'Voir les nouvelles réponses');
  await page.getByText('3 personnes l’ont vu.').waitFor();
  expect(await inspect(page, 'with answers')).toEqual([]);
  await press(page, /^Enlever.* Bruno/u);
  await page.getByText('2 personnes l’ont vu.').waitFor();
  await press(page, 'Signer avec le groupe');
  await page.getByText('Confirmé par le groupe (2 personnes qui étaient là)').waitFor();
  expect(await inspect(page, 'signed')).toEqual([]);
  // The telephone of the group opens nothing more.
  await group.page.goto(`${demo.url}/groupe/dire`);
  await group.page.getByText('Ce code n’ouvre rien').first().waitFor();
});
