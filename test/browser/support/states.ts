/** Pages that no link leads to: refused forms, things that are gone, steps of a form, answers. */
import type { Page } from 'playwright-core';
import type { Demo } from './demo.ts';

export type Role = 'visitor' | 'staff' | 'holder';

export interface State {
  readonly as: Role;
  readonly name: string;
  readonly status: number;
  readonly reach: (page: Page, demo: Demo) => Promise<unknown>;
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name }).first();
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

async function click(page: Page, name: string | RegExp): Promise<void> {
  const link = page.getByRole('link', { name }).first();
  await Promise.all([page.waitForEvent('load'), link.click()]);
}

const NO_ID = '00000000-0000-4000-8000-000000000000';
const OPEN = 'Buffet de 60 personnes pour une association de parents';

async function verify(page: Page, { url }: Demo, source: string): Promise<void> {
  await page.goto(`${url}/verifier`);
  await page.locator('textarea[name=source]').fill(source);
  await press(page, 'Vérifier');
}

async function signedBadge(page: Page, { badge }: Demo): Promise<string> {
  return (await page.request.get(`${badge}.json`)).text();
}

const asVisitor: readonly Omit<State, 'as'>[] = [
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
  {
    name: 'an authentic badge',
    status: 200,
    reach: async (page, demo) => verify(page, demo, await signedBadge(page, demo)),
  },
  {
    name: 'a badge that was changed',
    status: 200,
    async reach(page, demo) {
      const text = await signedBadge(page, demo);
      await verify(page, demo, text.replace(/"narrative":"[^"]+"/, '"narrative":"Autre chose"'));
    },
  },
  {
    name: 'a badge whose issuer cannot be asked',
    status: 200,
    async reach(page, demo) {
      const text = await signedBadge(page, demo);
      await verify(page, demo, text.replaceAll('did:web:localhost', 'did:web:127.0.0.1'));
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

async function openForm(page: Page, { url }: Demo): Promise<void> {
  await page.goto(`${url}/experiences`);
  await click(page, OPEN);
  await click(page, 'Remettre un badge');
}

async function openSentences(page: Page, demo: Demo): Promise<void> {
  await openForm(page, demo);
  await page.getByRole('checkbox', { name: /^Awa/ }).check();
  await page.getByRole('checkbox', { name: /^Bruno/ }).check();
  // The choices are folded away by objective: choosing needs no unfolding here.
  await page
    .locator('input[name=badge][value=realiser-une-prestation]')
    .first()
    .check({ force: true });
  await press(page, 'Continuer');
}

const asStaff: readonly Omit<State, 'as'>[] = [
  {
    name: 'a page for others',
    status: 403,
    reach: (page, { url }) => page.goto(`${url}/mes-badges`),
  },
  {
    name: 'an unnamed person',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes/nouvelle`);
      await press(page, 'Ajouter');
    },
  },
  {
    name: 'a link for a person without e-mail',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes`);
      await click(page, 'Bruno Martin');
      await press(page, 'Faire un lien');
    },
  },
  {
    name: 'an empty experience',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/experiences/nouvelle`);
      await press(page, 'Ajouter');
    },
  },
  {
    name: 'nobody and nothing to recognise',
    status: 422,
    async reach(page, demo) {
      await openForm(page, demo);
      await press(page, 'Continuer');
    },
  },
  { name: 'a sentence for each', status: 200, reach: openSentences },
  {
    name: 'no sentence',
    status: 422,
    async reach(page, demo) {
      await openSentences(page, demo);
      await press(page, 'Relire avant de signer');
    },
  },
  {
    name: 'reading before signing',
    status: 200,
    async reach(page, demo) {
      await openSentences(page, demo);
      for (const box of await page.locator('textarea:visible').all()) {
        await box.fill('A rangé la salle avec le groupe.');
      }
      for (const level of await page.locator('input[name^=level-][value="2"]').all()) {
        await level.check();
      }
      await press(page, 'Relire avant de signer');
    },
  },
  {
    name: 'taking back without a reason',
    status: 422,
    async reach(page, { badge }) {
      await page.goto(badge);
      await click(page, 'Retirer ce badge');
      await press(page, 'Retirer le badge');
    },
  },
  {
    name: 'a badge taken back',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/experiences`);
      await click(page, 'Devis et factures de l’atelier bois');
      const taken = page.locator('li', { hasText: 'Retiré' }).getByRole('link').first();
      await Promise.all([page.waitForEvent('load'), taken.click()]);
    },
  },
];

const tooLong = async (page: Page, text: string) => {
  await page.evaluate(`document.querySelector('textarea').removeAttribute('maxlength')`);
  await page.locator('textarea').fill(text);
  await press(page, 'Garder');
};

const asHolder: readonly Omit<State, 'as'>[] = [
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
      await click(page, /^(Changer mes mots|Dire ce que j’ai fait)/);
      await tooLong(page, 'a'.repeat(601));
    },
  },
  {
    name: 'a share link of nothing',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/partages/nouveau`);
      await press(page, 'Faire le lien');
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
      await press(page, 'Faire le lien');
      const address = await page.locator('code').first().innerText();
      await press(page, 'Fermer ce lien');
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
    status: 403,
    async reach(page, { url }) {
      await page.goto(`${url}/mes-badges/presentation`);
      await page.context().clearCookies();
      await press(page, 'Garder');
    },
  },
];

const forRole = (as: Role, states: readonly Omit<State, 'as'>[]) =>
  states.map((state) => ({ as, ...state }));

export const STATES: readonly State[] = [
  ...forRole('visitor', asVisitor),
  ...forRole('staff', asStaff),
  ...forRole('holder', asHolder),
];
