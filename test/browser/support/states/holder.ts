import type { Page } from 'playwright-core';
import { type State, click, press } from './state.ts';

const tooLong = async (page: Page, text: string) => {
  await page.evaluate(`document.querySelector('textarea').removeAttribute('maxlength')`);
  await page.locator('textarea').fill(text);
  await press(page, 'Garder');
};

export const asHolder: readonly State[] = [
  {
    name: 'a page for staff',
    status: 403,
    reach: (page, { url }) => page.goto(`${url}/personnes`),
  },
  {
    name: 'an introduction too long',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/mes-badges/presentation`);
      await tooLong(page, 'a'.repeat(301));
    },
  },
  {
    name: 'words too long',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/mes-badges`);
      await click(page, 'Changer mon récit', 'Raconter cette expérience');
      await tooLong(page, 'a'.repeat(601));
    },
  },
  {
    name: 'erasing everything, not surely',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/mon-compte/effacer`);
      await press(page, 'Effacer');
    },
  },
  {
    name: 'a share link of nothing',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/partages/nouveau`);
      await press(page, 'Faire le partage');
    },
  },
  {
    name: 'a share that was changed meanwhile',
    status: 409,
    async reach(page, { url }) {
      await page.goto(`${url}/partages`);
      await click(page, 'Traiteur Petit');
      await click(page, 'Changer ce partage');
      const other = await page.context().newPage();
      await other.goto(page.url());
      await other.locator('input[name=awards]:checked').first().uncheck();
      await press(other, 'Garder');
      await other.close();
      await page.locator('input[name=label]').fill('Traiteur Petit et Fils');
      await press(page, 'Garder');
    },
  },
  {
    name: 'where else one is signed in',
    status: 200,
    async reach(page, { url, holderLink }) {
      const phone = await page.context().browser()?.newPage();
      if (!phone) throw new Error('There is no browser');
      await phone.goto(holderLink);
      await press(phone, 'Entrer');
      await phone.close();
      await page.goto(`${url}/mon-compte`);
    },
  },
  {
    name: 'a share link that was closed, as its reader sees it',
    status: 410,
    async reach(page, { url }) {
      await page.goto(`${url}/partages/nouveau`);
      await page.locator('input[name=label]').fill('Boulangerie Petit');
      await page.locator('input[name=awards]').first().check();
      await page.locator('input[name=days]').first().check();
      await press(page, 'Faire le partage');
      const address = await page.locator('code').first().innerText();
      await press(page, 'Fermer ce partage');
      await page.goto(address);
    },
  },
  {
    name: 'a share link that was closed, as its owner sees it',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/partages`);
      await click(page, 'Boulangerie Petit');
    },
  },
  {
    name: 'a form sent after signing out elsewhere',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/mes-badges/presentation`);
      await page.context().clearCookies();
      await press(page, 'Garder');
    },
  },
  {
    name: 'the same form, once she is in again',
    status: 200,
    async reach(page, { holderLink }) {
      await page.goto(holderLink);
      await press(page, 'Entrer');
    },
  },
  {
    name: 'a form of before the session that there is',
    status: 403,
    async reach(page, { url }) {
      await page.goto(`${url}/mes-badges/presentation`);
      await page.evaluate(
        `document.querySelectorAll('[name=_page], [name=_csrf]').forEach((one) => one.remove())`,
      );
      await press(page, 'Garder');
    },
  },
];
