/** What the scripts of pages add while somebody types: the list follows, nothing that was ticked is lost. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PEOPLE } from '../../src/demo/cast.ts';
import { openPage, startBrowser, type WatchedPage } from './support/browser.ts';
import { type Demo, startDemo } from './support/demo.ts';

const GIVEN = ['Amina', 'Benoît', 'Carlos', 'Delphine', 'Émile', 'Farida', 'Gaspard', 'Hélène'];
const FAMILY = [
  'Ndiaye',
  'Rousseau',
  'Lopes',
  'Khelifi',
  'Marchal',
  'Tanguy',
  'Weber',
  'Osman',
  'Vidal',
];

let demo: Demo;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  watched = await openPage(browser, demo.url, { viewport: { width: 360, height: 800 } });
  ({ page } = watched);
  await page.goto(demo.managerLink);
  await page.getByRole('button', { name: 'Entrer' }).click();
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const search = () => page.getByLabel('Chercher une personne');
const rows = () => page.locator('#found .ruled li');

it('three letters show who is meant, with no key but theirs; without them, all are there again', async () => {
  await page.goto(`${demo.url}/personnes`);
  const all = await rows().count();
  expect(all).toBeGreaterThan(3);
  await search().pressSequentially(PEOPLE.awa.name.slice(0, 3).toLowerCase());
  await expect.poll(() => rows().count()).toBe(1);
  expect(await rows().innerText()).toContain(PEOPLE.awa.name);
  expect(page.url()).toBe(`${demo.url}/personnes`);
  expect(await page.getByRole('status').innerText()).toContain('Une personne trouvée');
  await search().fill('');
  await expect.poll(() => rows().count()).toBe(all);
  // A link in what came is as good as any.
  await search().fill(PEOPLE.awa.name);
  await page.keyboard.press('Enter');
  await expect.poll(() => rows().count()).toBe(1);
  await rows().getByRole('link').first().click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(PEOPLE.awa.name);
});

it('whoever was ticked before somebody else was looked for takes part, too', async () => {
  const lines = GIVEN.flatMap((given) => FAMILY.map((family) => `${given} ${family}`));
  await page.goto(`${demo.url}/personnes/ajouter`);
  await page.getByLabel('La liste des personnes').fill([...lines, 'Zélie Quentin'].join('\n'));
  await page.getByRole('button', { name: 'Relire la liste' }).click();
  await page.getByRole('button', { name: /^Ajouter les/ }).click();

  await page.goto(`${demo.url}/experiences/nouvelle`);
  await page.getByLabel('Qu’avez-vous fait ensemble ?').fill('Inventaire de la réserve');
  await page.getByRole('radio', { name: /^Prestation/ }).check({ force: true });
  await page.getByText('Quelqu’un d’autre').click();
  await page.getByRole('checkbox', { name: PEOPLE.awa.name }).check();
  await search().pressSequentially('zel');
  const zelie = page.getByRole('checkbox', { name: 'Zélie Quentin' });
  await zelie.check();
  expect(await page.getByRole('checkbox', { name: PEOPLE.awa.name }).isChecked()).toBe(true);
  await search().fill('');
  await expect.poll(() => page.locator('#found input[type=checkbox]').count()).toBeGreaterThan(50);
  expect(await zelie.isChecked()).toBe(true);
  await search().pressSequentially('delphine');
  await expect
    .poll(() => page.locator('#found input[type=checkbox]').count())
    .toBeLessThanOrEqual(11);
  await page.getByRole('button', { name: 'Garder sans badge', exact: true }).click();

  const people = await page.locator('main').innerText();
  expect(people).toContain(PEOPLE.awa.name);
  expect(people).toContain('Zélie Quentin');
  expect(people).not.toContain('Delphine');
});

it('what was being written is there again, once its page is closed and opened', async () => {
  const holder = await openPage(browser, demo.url, { viewport: { width: 360, height: 800 } });
  await holder.page.goto(demo.holderLink);
  await holder.page.getByRole('button', { name: 'Entrer' }).click();
  await holder.page.goto(`${demo.url}/mes-badges/presentation`);
  const words = () => holder.page.locator('textarea');
  await words().fill('');
  await words().pressSequentially('J’aime cuisiner pour');
  await holder.page.waitForResponse((response) => response.url().endsWith('/reprise'));
  await holder.page.goto(`${demo.url}/mes-badges`);
  await holder.page.goto(`${demo.url}/mes-badges/presentation`);
  await holder.page.getByRole('link', { name: 'Reprendre mes mots' }).click();
  expect(await words().inputValue()).toBe('J’aime cuisiner pour');
  await holder.page.getByRole('button', { name: 'Garder' }).click();
  await holder.page.goto(`${demo.url}/mes-badges/presentation`);
  await holder.page.waitForLoadState('networkidle');
  expect(await holder.page.getByText('Vous aviez commencé à écrire ici.').isVisible()).toBe(false);
  expect(holder.faults).toEqual([]);
});

it('and no page asked another site for anything, nor broke its own policy', () => {
  expect(watched.faults).toEqual([]);
});
