/**
 * A week of a KPA, in the browser alone, on phones and without a script: what was done together with its
 * photos, the badges for it, a colleague who saw it too, what their person decides and asks for, the
 * word of a client, and the list of a spreadsheet that is stopped halfway.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineOf, sheet } from '../../support/badges/sheets.ts';
import { fold } from '../../support/forms.ts';
import { photoWithPlace } from '../../support/photos.ts';
import { recording } from '../../support/sounds.ts';
import { openPage, startBrowser, type WatchedPage } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';

const PHONE: BrowserContextOptions = {
  javaScriptEnabled: false,
  viewport: { width: 360, height: 800 },
};

interface Work {
  readonly title: string;
  readonly seen: string;
  /** Who showed what: the badge with its level, and a sentence. */
  readonly shown: Readonly<Record<string, readonly [badge: string, sentence: string]>>;
}

const MARKET: Work = {
  title: 'Repas du marché',
  seen: 'Les plats sont prêts sur la table, juste avant le service.',
  shown: {
    Awa: ['realiser-une-prestation', 'A tenu le service avec deux autres personnes, sans pause.'],
    Fatima: ['travailler-en-equipe:2', 'A préparé quarante plats, prêts à l’heure.'],
  },
};
const BIKES: Work = {
  title: 'Atelier vélo du mercredi',
  seen: 'Le vélo est réparé, posé devant l’atelier.',
  shown: {
    Awa: ['trouver-des-solutions:1', 'A réparé un frein avec une pièce d’un autre vélo.'],
  },
};
const STALL: Work = {
  title: 'Stand de la fête',
  seen: 'Le stand est monté, les prix sont lisibles.',
  shown: {
    Awa: ['rencontrer-la-clientele:2', 'A présenté les produits à une trentaine de clients.'],
  },
};

const WORD = 'Tout était prêt à 8 h 30, et bien présenté.';

/** Of a spreadsheet: as many as a list may have. */
const LINES = 1_000;
const PEOPLE = ['Awa Diallo', 'Fatima Zerhouni', 'Lucas Nguyen', 'Mireille Leroy', 'Şule Yıldız'];

let demo: Demo;
let browser: Browser;
const watched: WatchedPage[] = [];
let staff: Page;
let colleague: Page;
let holder: Page;
let client: Page;

async function open(): Promise<Page> {
  const opened = await openPage(browser, demo.url, PHONE);
  watched.push(opened);
  opened.page.setDefaultTimeout(30_000);
  return opened.page;
}

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  [staff, colleague, holder, client] = [await open(), await open(), await open(), await open()];
  await enter(staff, demo.staffLink);
  await enter(colleague, demo.managerLink);
  await enter(holder, demo.holderLink);
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

const cardOf = (name: string) =>
  staff.locator('.recognise', {
    has: staff.getByRole('heading', { name: new RegExp(`^${name}`) }),
  });

/** What was done, who was there, a photo from a card, and who showed what. */
async function record({ title, seen, shown }: Work): Promise<void> {
  await go(staff, '/ce-qui-m-attend');
  await follow(staff, 'Ajouter une expérience');
  await staff.getByLabel('Qu’avez-vous fait ensemble ?').fill(title);
  await staff.getByRole('radio', { name: /^Prestation/ }).check({ force: true });
  for (const name of ['Karim Benali', ...Object.keys(shown)]) await tickPerson(name);
  await press(staff, 'Continuer : les badges');
  for (const [name, [choice, sentence]] of Object.entries(shown)) {
    const card = cardOf(name);
    const radio = card.locator(`[value="${choice}"]`);
    if (!(await radio.isVisible()))
      await card.locator('summary', { hasText: 'Autre badge' }).click();
    await radio.check({ force: true });
    await card.getByLabel(/^Qu’avez-vous vu/).fill(sentence);
  }
  await press(staff, 'Ajouter une photo : Awa');
  const buffer = await photoWithPlace();
  const photo = { name: 'IMG_2041.JPG', mimeType: 'image/jpeg', buffer };
  await staff.locator('#file').setInputFiles(photo);
  await staff.getByLabel('Que voit-on ?').fill(seen);
  await staff.getByLabel('Non, personne n’est reconnaissable').check();
  await press(staff, 'Ajouter');
  expect(await cardOf('Awa').getByText(seen).count()).toBe(1);
  await press(staff, 'Relire avant de signer');
  await press(staff, /^Signer \d\sbadge/);
  expect(await heading(staff)).toBe(title);
}

