/** People, cards and the KPA itself, as somebody who is responsible changes them. */
import type { Page } from 'playwright-core';
import type { Demo } from '../demo.ts';
import { type State, click, press } from './state.ts';

const openPerson = async (page: Page, { url }: Demo, name: string) => {
  await page.goto(`${url}/personnes`);
  await click(page, name);
};

async function openCard(page: Page, demo: Demo): Promise<void> {
  await openPerson(page, demo, 'Lucas Nguyen');
  await click(page, 'Faire une carte', 'Renouveler la carte');
}

async function openBadge(page: Page, demo: Demo): Promise<void> {
  await openPerson(page, demo, 'Fatima Zerhouni');
  await click(page, 'Je travaille en équipe');
  await click(page, 'Corriger ce badge');
}

async function openExperience(page: Page, { url }: Demo, title: string): Promise<void> {
  await page.goto(`${url}/experiences`);
  await click(page, title);
  await click(page, 'Corriger');
}

/** The same form, open in two tabs: the second is sent first. */
async function overtaken(page: Page, field: string, button: string): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.locator(`[name=${field}]`).fill('Autre chose');
  await press(other, button);
  await other.close();
  await page.locator(`[name=${field}]`).fill('Encore autre chose');
  await press(page, button);
}

const add = async (page: Page, { url }: Demo, name: string) => {
  await page.goto(`${url}/personnes/nouvelle`);
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=roles]').first().check();
};

