/** A request in sound: recorded in the page, sent back with a question, written down, confirmed. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recording } from '../../support/sounds.ts';
import { openPage, startBrowser, type WatchedPage } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { inspect } from '../support/inspect.ts';

/** A microphone that beeps, and nobody who is asked whether it may be heard. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

let demo: Demo;
let browser: Browser;
let staff: WatchedPage;
let holder: WatchedPage;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser(MICROPHONE)]);
  const open = () =>
    openPage(browser, demo.url, { javaScriptEnabled: true, permissions: ['microphone'] });
  [staff, holder] = [await open(), await open()];
  await enter(staff.page, demo.staffLink);
  await enter(holder.page, demo.holderLink);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function enter(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await press(page, 'Entrer');
}

const press = (page: Page, name: string | RegExp) =>
  Promise.all([
    page.waitForEvent('load'),
    page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) }).click(),
  ]);

/** Seconds of the sound on the page, once the browser has read it. */
const lengthOf = (page: Page): Promise<unknown> =>
  page.evaluate(`new Promise((resolve, reject) => {
    const sound = document.querySelector('audio');
    sound.addEventListener('loadedmetadata', () => resolve(sound.duration));
    sound.addEventListener('error', () => reject(new Error('It cannot be heard')));
    sound.preload = 'metadata';
    sound.load();
  })`);

