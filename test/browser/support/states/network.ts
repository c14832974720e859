/** The network’s own pages: KPAs made, suspended and reopened. */
import type { Page } from 'playwright-core';
import type { Demo } from '../demo.ts';
import { type State, click, press } from './state.ts';

async function found(page: Page, { url }: Demo, name: string): Promise<void> {
  await page.goto(`${url}/reseau/nouveau`);
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=place]').fill('Tourcoing');
  await page.locator('input[name=person]').fill('Yasmine Belkacem');
  await press(page, 'Créer le KPA');
}

const openOther = async (page: Page, { url }: Demo) => {
  await page.goto(`${url}/reseau`);
  await click(page, 'KPA de la Lys');
};

export const asNetwork: readonly State[] = [
  {
    name: 'a KPA without anything',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/reseau/nouveau`);
      await press(page, 'Créer le KPA');
    },
  },
  {
    name: 'an address that is proposed',
    status: 200,
    reach: (page, demo) => found(page, demo, 'KPA du Canal'),
  },
  {
    name: 'a KPA that is made',
    status: 200,
    async reach(page, demo) {
      await found(page, demo, 'KPA du Canal');
      await press(page, 'Créer le KPA');
    },
  },
  {
    name: 'no KPA of this name',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/reseau`);
      await page.locator('input[name=cherche]').fill('xyz');
      await press(page, 'Chercher');
    },
  },
  {
    name: 'a suspension without a reason',
    status: 422,
    async reach(page, demo) {
      await openOther(page, demo);
      await press(page, 'Suspendre le KPA');
    },
  },
  {
    name: 'a KPA that is suspended',
    status: 200,
    async reach(page, demo) {
      await openOther(page, demo);
      await page.locator('input[name=reason]').first().check();
      await press(page, 'Suspendre le KPA');
    },
  },
];

export const asBeginner: readonly State[] = [
  {
    name: 'the first steps, of a KPA that is suspended',
    status: 200,
    reach: (page, { url }) => page.goto(`${url}/bienvenue`),
  },
];
