/**
 * Passkeys in Chromium, with an authenticator that it plays (WebAuthn 3 §11): added in « Mon compte »,
 * used without a name, refused where the finger is another’s; and the pages without script, or a lock.
 */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage, startBrowser } from './support/browser.ts';
import { type Demo, startDemo } from './support/demo.ts';
import { inspect } from './support/inspect.ts';
import { click, press } from './support/states/state.ts';

const VIEWS = [
  { width: 360, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const;

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const OPTIONS = {
  ...({ protocol: 'ctap2', transport: 'internal' } as const),
  ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
};

interface Device {
  readonly page: Page;
  readonly faults: readonly string[];
  /** Whether whoever holds it is the one whom it knows. */
  held(by: 'its person' | 'another'): Promise<void>;
  /** Nothing is wrong with the page that is open. */
  look(name: string): Promise<void>;
}

async function openDevice(): Promise<Device> {
  const { page, faults } = await openPage(browser, demo.url);
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  let { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: OPTIONS,
  });

  /** Another session that ends, as in `inspect`, takes what Chromium plays with it. */
  async function keeping(work: () => Promise<void>): Promise<void> {
    const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
    await work();
    await session.send('WebAuthn.disable');
    await session.send('WebAuthn.enable');
    const added = await session.send('WebAuthn.addVirtualAuthenticator', { options: OPTIONS });
    authenticatorId = added.authenticatorId;
    for (const credential of credentials) {
      await session.send('WebAuthn.addCredential', { authenticatorId, credential });
    }
  }

  return {
    page,
    faults,
    async held(by) {
      const isUserVerified = by === 'its person';
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    look: (name) =>
      keeping(async () => {
        expect(await inspect(page, name, VIEWS)).toEqual([]);
      }),
  };
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

async function signIn(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await press(page, 'Entrer');
}

describe('with a lock of its own', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openDevice();
    const { page } = device;
    await signIn(page, demo.holderLink);
    await page.goto(`${demo.url}/mon-compte`);
    await click(page, 'Ajouter un appareil');
    await page.getByLabel('Son nom').fill('Mon téléphone bleu');
  });
  afterAll(() => {
    expect(device.faults).toEqual([]);
  });

  it('is added, listed, and not added twice', async () => {
    const { page } = device;
    await device.look('add a passkey');
    await page.getByRole('button', { name: 'Ajouter cet appareil' }).click();
    await page.waitForURL(({ hash }) => hash === '#telephones');
    expect(await page.getByRole('heading', { name: 'Mon téléphone bleu' }).count()).toBe(1);
    await device.look('an account with a passkey');
    await click(page, 'Ajouter un appareil');
    await page.getByRole('button', { name: 'Ajouter cet appareil' }).click();
    await page.getByText('Cet appareil est déjà ajouté.').waitFor();
  });

  it('opens with one touch and no name; not for whoever else holds it', async () => {
    const { page } = device;
    await press(page, 'Se déconnecter');
    await page.goto(`${demo.url}/connexion`);
    const button = page.getByRole('button', { name: 'Entrer avec cet appareil' });
    await button.waitFor();
    await device.look('sign in with a passkey');
    await device.held('another');
    await button.click();
    await page.getByText('Rien ne s’est passé.').waitFor();
    await device.held('its person');
    await button.click();
    await page.waitForURL('**/mes-badges');
  });

  it('opens nothing any more once it is removed: a page says so, and leads on', async () => {
    const { page } = device;
    await page.goto(`${demo.url}/mon-compte`);
    await page.getByRole('button', { name: 'Retirer : Mon téléphone bleu' }).click();
    await page.waitForURL(({ hash }) => hash === '#telephones');
    await press(page, 'Se déconnecter');
    await page.goto(`${demo.url}/connexion`);
    await page.getByRole('button', { name: 'Entrer avec cet appareil' }).click();
    await page.getByRole('alert').getByText('Cet appareil n’ouvre rien ici.').waitFor();
    expect(await heading(page)).toBe('Se connecter');
    await device.look('a passkey that opens nothing');
  });
});

describe.each([
  ['without script', { javaScriptEnabled: false }],
  ['without a lock', {}],
])('%s', (_, options) => {
  it('the pages offer nothing that does not work', async () => {
    const { page, faults } = await openPage(browser, demo.url, options);
    await page.goto(`${demo.url}/connexion`);
    expect(await page.getByRole('button', { name: /Entrer avec/ }).count()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Avec cet appareil' }).count()).toBe(0);
    await signIn(page, demo.holderLink);
    await page.goto(`${demo.url}/mon-compte/telephones`);
    expect(await page.getByText('Ici, cela ne marche pas.').isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: /Ajouter/ }).count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
