/**
 * Forms in a browser: the levels of four people on a phone; and « back », where no page is kept in
 * memory: what was typed is there, and no error.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, startBrowser } from './support/browser.ts';
import { type Demo, startDemo } from './support/demo.ts';
import { click, press } from './support/states/state.ts';

const TYPED = 'J’ai servi, puis rangé la salle.';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function signedIn(link: string): Promise<Page> {
  const { page } = await openPage(browser, demo.url, { javaScriptEnabled: false });
  await page.goto(link);
  await press(page, 'Entrer');
  return page;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

describe('the levels of badges', () => {
  it('have each their four levels in one line, at 360 px', async () => {
    const page = await signedIn(demo.staffLink);
    await page.setViewportSize({ width: 360, height: 800 });
    await click(page, 'Expériences');
    await click(page, 'Buffet de 60 personnes pour une association de parents');
    await click(page, 'Remettre un badge');
    const groups = await page.locator('.recognise .levels:visible').all();
    expect(groups.length).toBeGreaterThan(8);
    for (const [n, group] of groups.slice(0, 4).entries()) {
      // One that is chosen has a mark, and is no wider for it.
      await group.getByRole('radio').nth(n).check({ force: true });
      const boxes = await Promise.all(
        (await group.locator('label').all()).map((one) => one.boundingBox()),
      );
      expect(boxes).toHaveLength(4);
      expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
      const widths = boxes.map((box) => box?.width ?? 0);
      expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(1);
    }
  });
});

describe('from the page of an experience just added', () => {
  it('the form has its title, its ticks and what each did', async () => {
    const page = await signedIn(demo.staffLink);
    await page.goto(`${demo.url}/experiences/nouvelle`);
    await page.locator('#title').fill('Fête des voisins');
    await page.locator('input[value=prestation]').check({ force: true });
    await page.getByText('Où, et qui faisait quoi').click();
    const box = page.locator('input[name=people]').first();
    await box.check();
    const task = page.locator('input[name^=task-]').first();
    await task.fill('service');
    await press(page, 'Garder sans badge');
    expect(await heading(page)).toBe('Fête des voisins');

    await page.goBack();
    expect(await page.locator('#title').inputValue()).toBe('Fête des voisins');
    expect([await box.isChecked(), await task.inputValue()]).toEqual([true, 'service']);
  });
});

describe('after a form', () => {
  it('that was refused, then sent again, « back » finds it', async () => {
    const page = await signedIn(demo.staffLink);
    await page.goto(`${demo.url}/experiences/nouvelle`);
    await press(page, 'Garder sans badge');
    await page.locator('#title').fill('Marché de printemps');
    await page.locator('input[value=prestation]').check({ force: true });
    await page.locator('input[name=people]').first().check();
    await press(page, 'Garder sans badge');
    await page.goBack();
    expect(await heading(page)).toBe('Ajouter une expérience');
    expect(await page.locator('#title').inputValue()).toBe('Marché de printemps');
  });

  it('whose session had ended, what was typed is there once one is in again', async () => {
    const page = await signedIn(demo.holderLink);
    await click(page, 'Changer mon récit', 'Raconter cette expérience');
    const before = await heading(page);
    await page.locator('textarea').fill(TYPED);
    await page.context().clearCookies();
    await press(page, 'Garder');
    expect(await heading(page)).toBe('Se connecter');
    await page.goBack();
    await page.goForward();
    await page.goto(demo.holderLink);
    await press(page, 'Entrer');
    expect(await heading(page)).toBe(before);
    expect(await page.locator('textarea').inputValue()).toBe(TYPED);
    await press(page, 'Garder');
    expect(await page.getByText(TYPED).isVisible()).toBe(true);
  });

  it('of the verifier, « back » finds the answer, and then what was typed', async () => {
    const { page } = await openPage(browser, demo.url, { javaScriptEnabled: false });
    await page.goto(`${demo.url}/verifier`);
    await page.locator('#source').fill(demo.badge);
    await page.locator('#name').fill('Awa Diallo');
    await press(page, 'Vérifier');
    const answer = await heading(page);
    await click(page, 'Critères et niveaux');
    await page.goBack();
    expect(await heading(page)).toBe(answer);
    await page.goBack();
    expect(await page.locator('#source').inputValue()).toBe(demo.badge);
    expect(await page.locator('#name').inputValue()).toBe('Awa Diallo');
  });

  it('is not shown any more to whoever comes after signing out', async () => {
    const page = await signedIn(demo.holderLink);
    await page.goto(`${demo.url}/partages/nouveau`);
    await press(page, 'Faire le partage');
    expect(await page.getByText('Écrivez pour qui est ce partage').first().isVisible()).toBe(true);
    await press(page, 'Se déconnecter');
    await page.goBack().catch(() => undefined);
    expect(await page.getByText('Écrivez pour qui est ce partage').count()).toBe(0);
  });
});

it('Enter sends a form whose lists may have pages: its first button is there for that alone', async () => {
  const page = await signedIn(demo.staffLink);
  await page.goto(`${demo.url}/experiences/nouvelle`);
  await page.getByLabel('Qu’avez-vous fait ensemble ?').fill('Repas de quartier');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  expect(await page.title()).toMatch(/^Erreur/);
  const typed = page.getByLabel('Qu’avez-vous fait ensemble ?');
  expect(await typed.inputValue()).toBe('Repas de quartier');
});
