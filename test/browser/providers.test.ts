/**
 * The account of a structure in Chromium: a responsable names the service, somebody comes with an account
 * that nobody knows, is linked by the code on their screen, and is in. The provider is a real one; its own
 * pages are walked through beside the browser, which has our cookies.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Person } from '../../src/storage/store.ts';
import { root } from '../support/programs/compiled.ts';
import { freePort, startServer, type TestServer } from '../support/programs/process.ts';
import { START } from '../support/ways/accounts.ts';
import {
  CLIENT,
  ISSUER,
  startProvider,
  type TestProvider,
} from '../support/ways/openid-provider.ts';
import { openPage, startBrowser } from './support/browser.ts';
import { inspect } from './support/inspect.ts';
import { click, press } from './support/states/state.ts';

const VIEWS = [
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const;

let folder: string;
let services: Services;
let server: TestServer;
let provider: TestProvider;
let browser: Browser;
let karim: Person;
let nadia: Person;
let manager: Page;
const faults: (readonly string[])[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-accounts-'));
  const port = String(await freePort());
  const PUBLIC_URL = `http://127.0.0.1:${port}`;
  provider = await startProvider([`${PUBLIC_URL}${START}/retour`]);
  const env = { NODE_ENV: 'test', DATA_DIR: folder, PUBLIC_URL, PORT: port };
  services = await createServices(readConfig(env), { log: pino({ level: 'silent' }) });
  const kpa = await createKpa(services, {
    ...{ slug: 'hauts-pres', name: 'KPA des Hauts-Prés', place: 'Villeneuve', contact: {} },
    ...{ description: 'On y cuisine ensemble.', memberSince: 2023 },
  });
  const add = (name: string, role: 'manager' | 'accompagnant') =>
    addPerson(services, kpa.id, { name, roles: [role], email: undefined, title: undefined });
  [karim, nadia] = [await add('Karim Benali', 'manager'), await add('Nadia Roche', 'accompagnant')];
  server = await startServer('test/http-process/ways-server.ts', {
    args: [String(provider.port), join(root, 'test/support/issuers/tls/issuer.test.cert.pem')],
    env,
  });
  browser = await startBrowser();
  manager = await open();
  const token = await services.createSignInLink(karim, { minutes: 30 });
  await manager.goto(`${server.url}/connexion/lien/${token}`);
  await press(manager, 'Entrer');
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await services.store.close();
  await provider.close();
  await rm(folder, { recursive: true });
});

async function open(): Promise<Page> {
  const opened = await openPage(browser, server.url);
  faults.push(opened.faults);
  return opened.page;
}

const seen = async (page: Page, name: string) => {
  expect(await inspect(page, name, VIEWS)).toEqual([]);
};

/** From our page to the provider, and back with its answer. */
async function throughProvider(page: Page, how: 'signIn' | 'stop'): Promise<void> {
  const there = provider.browser();
  const answer = await page.context().request.get(`${server.url}${START}`, { maxRedirects: 0 });
  const out = answer.headers()['location'] ?? '';
  await page.goto(how === 'stop' ? await there.stop(out) : await there.signIn(out, 'n.roche'));
}

it('is named, linked by a code, and opens', async () => {
  await manager.goto(`${server.url}/kpa`);
  await click(manager, 'Le compte de votre structure');
  await seen(manager, 'no provider yet');
  await manager.getByLabel('Nom de la structure').fill('La Fabrique');
  await manager.getByLabel('Adresse du service').fill(`${ISSUER}/nothing`);
  await manager.getByLabel('Nom du client').fill(CLIENT.clientId);
  await manager.getByLabel('Secret du client').fill(CLIENT.secret);
  await press(manager, 'Essayer et enregistrer');
  await seen(manager, 'no provider at this address');
  await manager.getByLabel('Adresse du service').fill(ISSUER);
  await manager.getByLabel('Secret du client').fill(CLIENT.secret);
  await press(manager, 'Essayer et enregistrer');
  await seen(manager, 'a provider');

  const person = await open();
  await person.goto(`${server.url}/connexion`);
  await seen(person, 'sign in with an account');
  await throughProvider(person, 'stop');
  await seen(person, 'stopped on the way');
  await throughProvider(person, 'signIn');
  await seen(person, 'an account that is not linked');

  await manager.goto(`${server.url}/personnes/${nadia.id}`);
  await seen(manager, 'a person without an account');
  await click(manager, 'Relier');
  await seen(manager, 'a code to choose');
  const code = await person.locator('.card-code').innerText();
  await manager.getByLabel(code).check();
  await press(manager, 'Relier le compte');
  await click(manager, 'Délier');
  await seen(manager, 'an account that is linked');

  await throughProvider(person, 'signIn');
  expect(new URL(person.url()).pathname).toBe('/ce-qui-m-attend');
  expect(faults.flat()).toEqual([]);
});

it('the list of structures', async () => {
  const page = await open();
  await page.goto(`${server.url}/connexion/structure`);
  await seen(page, 'structures');
});
