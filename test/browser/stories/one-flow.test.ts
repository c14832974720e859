/** After a day's work, on a telephone: from what was done to signed badges, touch by touch. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage, startBrowser, type WatchedPage } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';

const TITLE = 'Buffet du centre social';
const SENTENCES = [
  'A trouvé une autre cuisson quand le four est tombé en panne.',
  'A chargé le camion et prévenu du retard.',
  'A préparé soixante brioches et les a livrées chaudes.',
  'A mis en place les tables avec une autre personne.',
  'A présenté les plats et répondu aux questions.',
  'A servi pendant deux heures et rangé la salle.',
];
/** Who gets which: the first takes one that is not among the three proposed. */
const CHOICES = [
  'faire-avancer-un-desaccord:3',
  'travailler-en-equipe:2',
  'realiser-une-prestation',
  'travailler-en-equipe:1',
  'trouver-des-solutions:2',
  'realiser-une-prestation',
];

let demo: Demo;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let touches = 0;
let pages = 0;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  const telephone = { viewport: { width: 360, height: 720 }, hasTouch: true };
  watched = await openPage(browser, demo.url, { ...telephone, javaScriptEnabled: false });
  ({ page } = watched);
  await page.goto(demo.staffLink);
  await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name: 'Entrer' }).click(),
  ]);
  page.setDefaultTimeout(8_000);
  page.on('load', () => {
    pages += 1;
  });
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function touch(what: Locator): Promise<void> {
  touches += 1;
  await what.tap();
}

/** A touch, and a new page. */
async function go(what: Locator): Promise<void> {
  await Promise.all([page.waitForEvent('load'), touch(what)]);
}

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const cards = () => page.locator('.recognise');

it('six people and four badges take 25 touches and three pages at most', async () => {
  await go(page.getByRole('link', { name: 'Ajouter une expérience' }));
  await touch(page.getByLabel('Qu’avez-vous fait ensemble ?'));
  await page.keyboard.type(TITLE);
  await touch(page.locator('.chip', { hasText: 'Prestation' }));
  const tiles = page.locator('.tiles').first().locator('label.choice');
  const names = await tiles.allInnerTexts();
  const six = names.filter((name) => !/Nadia|Karim|MARTIN/.test(name)).slice(0, 6);
  expect(six).toHaveLength(6);
  for (const name of six) await touch(tiles.filter({ hasText: name }));
  await go(button('Continuer : les badges'));

  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^Qui a montré/);
  expect(await cards().count()).toBe(6);
  // Without a choice, a card asks for no sentence: it is half a screen high.
  const box = await cards().nth(1).boundingBox();
  expect(box?.height).toBeLessThan(400);
  for (const [at, choice] of CHOICES.entries()) {
    const card = cards().nth(at);
    if (at === 0) await touch(card.locator('summary', { hasText: 'Autre badge' }));
    await touch(card.locator('label', { has: page.locator(`[value="${choice}"]`) }));
    await touch(card.getByRole('textbox'));
    await page.keyboard.type(SENTENCES[at] ?? '');
    // Of the badge that was chosen, and of no other.
    expect(await card.locator('summary:visible', { hasText: 'Les critères' }).count()).toBe(1);
  }
  await go(button('Relire avant de signer'));
  for (const sentence of SENTENCES)
    expect(await page.getByText(sentence, { exact: true }).isVisible()).toBe(true);
  await go(button(/^Signer 6\sbadges$/));

  expect(await page.getByText(/^6\sbadges signés/).isVisible()).toBe(true);
  expect(touches).toBeLessThanOrEqual(25);
  // The last one is what follows.
  expect(pages - 1).toBe(3);
});

it('one badge for all of them takes 15, and « Pas aujourd’hui » leaves somebody out', async () => {
  touches = 0;
  await page.goto(`${demo.url}/experiences`);
  await page.getByRole('link', { name: TITLE }).click();
  await go(page.getByRole('link', { name: 'Remettre un badge' }));
  await touch(page.locator('summary', { hasText: 'Le même badge pour plusieurs' }));
  await touch(
    page
      .locator('#badge-all .rulers:not(.is-more) label', { has: page.locator('[value$=":1"]') })
      .nth(1),
  );
  await touch(page.getByLabel('La même phrase'));
  await page.keyboard.type('A rangé la salle jusqu’au bout.');
  for (const chip of await page.locator('#all .chip').all()) await touch(chip);
  await touch(cards().first().locator('.not-today'));
  await go(button('Relire avant de signer'));
  await go(button(/^Signer 5\sbadges$/));
  expect(await page.getByText(/^5\sbadges signés/).isVisible()).toBe(true);
  expect(touches).toBeLessThanOrEqual(15);
});

it('asked nothing of another site', () => {
  expect(watched.faults).toEqual([]);
});
