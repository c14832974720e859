import type { Page } from 'playwright-core';
import type { Demo } from '../demo.ts';
import { ofAwardLists } from './award-lists.ts';
import { type State, click, press } from './state.ts';

const OPEN = 'Buffet de 60 personnes pour une association de parents';

async function openForm(page: Page, { url }: Demo): Promise<void> {
  await page.goto(`${url}/experiences`);
  await click(page, OPEN);
  await click(page, 'Remettre un badge', 'Finir ce brouillon');
}

/** Awa and Bruno, without a sentence. */
async function choose(page: Page, demo: Demo): Promise<void> {
  await openForm(page, demo);
  for (const card of await page.locator('.recognise').all()) {
    const badge = card.locator('.rulers:not(.is-more) [value=realiser-une-prestation]');
    if (/^(Awa|Bruno)/.test(await card.innerText())) await badge.check({ force: true });
  }
}

async function openSeveral(page: Page, { url }: Demo): Promise<void> {
  await page.goto(`${url}/personnes`);
  await click(page, 'Bruno Martin');
  await click(page, 'Retirer plusieurs badges');
}

async function chooseSeveral(page: Page, demo: Demo): Promise<void> {
  await openSeveral(page, demo);
  await page.locator('input[name=awards]').nth(0).check();
  await page.locator('input[name=awards]').nth(1).check();
  await page.locator('input[name=reason][value=request]').check();
  await press(page, 'Continuer');
}

export const asStaff: readonly State[] = [
  ...ofAwardLists,
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
    name: 'a name to be signed anew',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes`);
      await click(page, 'Awa Diallo');
      await click(page, 'Corriger la fiche');
      await page.locator('input[name=name]').fill('Awa Diallo-Traoré');
      await press(page, 'Enregistrer');
    },
  },
  {
    name: 'two records of one person, nothing chosen',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes/semblables`);
      await click(page, 'Comparer les deux fiches');
      await press(page, 'Réunir les deux fiches');
    },
  },
  {
    name: 'a departure on no day',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes`);
      await click(page, 'Bruno Martin');
      await click(page, 'Préparer le départ');
      await page.locator('input[name=leftOn]').fill('');
      await press(page, 'Noter le départ');
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
      await press(page, 'Garder sans badge');
    },
  },
  {
    name: 'an experience, with those who took part ticked',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/experiences/nouvelle`);
      for (const box of await page.locator('input[name=people]:visible').all()) await box.check();
    },
  },
  {
    name: 'nobody and nothing to recognise',
    status: 422,
    async reach(page, demo) {
      await openForm(page, demo);
      await press(page, 'Relire avant de signer');
    },
  },
  { name: 'a badge for two', status: 200, reach: choose },
  {
    name: 'all that can be unfolded where badges are chosen',
    status: 200,
    async reach(page, demo) {
      await openForm(page, demo);
      for (const fold of await page.locator('main summary:visible').all()) await fold.click();
    },
  },
  {
    name: 'the same badge for nobody',
    status: 422,
    async reach(page, demo) {
      await openForm(page, demo);
      await page.locator('#group > summary').click();
      await page.locator('#sentence-all').fill('A rangé la salle avec le groupe.');
      await press(page, 'Relire avant de signer');
    },
  },
  {
    name: 'a badge on request',
    status: 200,
    async reach(page, demo) {
      await openForm(page, demo);
      await press(page, 'Une personne vous demande un badge pour elle');
      await click(page, 'Bruno Martin');
    },
  },
  {
    name: 'nothing on request',
    status: 422,
    async reach(page, demo) {
      await openForm(page, demo);
      await press(page, 'Une personne vous demande un badge pour elle');
      await click(page, 'Bruno Martin');
      await press(page, 'Relire avant de signer');
    },
  },
  {
    name: 'no sentence',
    status: 422,
    async reach(page, demo) {
      await choose(page, demo);
      await press(page, 'Relire avant de signer');
    },
  },
  {
    name: 'reading before signing',
    status: 200,
    async reach(page, demo) {
      await choose(page, demo);
      for (const box of await page.locator('textarea:visible').all()) {
        await box.fill('A rangé la salle avec le groupe.');
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
    name: 'confirming without a sentence',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes`);
      await click(page, 'Awa Diallo');
      await click(page, 'Je l’ai vu aussi');
      await press(page, 'Signer');
    },
  },
  {
    name: 'confirming what one signed',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes`);
      await click(page, 'Awa Diallo');
      await click(page, 'Je travaille en équipe');
      const id = page.url().split('/').at(-1) ?? '';
      await page.goto(`${url}/reconnaissances/${id}/confirmer`);
    },
  },
  {
    name: 'several badges to take back, none chosen',
    status: 422,
    async reach(page, demo) {
      await openSeveral(page, demo);
      await press(page, 'Continuer');
    },
  },
  { name: 'several badges to take back, asked once more', status: 200, reach: chooseSeveral },
  {
    name: 'several badges taken back',
    status: 200,
    async reach(page, demo) {
      await chooseSeveral(page, demo);
      await press(page, 'Retirer 2 badges');
    },
  },
  {
    name: 'a badge taken back',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/experiences`);
      await click(page, 'Devis et factures de l’atelier bois');
      const taken = page.locator('li:has(.is-revoked)').getByRole('link').first();
      await Promise.all([page.waitForEvent('load'), taken.click()]);
    },
  },
];