export const asManager: readonly State[] = [
  {
    name: 'nothing ticked to confirm',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/ce-qui-m-attend`);
      await press(page, 'Je les ai vus aussi');
    },
  },
  {
    name: 'people found',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes`);
      await page.locator('input[name=search]').fill('mar');
      await press(page, 'Chercher');
    },
  },
  {
    name: 'nobody found',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes`);
      await page.locator('input[name=search]').fill('xyz');
      await press(page, 'Chercher');
    },
  },
  {
    name: 'somebody like one who is there',
    status: 409,
    async reach(page, demo) {
      await add(page, demo, 'Martin Bruno');
      await press(page, 'Ajouter');
    },
  },
  {
    name: 'somebody added, and the next one',
    status: 200,
    async reach(page, demo) {
      await add(page, demo, 'Ousmane Traoré');
      await press(page, 'Ajouter et continuer');
    },
  },
  {
    name: 'a list of nobody',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes/ajouter`);
      await press(page, 'Relire la liste');
    },
  },
  { name: 'a list to read again', status: 200, reach: (page, { list }) => page.goto(list) },
  {
    name: 'a list without a choice',
    status: 422,
    async reach(page, { list }) {
      await page.goto(list);
      await press(page, 'Ajouter ces personnes');
    },
  },
  {
    name: 'a list that was added',
    status: 200,
    async reach(page, { list }) {
      await page.goto(list);
      await page.locator('input[value=leave]').first().check();
      await press(page, 'Ajouter ces personnes');
    },
  },
  {
    name: 'a record without a name',
    status: 422,
    async reach(page, demo) {
      await openPerson(page, demo, 'Mireille Leroy');
      await click(page, 'Corriger la fiche');
      await page.locator('input[name=name]').fill('');
      await press(page, 'Enregistrer');
    },
  },
  {
    name: 'a record that somebody corrected meanwhile',
    status: 409,
    async reach(page, demo) {
      await openPerson(page, demo, 'Mireille Leroy');
      await click(page, 'Corriger la fiche');
      await overtaken(page, 'title', 'Enregistrer');
    },
  },
  {
    name: 'somebody who has left',
    status: 200,
    reach: (page, demo) => openPerson(page, demo, 'Paul Mercier'),
  },
  {
    name: 'a secret code that is guessed',
    status: 422,
    async reach(page, demo) {
      await openCard(page, demo);
      await page.locator('input[name=pin]').fill('1234');
      await press(page, 'Faire ma carte');
    },
  },
  {
    name: 'a card that is ready',
    status: 200,
    async reach(page, demo) {
      await openCard(page, demo);
      await page.locator('input[name=pin]').fill('4928');
      await page.locator('input[name=again]').fill('4928');
      await press(page, 'Faire ma carte');
    },
  },
  { name: 'a card to be renewed, or stopped', status: 200, reach: openCard },
  {
    name: 'cards for nobody',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes/cartes`);
      await press(page, 'Continuer');
    },
  },
  {
    name: 'two cards on one sheet',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/personnes/cartes`);
      for (const at of [0, 1]) await page.locator('input[name=people]').nth(at).check();
      await press(page, 'Continuer');
      for (const pin of ['4928', '7351']) {
        await page.locator('input[name=pin]').fill(pin);
        await page.locator('input[name=again]').fill(pin);
        await press(page, 'Faire ma carte');
      }
    },
  },
  {
    name: 'an experience without a title',
    status: 422,
    async reach(page, demo) {
      await openExperience(page, demo, 'Devis et factures de l’atelier bois');
      await page.locator('input[name=title]').fill('');
      await press(page, 'Garder');
    },
  },
  {
    name: 'what changes in an experience, and its badges',
    status: 200,
    async reach(page, demo) {
      await openExperience(page, demo, 'Devis et factures de l’atelier bois');
      await page.locator('input[name=title]').fill('Devis et factures du bois');
      await press(page, 'Garder');
    },
  },
  {
    name: 'an experience that stays',
    status: 200,
    async reach(page, demo) {
      await openExperience(page, demo, 'Devis et factures de l’atelier bois');
      await page.goto(page.url().replace('/corriger', '/supprimer'));
    },
  },
  {
    name: 'an experience to be removed',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/experiences/nouvelle`);
      await page.locator('input[name=title]').fill('Repas annulé');
      await page.locator('input[name=kind]').first().check({ force: true });
      await page.locator('input[name=people]').first().check();
      await press(page, 'Garder sans badge');
      await page.goto(`${page.url().replace(/\?.*/, '')}/supprimer`);
    },
  },
  {
    name: 'a badge corrected in nothing',
    status: 422,
    async reach(page, demo) {
      await openBadge(page, demo);
      await press(page, 'Voir ce qui change');
    },
  },
  {
    name: 'what changes in a badge',
    status: 200,
    async reach(page, demo) {
      await openBadge(page, demo);
      await page.locator('textarea[name=sentence]').fill('A aidé au service après les desserts.');
      await press(page, 'Voir ce qui change');
    },
  },
  {
    name: 'a KPA without a name',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/kpa`);
      await page.locator('input[name=name]').fill('');
      await press(page, 'Enregistrer le profil');
    },
  },
  {
    name: 'a word that is asked about',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/kpa`);
      await page.locator('input[name=carrier]').fill('Maison de l’insertion');
      await press(page, 'Enregistrer le profil');
    },
  },
  {
    name: 'a profile that is saved',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/kpa`);
      await page.locator('input[name=carrier]').fill('Association Le Quai');
      await press(page, 'Enregistrer le profil');
    },
  },
  {
    name: 'a profile that somebody changed meanwhile',
    status: 409,
    async reach(page, { url }) {
      await page.goto(`${url}/kpa`);
      await overtaken(page, 'carrier', 'Enregistrer le profil');
    },
  },
  {
    name: 'a badge class with nothing in it, to be published',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/kpa/badges/nouveau`);
      await press(page, 'Vérifier et publier');
    },
  },
  {
    name: 'a badge class, seen before it is kept',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/kpa/badges/nouveau`);
      await page.locator('input[name=kind][value=competence]').check();
      await page.locator('input[name=sign][value=trio]').check();
      await page.locator('input[name=name]').fill('Je range un atelier');
      await press(page, 'Voir l’aperçu');
    },
  },
  {
    name: 'publishing the next version of a badge class',
    status: 200,
    async reach(page, { url }) {
      await page.goto(`${url}/kpa/badges`);
      await press(page, 'Nouvelle version');
      await press(page, 'Vérifier et publier');
    },
  },
  {
    name: 'nothing to take over',
    status: 422,
    async reach(page, { url }) {
      await page.goto(`${url}/kpa/badges/importer`);
      await press(page, 'Reprendre ces mots');
    },
  },
];
