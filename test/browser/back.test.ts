/** « Back », in a browser that keeps no page in memory: what was typed is there, and no error. */
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

describe('from the page of an experience just added', () => {
  it('the form has its title, its ticks and what each did', async () => {
    const page = await signedIn(demo.staffLink);
    await page.goto(`${demo.url}/experiences/nouvelle`);
    await page.locator('#title').fill('Fête des voisins');
    await page.locator('input[value=prestation]').check();
    const box = page.locator('input[name=people]').first();
    await box.check();
    const task = page.locator('input[name^=task-]').first();
    await task.fill('service');
    await press(page, 'Ajouter');
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
    await press(page, 'Ajouter');
    await page.locator('#title').fill('Marché de printemps');
    await page.locator('input[value=prestation]').check();
    await page.locator('input[name=people]').first().check();
    await press(page, 'Ajouter');
    await page.goBack();
    expect(await heading(page)).toBe('Ajouter une expérience');
    expect(await page.locator('#title').inputValue()).toBe('Marché de printemps');
  });

  it('whose session had ended, « back » from the sign-in page finds what was typed', async () => {
    const page = await signedIn(demo.holderLink);
    await click(page, /^(Changer mon récit|Raconter cette expérience)/);
    await page.locator('textarea').fill(TYPED);
    await page.context().clearCookies();
    await press(page, 'Garder');
    expect(await heading(page)).toBe('La page a expiré');
    expect(await page.getByText(TYPED).isVisible()).toBe(true);

    await click(page, 'Se connecter');
    await page.goBack();
    expect(await page.getByText(TYPED).isVisible()).toBe(true);
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
