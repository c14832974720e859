/**
 * A KPA from « créer » to its first year, in the browser alone, on a phone and without a script: those who
 * run the network, the responsable, who leaves, a coopérante with a card, and an employer.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN_BADGE } from '../../../src/demo/own-badge.ts';
import { fold } from '../../support/forms.ts';
import { openPage, startBrowser, type WatchedPage } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';

const PHONE: BrowserContextOptions = {
  javaScriptEnabled: false,
  viewport: { width: 360, height: 800 },
};
const KPA = 'KPA du Lac';
const LINES = [
  'Salima Haddad',
  'Amadou Ba',
  'Chantal Girard',
  'Dmitri Volkov',
  'Élodie Marchand',
  'Fatoumata Camara',
  'Georges Lenoir',
  'Houria Meziane',
  'Ibrahim Diarra',
  'Joana Ferreira',
  'Kévin Lopes',
  // On the second sheet of paper, as the townhall writes names.
  'HADDAD Salima',
];
const PIN = '4928';
const NEW_PIN = '7305';
const SENTENCE = 'A préparé le repas de quarante personnes, à l’heure.';

let demo: Demo;
let browser: Browser;
const watched: WatchedPage[] = [];
let network: Page;
let manager: Page;
let second: Page;
let holder: Page;
let employer: Page;

async function open(): Promise<Page> {
  const opened = await openPage(browser, demo.url, PHONE);
  watched.push(opened);
  opened.page.setDefaultTimeout(30_000);
  return opened.page;
}

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  [network, manager, second] = [await open(), await open(), await open()];
  [holder, employer] = [await open(), await open()];
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const heading = async (page: Page) =>
  fold(await page.getByRole('heading', { level: 1 }).innerText());
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
const follow = (page: Page, name: string | RegExp) =>
  page
    .getByRole('link', { name, exact: typeof name === 'string' })
    .first()
    .click();
/** Some fields may stay empty, and say so. */
const write = (page: Page, label: string, text: string) =>
  page
    .getByLabel(label, { exact: true })
    .or(page.getByLabel(`${label} (facultatif)`, { exact: true }))
    .fill(text);
const says = (page: Page, text: string | RegExp) =>
  page
    .getByText(text)
    .count()
    .then((count) => count > 0);
const go = (page: Page, path: string) => page.goto(`${demo.url}${path}`);

async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await press(page, 'Entrer');
}

/** By the manager, on the page of somebody. */
async function openPerson(name: string): Promise<void> {
  await go(manager, '/personnes');
  await write(manager, 'Chercher une personne', name);
  await press(manager, 'Chercher');
  await follow(manager, new RegExp(`^${name}`));
}

async function makeCard(button: string, pin: string): Promise<string> {
  await openPerson('Salima');
  await follow(manager, button);
  await write(manager, 'Mon code secret', pin);
  await write(manager, 'Encore une fois', pin);
  await press(manager, 'Faire ma carte');
  return manager.locator('section .card-code').innerText();
}

async function enterWithCard(page: Page, code: string, pin: string): Promise<void> {
  await go(page, '/connexion');
  await follow(page, 'Entrer avec ma carte');
  await write(page, 'Code de la carte', code);
  await press(page, 'Continuer');
  await write(page, 'Mon code secret', pin);
  await press(page, 'Entrer');
}

