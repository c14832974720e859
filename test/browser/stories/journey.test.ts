/**
 * The whole journey without JavaScript, on a 360 px wide screen: recognise, accept, show, verify,
 * take back, verify. The accompagnante has no mouse.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WatchedPage, openPage, startBrowser } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { choose, follow, tabTo, type } from '../support/keyboard.ts';

const PHONE: BrowserContextOptions = {
  javaScriptEnabled: false,
  viewport: { width: 360, height: 800 },
};
const EXPERIENCE = 'Buffet de 60 personnes pour une association de parents';
const BADGE = 'Je réalise une prestation';
const SENTENCE = 'A servi soixante personnes sans faire attendre.';

let demo: Demo;
let browser: Browser;
const watched: WatchedPage[] = [];
let staff: Page;
let holder: Page;
let employer: Page;

async function open(): Promise<Page> {
  const opened = await openPage(browser, demo.url, PHONE);
  watched.push(opened);
  return opened.page;
}

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  [staff, holder, employer] = [await open(), await open(), await open()];
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

describe('Without JavaScript, at 360 px', () => {
  let portfolio = '';
  let badge = '';

  it('an accompagnant signs in and recognises somebody with the keyboard alone', async () => {
    await staff.goto(demo.staffLink);
    await follow(staff, 'Entrer');
    expect(await heading(staff)).toBe('Ce qui m’attend');
    await follow(staff, 'Expériences');
    await follow(staff, EXPERIENCE);
    await follow(staff, 'Remettre un badge');

    const awa = staff.locator('.recognise', {
      has: staff.getByRole('heading', { name: 'Awa Diallo' }),
    });
    await tabTo(staff, awa.locator('summary', { hasText: 'Autre badge' }));
    await staff.keyboard.press('Enter');
    await choose(staff, awa.getByRole('radio', { name: new RegExp(`^${BADGE}`) }));
    await type(staff, 'Qu’avez-vous vu Awa faire ?', SENTENCE);
    await follow(staff, 'Relire avant de signer');
    expect(await staff.getByText(SENTENCE).count()).toBeGreaterThan(0);
    await follow(staff, 'Signer 1 badge');
    expect(await staff.getByText(/^1\sbadge signé/).isVisible()).toBe(true);
  });

  it('the coopérante accepts it, and shares it', async () => {
    await holder.goto(demo.holderLink);
    await holder.getByRole('button', { name: 'Entrer' }).click();
    await holder.getByRole('button', { name: `Accepter : ${BADGE}` }).click();
    await holder.getByRole('link', { name: 'Ouvrir ce badge' }).click();
    expect(await heading(holder)).toBe(BADGE);
    badge =
      (await holder.getByRole('link', { name: 'le lien', exact: true }).getAttribute('href')) ?? '';

    await holder.getByRole('link', { name: 'Montrer ce badge' }).click();
    await holder.getByLabel('Pour qui ?').fill('Boulangerie Petit');
    expect(await holder.getByRole('checkbox', { name: new RegExp(`^${BADGE}`) }).isChecked()).toBe(
      true,
    );
    await holder.getByRole('radio').first().check();
    await holder.getByRole('button', { name: 'Faire le partage' }).click();
    portfolio = await holder.locator('code').first().innerText();
    expect(new URL(portfolio).origin).toBe(demo.url);
  });

  it('an employer understands and verifies it', async () => {
    await employer.goto(portfolio);
    expect(await heading(employer)).toBe('Awa Diallo');
    expect(await employer.getByText(SENTENCE).count()).toBeGreaterThan(0);
    await employer.getByRole('link', { name: 'Vérifier maintenant' }).click();
    expect(await employer.getByText('Authentique', { exact: true }).count()).toBe(1);
    expect(await verdict()).toBe('Ce badge est authentique');
  });

  it('the accompagnant takes it back, and the employer sees it at once', async () => {
    await staff.goto(new URL(badge, demo.url).href);
    await follow(staff, 'Retirer ce badge');
    await choose(staff, staff.getByRole('radio', { name: 'Ce n’était pas le bon badge.' }));
    await follow(staff, 'Retirer le badge');
    expect(await heading(staff)).toBe('Ce badge a été retiré');

    await employer.goto(portfolio);
    expect(await employer.getByText('Retiré', { exact: true }).count()).toBeGreaterThan(0);
    expect(await verdict()).toBe('Ce badge a été retiré');
  });

  it('and no page asked another site for anything, nor broke its own policy', () => {
    expect(watched.flatMap(({ faults }) => faults)).toEqual([]);
  });

  /** What the public page says of the badge's address. */
  async function verdict(): Promise<string> {
    await employer.goto(`${demo.url}/verifier`);
    await employer.getByLabel('Le lien du badge, ou son contenu').fill(`${demo.url}${badge}`);
    await employer.getByRole('button', { name: 'Vérifier' }).click();
    return heading(employer);
  }
});
