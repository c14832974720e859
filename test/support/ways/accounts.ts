/** A KPA whose people come in with the account of their structure; and how they do. */
import type { Person } from '../../../src/storage/store.ts';
import type { Page, TestVisitor } from '../visitor.ts';
import type { World } from '../world.ts';
import { CLIENT, ISSUER, type TestProvider } from './openid-provider.ts';

export const START = '/connexion/structure/hauts-pres';

export const RETURN = 'https://badges.example/connexion/structure/hauts-pres/retour';

/** By a responsable, in the browser. */
export async function chooseProvider(manager: TestVisitor, more = {}): Promise<Page> {
  const page = await manager.get('/kpa/compte');
  const fields = { name: 'La Fabrique', issuer: ISSUER, ...CLIENT, ...more };
  return manager.press(page, 'Essayer et enregistrer', fields);
}

/** Where our page sends the browser. */
export async function setOut(browser: TestVisitor, from = START): Promise<string> {
  return (await browser.send(from)).headers.get('location') ?? '';
}

export async function enterWithAccount(
  browser: TestVisitor,
  there: ReturnType<TestProvider['browser']>,
  login: string,
): Promise<Page> {
  return browser.get(await there.signIn(await setOut(browser), login));
}

/** The responsable picks the code that the person sees. */
export async function linkIn(manager: TestVisitor, person: Person, code: string): Promise<Page> {
  const page = await manager.get(`/personnes/${person.id}/compte`);
  const account = page
    .$('input[name=account]')
    .toArray()
    .find((one) => page.$(one).closest('label').text().includes(code));
  const value = account ? page.$(account).attr('value') : undefined;
  return manager.press(page, 'Relier le compte', value === undefined ? {} : { account: value });
}

/** From an account that nobody knows to one that opens. */
export async function linked(
  world: World,
  provider: TestProvider,
  manager: TestVisitor,
  person: Person,
  login: string,
): Promise<void> {
  const unknown = await enterWithAccount(world.visitor(), provider.browser(), login);
  await linkIn(manager, person, unknown.$('.card-code').text().trim());
}