async function say(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Enregistrer ma voix' }).click();
  await page.getByText('On vous écoute.').waitFor();
  await page.getByText('0:01', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Finir l’enregistrement' }).click();
  await page.getByText('Votre son est gardé.').waitFor();
}

/** What the page opens of microphones, and how many of them it has not closed. */
const COUNT_MICROPHONES = `
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  const tracks = [];
  mediaDevices.getUserMedia = async (asked) => {
    const stream = await open(asked);
    tracks.push(...stream.getTracks());
    return stream;
  };
  window.microphones = () => [
    tracks.length,
    tracks.filter(({ readyState }) => readyState === 'live').length,
  ];`;

it('opens one microphone, however often it is pressed, and closes it', async () => {
  const { page } = holder;
  await page.goto(`${demo.url}/dire-ce-que-j-ai-fait`);
  await page.evaluate(COUNT_MICROPHONES);
  await page.evaluate(`for (const _ of [1, 2]) document.querySelector('[data-record]').click()`);
  await page.getByText('0:01', { exact: true }).waitFor();
  expect(await page.evaluate('microphones()')).toEqual([1, 1]);
  await page.getByRole('button', { name: 'Finir l’enregistrement' }).click();
  await page.getByText('Votre son est gardé.').waitFor();
  expect(await page.evaluate('microphones()')).toEqual([1, 0]);
  await page.getByRole('button', { name: 'Recommencer' }).click();
  await page.getByText('0:01', { exact: true }).waitFor();
  await page.evaluate(`dispatchEvent(new PageTransitionEvent('pagehide'))`);
  expect(await page.evaluate('microphones()')).toEqual([2, 0]);
});

it('hides nothing that was typed or recorded, and says of a sound that it is not sent', async () => {
  const { page } = holder;
  await page.goto(`${demo.url}/dire-ce-que-j-ai-fait`);
  const way = (name: string) => page.getByRole('radio', { name }).check();
  const words = page.getByLabel('J’ai…');
  expect(await words.isVisible()).toBe(false);
  await way('J’écris');
  await words.fill('J’ai fait la pâte.');
  await way('Je parle');
  expect(await words.isVisible()).toBe(true);
  await say(page);
  const left = page.getByText('Vous écrivez : ce son ne part pas.');
  expect(await left.isVisible()).toBe(false);
  await way('J’écris');
  expect(await page.getByText('Votre son est gardé.').isVisible()).toBe(true);
  expect(await left.isVisible()).toBe(true);
  expect(await inspect(page, 'words and a sound')).toEqual([]);
  await page.getByRole('button', { name: 'Effacer', exact: true }).click();
  await way('Je parle');
  await way('J’écris');
  expect(await page.getByRole('button', { name: 'Enregistrer ma voix' }).isVisible()).toBe(false);
  await words.fill('');
  await way('Je parle');
  expect(await words.isVisible()).toBe(false);
  // Refused with its file: what goes along the next time is there to be read.
  await way('J’écris');
  await words.fill('J’ai fait la pâte.');
  await way('Je parle');
  const buffer = Buffer.from('no sound');
  await page.evaluate(`document.querySelector('#sound').hidden = false`);
  await page.locator('#sound').setInputFiles({ name: 'x', mimeType: 'audio/mp4', buffer });
  await press(page, 'Envoyer');
  await page.getByText('Ce fichier ne se lit pas').first().waitFor();
  expect(await words.inputValue()).toBe('J’ai fait la pâte.');
  expect(await words.isVisible()).toBe(true);
});

it('is recorded in the page, heard, begun again, and sent', async () => {
  const { page } = holder;
  await page.goto(`${demo.url}/mon-chemin`);
  await page.getByRole('link', { name: 'Dire ce que j’ai fait' }).click();
  await page.waitForLoadState('load');
  expect(await inspect(page, 'the form')).toEqual([]);
  await say(page);
  expect(await inspect(page, 'a sound, recorded')).toEqual([]);
  await page.getByRole('button', { name: 'Écouter mon son' }).click();
  await page.getByRole('button', { name: 'Arrêter l’écoute' }).click();
  await page.getByRole('button', { name: 'Effacer', exact: true }).click();
  await say(page);
  await page.getByRole('button', { name: 'Recommencer' }).click();
  await page.getByText('0:01', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Finir l’enregistrement' }).click();
  await page.getByText('Votre son est gardé.').waitFor();
  await page.getByLabel('Oui, mais lequel ?').check();
  await press(page, 'Envoyer');
  await page.getByText('Votre demande est partie').waitFor();
  expect(await lengthOf(page)).toBeGreaterThan(0.5);
  expect(await inspect(page, 'what was sent')).toEqual([]);
});

it('is not lost with a session that ended: it stays, is said to, and is sent once they are back', async () => {
  const { page } = await openPage(browser, demo.url, {
    ...{ javaScriptEnabled: true, permissions: ['microphone'] },
    viewport: { width: 360, height: 740 },
  });
  await enter(page, demo.holderLink);
  await page.goto(`${demo.url}/dire-ce-que-j-ai-fait`);
  await say(page);
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByText('Votre visite est finie.').waitFor();
  expect(new URL(page.url()).pathname).toBe('/dire-ce-que-j-ai-fait');
  expect(await page.getByText('Votre son est gardé.').isVisible()).toBe(true);
  expect(await inspect(page, 'a visit that is over')).toEqual([]);
  const opening = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Entrer, dans une autre page' }).click();
  const other = await opening;
  await other.waitForLoadState('load');
  expect(new URL(other.url()).pathname).toBe('/connexion');
  // Somebody else sends nothing in their name.
  await enter(other, demo.staffLink);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  await page.getByText('Votre visite est finie.').waitFor();
  await enter(other, demo.holderLink);
  await press(page, 'Envoyer');
  expect(await page.locator('main audio').count()).toBe(1);
  await page.context().close();
});

it.each(['says nothing', 'is a page'])(
  'is sent all the same, and once, where what is asked before %s',
  async (how) => {
    const { page } = await openPage(browser, demo.url, {
      ...{ javaScriptEnabled: true, permissions: ['microphone'] },
    });
    await enter(page, demo.holderLink);
    await page.goto(`${demo.url}/dire-ce-que-j-ai-fait`);
    const asked: string[] = [];
    await page.route('**/session', async (route) => {
      asked.push(route.request().url());
      if (how === 'is a page') {
        await route.fulfill({ contentType: 'text/html', body: '<p>Wifi</p>' });
      }
    });
    const sent: string[] = [];
    page.on('request', (one) => {
      const isForm = new URL(one.url()).pathname === '/dire-ce-que-j-ai-fait';
      if (isForm && one.method() === 'POST') sent.push(one.url());
    });
    await say(page);
    const button = page.getByRole('button', { name: 'Envoyer', exact: true });
    await button.click({ noWaitAfter: true });
    if (how === 'says nothing') await button.click({ noWaitAfter: true });
    await page.getByText('Votre récit est gardé').waitFor();
    expect([asked.length, sent.length]).toEqual([1, 1]);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.context().close();
  },
);

it('is heard by the team, and sent back with a question', async () => {
  const { page } = staff;
  await page.goto(`${demo.url}/ce-qui-m-attend`);
  await page
    .getByRole('link', { name: /^Répondre.*Awa/u })
    .first()
    .click();
  await page.waitForLoadState('load');
  expect(await lengthOf(page)).toBeGreaterThan(0.5);
  await page.getByRole('heading', { name: 'Je pose une question' }).click();
  expect(await inspect(page, 'the answer')).toEqual([]);
  await page.getByLabel('Ma question').fill('Bravo. Qui était là avec vous ?');
  await press(page, 'Envoyer la question');
  await page.getByText('Votre question est partie').waitFor();
});

it('is answered, without a script by a file', async () => {
  const { page } = holder;
  await page.goto(`${demo.url}/mes-badges`);
  await page.getByRole('link', { name: /^Lire la question : Mon travail/ }).click();
  await page.waitForLoadState('load');
  await page.getByText('On vous pose une question').waitFor();
  expect(await inspect(page, 'the question')).toEqual([]);
  const plain = await openPage(browser, demo.url, {
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  await plain.page.goto(page.url());
  const buffer = await recording('mp4');
  await plain.page
    .locator('#sound')
    .setInputFiles({ name: 'son.m4a', mimeType: 'audio/mp4', buffer });
  await plain.page.getByRole('button', { name: /^Répondre à/ }).click();
  await plain.page.getByText('Votre réponse est partie').waitFor();
  expect(plain.faults).toEqual([]);
});

it('is written down, and confirmed with a badge and a sentence', async () => {
  const { page } = staff;
  await page.goto(`${demo.url}/demandes`);
  await page
    .getByRole('link', { name: /^Répondre.*Awa/u })
    .first()
    .click();
  await page.waitForLoadState('load');
  await page.getByRole('heading', { name: 'Oui, je confirme' }).click();
  const written = page.getByLabel(/^Ce que dit le son/);
  await written.first().fill('J’ai préparé les plats.');
  await written.last().fill('Le groupe était là.');
  await press(page, 'Choisir un badge et écrire ma phrase');
  await page.locator('.level').first().click();
  await page.getByLabel(/^Qu’avez-vous vu/).fill('A préparé les plats du début à la fin.');
  await press(page, 'Relire avant de signer');
  await press(page, /^Signer/);
  await holder.page.goto(`${demo.url}/mes-demandes`);
  await holder.page
    .getByRole('link', { name: /^Ouvrir/ })
    .first()
    .click();
  await holder.page.waitForLoadState('load');
  await holder.page.getByText('On vous dit oui').waitFor();
  expect(await inspect(holder.page, 'the yes')).toEqual([]);
  await press(holder.page, 'Accepter ce badge');
  await holder.page.getByText('Badge accepté').first().waitFor();
});

it('no page asked elsewhere, failed to load a part, or wrote an error in the console', () => {
  expect([...staff.faults, ...holder.faults]).toEqual([]);
});
