import type { Page } from 'playwright-core';
import type { Demo } from '../demo.ts';
import { type State, press } from './state.ts';

const NO_ID = '00000000-0000-4000-8000-000000000000';

async function verify(page: Page, { url }: Demo, source: string): Promise<void> {
  await page.goto(`${url}/verifier`);
  await page.locator('textarea[name=source]').fill(source);
  await press(page, 'Vérifier');
}

async function typeCode(page: Page, { url }: Demo): Promise<void> {
  await page.goto(`${url}/connexion/carte`);
  await page.locator('input[name=code]').fill('K7M 4R9X 2TE');
  await press(page, 'Continuer');
}

export const asVisitor: readonly State[] = [
  { name: 'no such page', status: 404, reach: (page, { url }) => page.goto(`${url}/nulle-part`) },
  {
    name: 'no such badge',
    status: 404,
    reach: (page, { url }) => page.goto(`${url}/k/hauts-pres/credentials/${NO_ID}`),
  },
  { name: 'no such share link', status: 404, reach: (page, { url }) => page.goto(`${url}/p/x`) },
  {
    name: 'asking to sign in with half an address',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/connexion`);
      await press(page, 'Recevoir le lien');
    },
  },
  { name: 'waiting for the letter', status: 200, reach: askForLetter },
  {
    name: 'a wrong code',
    status: 422,
    async reach(page, demo) {
      await askForLetter(page, demo);
      await page.locator('input[name=code]').fill('1234 5678');
      await press(page, 'Entrer');
    },
  },
  {
    name: 'the letter’s link in another browser',
    status: 200,
    async reach(page, demo) {
      const before = demo.output().length;
      await askForLetter(page, demo);
      await page.context().clearCookies();
      await page.goto(await linkInLetter(demo, before));
    },
  },
  {
    name: 'half a code of a card',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/connexion/carte`);
      await page.locator('input[name=code]').fill('K7M 4R9');
      await press(page, 'Continuer');
    },
  },
  { name: 'the secret code of a card', status: 200, reach: typeCode },
  {
    name: 'a card and a secret code that do not go together',
    status: 422,
    async reach(page, demo) {
      await typeCode(page, demo);
      await page.locator('input[name=pin]').fill('8264');
      await press(page, 'Entrer');
    },
  },
  {
    name: 'a card that was scanned',
    status: 200,
    reach: (page, { url }) => page.goto(`${url}/carte/forged`),
  },
  { name: 'a link by hand', status: 200, reach: (page, { staffLink }) => page.goto(staffLink) },
  {
    name: 'a sign-in link that has ended',
    status: 410,
    reach: (page, { url }) => page.goto(`${url}/connexion/lien/x`),
  },
  { name: 'verifying nothing', status: 422, reach: (page, demo) => verify(page, demo, '') },
  { name: 'verifying a poem', status: 422, reach: (page, demo) => verify(page, demo, 'Roses') },
  {
    name: 'verifying a file too large',
    status: 413,
    async reach(page, { url }) {
      await page.goto(`${url}/verifier`);
      const file = { name: 'badge.json', mimeType: 'application/json' };
      await page
        .locator('input[type=file]')
        .setInputFiles({ ...file, buffer: Buffer.alloc(1_100_000, ' ') });
      await press(page, 'Vérifier');
    },
  },
];

async function askForLetter(page: Page, { url }: Demo): Promise<void> {
  await page.goto(`${url}/connexion`);
  await page.locator('input[name=email]').fill('awa@hauts-pres.example');
  await press(page, 'Recevoir le lien');
}

async function linkInLetter(demo: Demo, from: number): Promise<string> {
  for (;;) {
    const [found] = /http:[^\s\\"]+\/connexion\/lien\/[\w-]+/.exec(demo.output().slice(from)) ?? [];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
