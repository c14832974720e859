/** What page-scripts/passkeys.ts does in a browser, with a device of test/support/ways/authenticator.ts. */
import type { Page, TestVisitor } from '../visitor.ts';
import type { Authenticator, Bent } from './authenticator.ts';

const ADD = '/mon-compte/telephones';
const ENTER = '/connexion/telephone';

const csrfOn = (page: Page) => page.$('[name=_csrf]').attr('value') ?? '';

async function optionsAt(browser: TestVisitor, path: string, token: string): Promise<unknown> {
  const page = await browser.post(path, { _csrf: token });
  return page.status === 200 ? JSON.parse(page.html) : undefined;
}

/** What the device is asked for, on the page where it is added. */
export async function askToAdd(browser: TestVisitor) {
  const page = await browser.get(ADD);
  return { page, options: await optionsAt(browser, `${ADD}/debut`, csrfOn(page)) };
}

export async function addPasskeyIn(
  browser: TestVisitor,
  device: Authenticator,
  { label = '', bent = {} }: { readonly label?: string; readonly bent?: Bent } = {},
): Promise<Page> {
  const { page, options } = await askToAdd(browser);
  const passkey = device.create(options, bent) ?? '';
  return browser.post(ADD, { _csrf: csrfOn(page), label, passkey }, true, ADD);
}

export async function askToEnter(browser: TestVisitor): Promise<unknown> {
  return optionsAt(browser, `${ENTER}/debut`, csrfOn(await browser.get('/connexion')));
}

export const sendToEnter = (browser: TestVisitor, passkey: string, more = {}): Promise<Page> =>
  browser.post(ENTER, { passkey, ...more }, true, '/connexion');

export async function enterWithDevice(
  browser: TestVisitor,
  device: Authenticator,
  bent: Bent = {},
): Promise<Page> {
  return sendToEnter(browser, device.get(await askToEnter(browser), bent));
}
