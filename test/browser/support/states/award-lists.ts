/** A list of badges: checked, read again, signed. */
import type { Page } from 'playwright-core';
import { lineOf, sheet } from '../../../support/badges/sheets.ts';
import type { Demo } from '../demo.ts';
import { press, type State } from './state.ts';

const WRONG = lineOf('Awa Dialo', { date: '31/02/2026', badge: 'Je cours vite', level: '7' });

async function handIn(page: Page, { url }: Demo, ...more: readonly (readonly string[])[]) {
  await page.goto(`${url}/badges-par-liste`);
  const lines = sheet([lineOf('Awa Diallo'), lineOf('Lucas Nguyen'), ...more]);
  await page.locator('[name=lines]').fill(lines);
  await press(page, 'Vérifier la liste');
}

async function readAgain(page: Page, demo: Demo): Promise<void> {
  await handIn(page, demo, WRONG);
  await page.goto(`${page.url()}/signer`);
}

export const ofAwardLists: readonly State[] = [
  {
    name: 'a list of no badges',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/badges-par-liste`);
      await press(page, 'Vérifier la liste');
    },
  },
  {
    name: 'a list of badges with faults',
    status: 200,
    reach: (page, demo) => handIn(page, demo, WRONG),
  },
  { name: 'a list of badges to sign', status: 200, reach: readAgain },
  {
    name: 'a list of badges that is signed',
    status: 200,
    async reach(page, demo) {
      await readAgain(page, demo);
      await page.locator('.sign-box button.button').click();
      // It would be loaded anew while it is looked at.
      await page.goto(`${page.url()}?fixe`);
    },
  },
];
