/**
 * Every form, sent after the session has ended: nothing is done, and its person finds it as it was once
 * they are in again, and sends it (docs/adr/0046).
 */
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { mayComeBack } from '../../../src/web/kept/secret-fields.ts';
import { documentsOf } from '../../support/storage/documents.ts';
import { type Fields, encode, fold, valuesOf } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld } from '../../support/world.ts';
import { formAt, layFormGround } from '../access/form-ground.ts';
import type { FormCase } from '../access/form-table.ts';

const world = await createWorld();
afterAll(() => world.destroy());
const { people, forms: all } = await layFormGround(world);
const forms = all.filter(([, { who }]) => who !== 'anybody');

let browser: TestVisitor;
beforeEach(() => {
  browser = world.visitor();
});

/** By a link that was given by hand: what each way in does afterwards is the same. */
async function enter(person: Person): Promise<Page> {
  const token = await world.services.createSignInLink(person, { minutes: 30 });
  return browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
}

async function endSessions(): Promise<void> {
  const { sessions } = world.services.store;
  for (const { id } of await sessions.all({ index: 'byExpiry' }).toArray())
    await sessions.remove(id);
}

const hidden = ({ $ }: Page, name: string) => $(`[name=${name}]`).last().attr('value') ?? '';
const ticketOf = (page: Page) => ({ _csrf: hidden(page, '_csrf'), _page: hidden(page, '_page') });

function pageOf({ page, path, after, good }: FormCase): Promise<Page> {
  if (after === undefined) return browser.get(page ?? path);
  return browser
    .get(page ?? path.replace(/\/signer$/, ''))
    .then((first) => browser.post(after, { ...good, ...ticketOf(first) }));
}

/** What people do, without the way in. */
async function done() {
  const { sessions, signInLinks, keptForms, ...others } = await documentsOf(world.services.store);
  expect([sessions, signInLinks, keptForms].every(Array.isArray)).toBe(true);
  return others;
}

/** Everything that the form shows is as it was sent; secrets are not kept. */
function expectAsTyped({ $ }: Page, form: FormCase): void {
  const { good } = form;
  const values = valuesOf($, formAt($, form));
  for (const [name, value] of Object.entries(good)) {
    const isShown = $(`main form [name="${name}"]`).length > 0;
    if (!mayComeBack(name)) expect([name, values[name] ?? ['']]).toEqual([name, ['']]);
    else expect([name, isShown, values[name]]).toEqual([name, true, [value].flat()]);
  }
}

const typedAgain = (good: Fields): Fields =>
  Object.fromEntries(Object.entries(good).filter(([name]) => !mayComeBack(name)));

// First: the last form of all erases somebody.
const asked = forms.filter(([, { method }]) => method === 'GET');

it.each(asked)('%s is asked for again by itself', async (_, { who, path, good }) => {
  await enter(people[who]);
  const expected = await browser.get(`${path}?${encode(good)}`);
  await endSessions();
  const signIn = await browser.get(`${path}?${encode(good)}`);
  expect(signIn.path).toBe('/connexion');
  const again = await enter(people[who]);
  expect([again.status, again.heading]).toEqual([200, expected.heading]);
  expect(again.path).toBe(`${path}?${encode(good)}`);
});

const sent = forms.filter(([, { method }]) => method === undefined);

it.each(sent)('%s comes back as it was, and is sent with one press', async (_, form) => {
  const person = people[form.who];
  await enter(person);
  const shown = await pageOf(form);
  const ticket = ticketOf(shown);
  expect(ticket._page).toContain(person.id);
  await endSessions();
  const before = await done();

  const asked = await browser.post(form.path, { ...form.good, ...ticket });
  expect([asked.path, asked.heading]).toEqual(['/connexion', 'Se connecter']);
  expect(asked.text).toContain('Ce que vous avez écrit est gardé une heure');
  expect(await done()).toEqual(before);

  const again = await enter(person);
  expect([again.status, again.heading]).toEqual([200, shown.heading]);
  expect(again.text).toContain('Voici où vous en étiez. Rien n’est encore envoyé');
  expectAsTyped(again, form);
  expect(await done()).toEqual(before);

  if (form.known === 'elsewhere') return;
  const button = fold(formAt(again.$, form).find('button.button').first().text());
  const result = await browser.press(again, button, typedAgain(form.good));
  expect([result.status, result.$('.errors').length]).toEqual([200, 0]);
  expect(result.path).not.toBe('/connexion');
});
