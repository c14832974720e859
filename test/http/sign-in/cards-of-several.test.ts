/** Cards of several people at one table, on one sheet of paper (docs/adr/0041). */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { enterWith } from '../../support/cards.ts';
import { fold } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterEach(() => world.destroy());

const MAKE = 'Faire ma carte';
const choose = async (...people: readonly Person[]) =>
  nadia.press(await nadia.get('/personnes/cartes'), 'Continuer', {
    people: people.map(({ id }) => id),
  });
const type = (page: Page, pin: string) => nadia.press(page, MAKE, { pin, again: pin });
const codesOn = ({ $ }: Page) =>
  $('.card-front .card-code')
    .toArray()
    .map((one) => fold($(one).text()));

it('are made one after the other, and printed together: each opens with its own code', async () => {
  const first = await choose(world.bruno, world.awa);
  expect(first.text).toContain('Étape 1 sur 2');
  expect(first.text).toContain('Tendez le téléphone à Bruno.');
  const second = await type(first, '4928');
  expect(second.text).toContain('Tendez le téléphone à Awa.');
  const sheet = await type(second, '7351');
  expect(sheet.heading).toBe('Les cartes sont prêtes');
  expect(sheet.headers.get('cache-control')).toBe('private, no-store');
  expect(sheet.text).toContain('ou copiez les codes à la main.');
  const names = sheet.$('.cut-name').toArray();
  expect(names.map((one) => sheet.$(one).text())).toEqual(['Bruno', 'Awa']);
  const [brunos = '', awas = ''] = codesOn(sheet);
  expect(sheet.text).not.toMatch(/4928|7351/);
  const enter = async (code: string, pin: string) =>
    (await enterWith(world.visitor(), code, pin)).status;
  expect([await enter(brunos, '4928'), await enter(awas, '7351')]).toEqual([200, 200]);
  expect(await enter(brunos, '7351')).toBe(422);
  // Sent again, it is the same sheet, and nothing is made twice.
  expect(codesOn(await type(second, '7351'))).toEqual([brunos, awas]);
  const entries = world.services.store.registerEntries(world.hautsPres.id);
  expect(await entries.count({ index: 'byTime' })).toBe(2);
});

it('are made on pages without a way to the team’s, but for who takes the phone back', async () => {
  const pages = [await choose(world.bruno), await nadia.get(`/personnes/${world.bruno.id}/carte`)];
  for (const page of pages) {
    expect(page.heading).toBe('Une carte pour Bruno');
    expect(page.$('header a.brand, nav, footer a').length).toBe(0);
    expect(page.text).not.toContain('Se déconnecter');
    expect(page.text).not.toContain(world.nadia.name);
    expect(page.$('main a').text()).toBe('Reprendre le téléphone');
    const ready = await type(page, '4928');
    expect(ready.heading).toMatch(/prête/u);
    expect(ready.$('header a.brand, nav, footer a').length).toBe(0);
  }
});

it('that were made are printed, though the others have none now', async () => {
  const second = await type(await choose(world.bruno, world.awa), '4928');
  const sheet = await nadia.press(second, 'S’arrêter là et imprimer');
  const [brunos = '', ...others] = codesOn(sheet);
  expect([sheet.status, others]).toEqual([200, []]);
  expect((await enterWith(world.visitor(), brunos, '4928')).status).toBe(200);
  const page = await nadia.get(`/personnes/${world.awa.id}`);
  expect(page.text).toContain('Pas encore de carte.');
});

it('of whoever was given another card meanwhile are not shown again', async () => {
  const second = await type(await choose(world.bruno, world.awa), '4928');
  const other = await nadia.get(`/personnes/${world.bruno.id}/carte`);
  await nadia.press(other, MAKE, { pin: '8264', again: '8264' });
  const refused = await type(second, '7351');
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('Recommencez')]);
  expect(codesOn(refused)).toEqual([]);
});

it('nor an hour later, nor to who may not help them', async () => {
  const second = await type(await choose(world.bruno, world.awa), '4928');
  const ines = await world.signIn(world.ines);
  const csrf = (await ines.get('/personnes')).$('[name=_csrf]').attr('value') ?? '';
  const made = second.$('[name=made]').attr('value') ?? '';
  const fields = { _csrf: csrf, made, pin: '7351', again: '7351' };
  const people = [world.bruno.id, world.awa.id];
  const stranger = await ines.post('/personnes/cartes/code', { ...fields, people });
  expect([stranger.status, codesOn(stranger)]).toEqual([409, []]);
  world.passTime(61);
  expect((await type(second, '7351')).status).toBe(409);
});

it('are four at most, and none for the team or for who has left', async () => {
  const many = await Promise.all(
    ['Lou', 'Max', 'Noa'].map((name) => world.add(world.hautsPres, name, 'cooperant')),
  );
  const refused = await choose(world.awa, world.bruno, ...many);
  expect([refused.status, refused.text]).toEqual([
    422,
    expect.stringContaining('Cochez quatre personnes au plus.'),
  ]);
  const page = await nadia.get('/personnes/cartes');
  expect(page.text).not.toContain('Nadia Roche Pas encore');
  expect(page.$(`[name=people][value="${world.nadia.id}"]`)).toHaveLength(0);
});

it('of one of the team, only after its maker showed who they are', async () => {
  const karim = await world.add(world.hautsPres, 'Karim Benali', 'manager');
  const browser = await world.signIn(karim);
  const open = await browser.get('/personnes/cartes');
  const asked = await browser.press(open, 'Continuer', { people: [karim.id] });
  world.passTime(31);
  expect((await browser.press(open, 'Continuer', { people: [karim.id] })).path).toBe('/preuve');
  const refused = await browser.press(asked, MAKE, { pin: '4928', again: '4928' });
  expect(refused.path).toBe('/preuve');
  expect(await world.services.store.cards.count({ index: 'byCode' })).toBe(0);
});