async function tickPerson(name: string): Promise<void> {
  const tile = staff.getByRole('checkbox', { name: new RegExp(`^${name}`) }).first();
  if (!(await tile.isVisible())) await staff.getByText('Quelqu’un d’autre').click();
  await tile.check({ force: true });
}

/** Without a script, the field opens the recorder of the telephone. */
async function speak(): Promise<void> {
  const buffer = await recording('mp4');
  const sound = { name: 'son.m4a', mimeType: 'audio/mp4', buffer };
  await holder.locator('#sound').setInputFiles(sound);
}

/** The letter lies in the output of the demo, some seconds after it was asked for. */
async function letterToWitness(): Promise<string> {
  const address = /http:\/\/localhost:\d+\/temoigner\/lettre\/[\w-]+/;
  await expect.poll(() => address.exec(demo.output())?.[0], { timeout: 30_000 }).toBeDefined();
  return address.exec(demo.output())?.[0] ?? '';
}

describe('A week of a KPA', () => {
  it('begins with what was done three times, its photos, and badges for it', async () => {
    for (const work of [MARKET, BIKES, STALL]) await record(work);
  });

  it('has a colleague who saw all of it too, at one press', async () => {
    await go(colleague, '/ce-qui-m-attend');
    expect(await says(colleague, 'À confirmer aussi')).toBe(true);
    const more = colleague.locator('a[href="/a-confirmer"]');
    if ((await more.count()) > 0) await more.first().click();
    for (const { shown } of [MARKET, BIKES, STALL]) {
      for (const [, sentence] of Object.values(shown)) {
        await colleague.getByRole('checkbox', { name: sentence }).check({ force: true });
      }
    }
    await press(colleague, 'Je les ai vus aussi');
    expect(await says(colleague, /^4\sbadges confirmés/)).toBe(true);
  });

  it('of which one is accepted, one set aside, one cancelled before it is answered', async () => {
    await go(holder, '/mes-badges');
    await press(holder, 'Accepter : Je réalise une prestation');
    await go(holder, '/mes-badges');
    await press(holder, 'Mettre de côté : Je trouve des solutions');
    await go(staff, '/experiences');
    await follow(staff, STALL.title);
    await follow(staff, /^Annuler/);
    await staff.getByRole('radio', { name: /^Il y a eu une erreur/ }).check();
    await press(staff, 'Annuler le badge');
    await go(holder, '/mes-badges');
    expect(await says(holder, STALL.shown['Awa']?.[1] ?? '')).toBe(false);
  });

  it('has the word of a client, whose e-mail is confirmed, shown by its person', async () => {
    await go(holder, '/mes-badges');
    await follow(holder, 'Ouvrir ce badge');
    const badge = await holder.locator('a[href*="/credentials/"]').first().getAttribute('href');
    await follow(holder, 'Voir ou demander un mot');
    await holder.getByLabel('À qui ?').fill('la cliente du marché');
    await press(holder, 'Faire un lien');
    await client.goto(await holder.locator('main code').first().innerText());
    const words = holder.url().replace(/[?#].*$/, '');
    await client.getByRole('checkbox').first().check({ force: true });
    await client.getByLabel('Une phrase à vous').fill(WORD);
    await client.getByLabel('Votre nom').fill('Claire Petit');
    await client.getByLabel('Votre rôle').fill('cliente du marché');
    await client.getByLabel('Votre e-mail').fill('claire.petit@ecole.example');
    await press(client, 'Signer');
    await client.getByText('Ce n’est pas encore signé').waitFor();
    await client.goto(await letterToWitness());
    await press(client, 'Signer mon mot');
    await client.getByText('Merci, c’est signé').waitFor();
    const [address = ''] = /^[^.]+/.exec(badge ?? '') ?? [];
    await go(client, address);
    expect(await says(client, WORD)).toBe(false);
    await holder.goto(words);
    await press(holder, /^Montrer ce mot/);
    await go(client, address);
    expect(await says(client, 'Témoignage de Claire Petit')).toBe(true);
    expect(await says(client, WORD)).toBe(true);
  });

  it('has a request, said into a telephone, sent back with a question, answered and confirmed', async () => {
    await go(holder, '/mon-chemin');
    await follow(holder, 'Dire ce que j’ai fait');
    await speak();
    await holder.getByLabel('Oui, mais lequel ?').check({ force: true });
    await press(holder, 'Envoyer');
    await holder.getByText('Votre demande est partie').waitFor();
    await go(staff, '/ce-qui-m-attend');
    await follow(staff, /^Répondre/);
    await staff.getByRole('heading', { name: 'Je pose une question' }).click();
    await staff.getByLabel('Ma question').fill('Bravo. Qui était là avec vous ?');
    await press(staff, 'Envoyer la question');
    await go(holder, '/mes-badges');
    await follow(holder, /^Lire la question/);
    await speak();
    await press(holder, /^Répondre à/);
    await go(staff, '/demandes');
    await follow(staff, /^Répondre/);
    await staff.getByRole('heading', { name: 'Oui, je confirme' }).click();
    for (const one of await staff.getByLabel(/^Ce que dit le son/).all()) {
      await one.fill('J’ai préparé les plats.');
    }
    await press(staff, 'Choisir un badge et écrire ma phrase');
    await staff.locator('.level').first().click();
    await staff.getByLabel(/^Qu’avez-vous vu/).fill('A préparé les plats du début à la fin.');
    await press(staff, 'Relire avant de signer');
    await press(staff, /^Signer/);
    await go(holder, '/mes-demandes');
    await follow(holder, /^Ouvrir/);
    expect(await says(holder, 'On vous dit oui')).toBe(true);
    await press(holder, 'Accepter ce badge');
  });

  it('and stands on the path of its person, as a list', async () => {
    await go(holder, '/mon-chemin');
    expect(await says(holder, 'Je réalise une prestation')).toBe(true);
  });

  it('ends with the spreadsheet, stopped halfway and gone on with: nothing lost, nothing doubled', async () => {
    const lines = Array.from({ length: LINES }, (_, at) =>
      lineOf(PEOPLE[at % PEOPLE.length] ?? '', {
        title: `Buffet numéro ${Math.floor(at / PEOPLE.length) + 1}`,
      }),
    );
    await go(staff, '/badges-par-liste');
    await staff.getByLabel('La liste', { exact: true }).fill(sheet(lines));
    await press(staff, 'Vérifier la liste');
    await follow(staff, /^Relire les 1\s?000 badges/);
    await press(staff, /^Signer 1\s?000\sbadges/);
    const list = new URL(staff.url()).pathname;
    await press(staff, 'Arrêter');
    expect(await says(staff, 'La signature est arrêtée.')).toBe(true);
    await press(staff, 'Reprendre');
    await staff.getByRole('heading', { name: /^1\s?000\sbadges signés sur 1\s?000/ }).waitFor();
    const answer = await staff.request.get(`${demo.url}${list}/resultats.csv`);
    const badges = [...(await answer.text()).matchAll(/\/credentials\/([0-9a-f-]{36})/g)];
    expect(new Set(badges.map(([, id]) => id)).size).toBe(LINES);
  });

  it('asked nothing of another site, and wrote no error in the console', () => {
    expect(watched.flatMap(({ faults }) => faults)).toEqual([]);
  });
});