describe('A KPA, from its first day to its first year', () => {
  let card = '';
  let badge = '';

  it('is created by the network, and its first responsable comes in on the spot', async () => {
    await enter(network, demo.networkLink);
    await go(network, '/reseau');
    await follow(network, 'Créer un KPA');
    await write(network, 'Nom du KPA', KPA);
    await write(network, 'Ville', 'Annecy');
    await write(network, 'Nom', 'Leïla Benmansour');
    await press(network, 'Créer le KPA');
    expect(await network.getByLabel('Fin de son adresse').inputValue()).toBe('lac');
    await press(network, 'Créer le KPA');
    expect(await heading(network)).toBe('Le KPA est créé');
    await enter(manager, await network.locator('code').innerText());
    expect(await heading(manager)).toBe(`Bienvenue au ${KPA}`);
  });

  it('says who it is', async () => {
    await follow(manager, 'Écrire le profil');
    await write(manager, 'Que fait-on au KPA ?', 'On y cuisine et on y répare des vélos.');
    await write(manager, 'Votre rôle', 'Responsable');
    await write(manager, 'Téléphone', '04 50 00 00 00');
    await press(manager, 'Enregistrer le profil');
    expect(await says(manager, 'Le profil est enregistré')).toBe(true);
  });

  it('has twelve people of a pasted list, and the one who stood there twice is one again', async () => {
    await go(manager, '/bienvenue');
    await follow(manager, 'Ajouter des personnes');
    await go(manager, '/personnes/ajouter');
    await write(manager, 'La liste des personnes', LINES.join('\n'));
    await press(manager, 'Relire la liste');
    await manager.getByRole('radio', { name: 'Ajouter quand même' }).check();
    await press(manager, /^Ajouter (?:ces|les \d+) personnes$/);
    expect(await heading(manager)).toMatch(/^12\spersonnes ajoutées$/);
    await follow(manager, 'Voir les personnes');
    await follow(manager, 'Fiches qui se ressemblent');
    await follow(manager, /^Comparer les deux fiches/);
    // Of two records of one moment, either may stand first.
    const names = manager.getByRole('group', { name: 'Le nom' });
    await names.getByRole('radio', { name: /^Salima/ }).check();
    await press(manager, 'Réunir les deux fiches');
    expect(await heading(manager)).toMatch(/Haddad|HADDAD/);
    await go(manager, '/personnes');
    expect(await says(manager, /^12\spersonnes$/)).toBe(true);
  });

  it('publishes a badge class of its own', async () => {
    await go(manager, '/kpa');
    await follow(manager, 'Les badges du KPA');
    await follow(manager, 'Créer un badge');
    const { kind, sign, competences, ...texts } = OWN_BADGE;
    await manager.locator(`input[name=kind][value="${kind}"]`).check();
    await manager.locator(`input[name=sign][value="${sign}"]`).check();
    for (const [name, text] of Object.entries(texts)) {
      await manager.locator(`[name="${name}"]`).fill(text);
    }
    for (const fold of await manager.locator('#competences summary').all()) await fold.click();
    for (const one of competences.split('\n')) {
      await manager.locator(`input[name=competences][value="${one}"]`).check();
    }
    await press(manager, 'Vérifier et publier');
    expect(await heading(manager)).toBe('Publier ce badge ?');
    await press(manager, 'Publier');
    expect(await says(manager, 'Le badge est publié')).toBe(true);
  });

  it('cooks together, and gives that badge', async () => {
    await go(manager, '/bienvenue');
    await follow(manager, 'Ajouter une expérience');
    await write(manager, 'Qu’avez-vous fait ensemble ?', 'Repas du marché');
    await manager.getByRole('radio', { name: /^Prestation/ }).check({ force: true });
    await manager.getByText('Quelqu’un d’autre').click();
    await manager.getByRole('checkbox', { name: /haddad/i }).check();
    await press(manager, 'Continuer : les badges');
    const card = manager.locator('.recognise');
    await card.locator('summary', { hasText: 'Autre badge' }).click();
    const own = card.getByRole('radio', { name: new RegExp(`^${OWN_BADGE.name}.*Sans aide`) });
    await own.check({ force: true });
    await card.getByLabel(/^Qu’avez-vous vu/).fill(SENTENCE);
    await press(manager, 'Relire avant de signer');
    await press(manager, /^Signer 1\sbadge/);
    expect(await says(manager, /^1\sbadge signé/)).toBe(true);
  });

  it('makes a card, which opens on another phone; and accepts the badge there', async () => {
    card = await makeCard('Faire une carte', PIN);
    await enterWithCard(holder, card, PIN);
    await press(holder, `Accepter : ${OWN_BADGE.name}`);
    await follow(holder, 'Ouvrir ce badge');
    const link = holder.getByRole('link', { name: 'le lien', exact: true });
    badge = (await link.getAttribute('href')) ?? '';
    await employer.goto(new URL(badge, demo.url).href);
    expect(await heading(employer)).toMatch(/^Ce badge est authentique/);
    expect(await says(employer, KPA)).toBe(true);
  });

  it('helps who forgot the secret code', async () => {
    const other = await open();
    await enterWithCard(other, card, '9517');
    expect(await says(other, 'Cela n’a pas marché.')).toBe(true);
    const renewed = await makeCard('Renouveler la carte', NEW_PIN);
    await enterWithCard(other, card, NEW_PIN);
    expect(await says(other, 'Cela n’a pas marché.')).toBe(true);
    await enterWithCard(other, renewed, NEW_PIN);
    expect(await heading(other)).toBe('Mes badges');
    // What the card of before had opened is closed.
    await go(holder, '/mes-badges');
    expect(await heading(holder)).toBe('Se connecter');
  });

  it('sees a responsable off, who comes in no more', async () => {
    await go(manager, '/personnes/nouvelle');
    await write(manager, 'Nom', 'Hugo Morel');
    await manager.getByRole('checkbox', { name: /^Responsable/ }).check();
    await press(manager, 'Ajouter');
    await openPerson('Hugo');
    await press(manager, 'Faire un lien');
    await enter(second, await manager.locator('code').first().innerText());
    await go(second, '/personnes');
    expect(await heading(second)).toBe('Les personnes');
    await openPerson('Hugo');
    await follow(manager, 'Préparer le départ');
    await press(manager, 'Noter le départ');
    expect(await says(manager, /A quitté le KPA/)).toBe(true);
    await go(second, '/personnes');
    expect(await heading(second)).toBe('Se connecter');
  });

  it('is suspended and reopened: it signs nothing in between, and its badges stay true', async () => {
    await go(network, '/reseau/lac');
    await network.getByRole('radio').first().check();
    await press(network, 'Suspendre le KPA');
    await employer.goto(new URL(badge, demo.url).href);
    expect(await heading(employer)).toMatch(/^Ce badge est authentique/);
    expect(await says(employer, /Ce KPA est suspendu depuis/)).toBe(true);
    await go(manager, '/experiences');
    await follow(manager, 'Repas du marché');
    await follow(manager, 'Remettre un badge');
    expect(await says(manager, /il ne signe rien pour le moment/)).toBe(true);
    await network.getByRole('radio').first().check();
    await press(network, 'Rouvrir le KPA');
    await go(manager, '/experiences');
    await follow(manager, 'Repas du marché');
    await follow(manager, 'Remettre un badge');
    expect(await heading(manager)).toBe('Qui a montré quoi ?');
    await employer.reload();
    expect(await says(employer, /Ce KPA est suspendu/)).toBe(false);
  });

  it('is in the journal of the KPA, and no page asked another site for anything', async () => {
    await go(manager, '/kpa/journal');
    expect(await says(manager, 'Hugo Morel')).toBe(true);
    expect(watched.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
