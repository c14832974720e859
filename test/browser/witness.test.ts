/** A client on a telephone, without a script: from a link to a word that its person shows, and back. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage, startBrowser, type WatchedPage } from './support/browser.ts';
import { type Demo, startDemo } from './support/demo.ts';
import { inspect } from './support/inspect.ts';

const WORD = 'Tout était prêt à 8 h 30, et les enfants ont tout mangé.';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, javaScriptEnabled: false };

let demo: Demo;
let browser: Browser;
let holder: WatchedPage;
let client: WatchedPage;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  holder = await openPage(browser, demo.url, { ...PHONE, javaScriptEnabled: true });
  client = await openPage(browser, demo.url, { ...PHONE, javaScriptEnabled: true });
  await holder.page.goto(demo.holderLink);
  await press(holder.page, 'Entrer');
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

/** The page of the first badge of which somebody may be asked. */
async function openWitnesses(page: Page): Promise<void> {
  await page.goto(`${demo.url}/mes-badges`);
  const links = await page.locator('a[href^="/mes-badges/"]').all();
  const hrefs = await Promise.all(links.map((one) => one.getAttribute('href')));
  for (const href of new Set(hrefs.map((one) => one ?? ''))) {
    if (!/^\/mes-badges\/[0-9a-f-]{36}$/u.test(href)) continue;
    await page.goto(demo.url + href);
    const ask = page.getByRole('link', { name: 'Voir ou demander un mot' });
    if ((await ask.count()) === 0 || (await page.getByText('Montrer ce badge').count()) === 0) {
      continue;
    }
    await ask.click();
    await page.waitForLoadState('load');
    return;
  }
  throw new Error('No badge of the demo asks for a word');
}

async function letter(): Promise<string> {
  const pattern = /http:\/\/localhost:\d+\/temoigner\/lettre\/[\w-]+/gu;
  await expect
    .poll(() => demo.output().match(pattern)?.length, { timeout: 20_000 })
    .toBeGreaterThan(0);
  return demo.output().match(pattern)?.at(-1) ?? '';
}

it('is asked for by its person', async () => {
  const { page } = holder;
  await openWitnesses(page);
  expect(await inspect(page, 'before there is a link')).toEqual([]);
  await page.getByLabel('À qui ?').fill('la cliente du buffet');
  await press(page, 'Faire un lien');
  expect(await inspect(page, 'with a link')).toEqual([]);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copier le lien' }).click();
  await page.getByText('C’est copié.').waitFor();
  const copied = await page.evaluate('navigator.clipboard.readText()');
  expect(copied).toBe(await page.locator('main code').first().textContent());
});

it('is written and signed by a client in a few touches, and asks for no script', async () => {
  const address = (await holder.page.locator('main code').first().textContent()) ?? '';
  const { page } = client;
  await page.goto(address);
  expect(await inspect(page, 'the page of a client')).toEqual([]);
  await press(page, 'Signer');
  expect(await inspect(page, 'what is missing')).toEqual([]);
  const { page: phone } = await openPage(browser, demo.url, PHONE);
  await phone.goto(address);
  await phone.getByRole('checkbox').first().check();
  await phone.getByLabel('Une phrase à vous').fill(WORD);
  await phone.getByLabel('Votre nom').fill('Claire Petit');
  await phone.getByLabel('Votre rôle').fill('cliente, école Jean-Moulin');
  await phone.getByLabel('Votre e-mail').fill('claire.petit@ecole.example');
  await press(phone, 'Signer');
  await phone.getByText('Ce n’est pas encore signé').waitFor();
  await phone.goto(await letter());
  await press(phone, 'Signer mon mot');
  await phone.getByText('Merci, c’est signé').waitFor();
  await page.goto(phone.url());
  expect(await inspect(page, 'what was said')).toEqual([]);
  await page.getByRole('link', { name: 'Retirer mon mot' }).click();
  await page.waitForLoadState('load');
  expect(await inspect(page, 'the question whether to take it back')).toEqual([]);
});

it('is signed beside one of the team, with a paper to take along', async () => {
  const address = (await holder.page.locator('main code').first().textContent()) ?? '';
  const { page } = await openPage(browser, demo.url, PHONE);
  await page.goto(demo.managerLink);
  await press(page, 'Entrer');
  await page.goto(address);
  await press(page, 'Passer ce téléphone');
  await press(page, 'Signer');
  const team = await openPage(browser, demo.url, { ...PHONE, javaScriptEnabled: true });
  await team.page.goto(demo.managerLink);
  await press(team.page, 'Entrer');
  await team.page.goto(address);
  expect(await inspect(team.page, 'before the phone is passed')).toEqual([]);
  await press(team.page, 'Passer ce téléphone');
  await press(team.page, 'Signer');
  expect(await inspect(team.page, 'in person, what is missing')).toEqual([]);
  await page.getByRole('checkbox').first().check();
  await page.getByLabel('Votre nom').fill('Omar Haddad');
  await page.getByLabel('Votre rôle').fill('voisin du jardin');
  await page.getByLabel('La personne est à côté de moi').check();
  await press(page, 'Signer');
  await page.getByText('Merci, c’est signé').waitFor();
  await team.page.goto(page.url());
  expect(await inspect(team.page, 'the paper to take along')).toEqual([]);
  expect(team.faults).toEqual([]);
});

it('is shown by its person, and then read beside the badge', async () => {
  const { page } = holder;
  await openWitnesses(page);
  expect(await inspect(page, 'with a word')).toEqual([]);
  await press(page, /^Montrer ce mot.*Claire Petit/u);
  await page.goto(page.url().replace(/\/temoins.*$/u, ''));
  const href = await page.locator('a[href*="/credentials/"]').first().getAttribute('href');
  const { page: reader } = client;
  await reader.goto(demo.url + (href ?? '').replace(/\.\w+$/u, ''));
  await reader.getByText('Témoignage de Claire Petit').waitFor();
  expect(await inspect(reader, 'the badge with a word beside it')).toEqual([]);
  expect([...holder.faults, ...client.faults]).toEqual([]);
});
