/** « C’est bien vous ? »: acts that would let somebody else take over ask for it again (docs/adr/0046). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/storage/store.ts';
import { enterWith, makeCardIn, PIN } from '../../support/cards.ts';
import type { Fields } from '../../support/forms.ts';
import { documentsOf } from '../../support/storage/documents.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let manager: Person;
let colleague: Person;
let karim: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  manager = await world.add(world.hautsPres, 'Karim Benali', 'manager');
  await world.inNetwork(manager);
  await world.inNetwork(await world.add(world.moulins, 'Zoé Petit', 'accompagnant'));
  colleague = await world.add(world.hautsPres, 'Leïla Benmansour', 'accompagnant', 'manager');
  karim = await world.signIn(manager);
});
afterEach(() => world.destroy());

interface Act {
  readonly page: () => string;
  readonly button: string | RegExp;
  readonly fields?: () => Fields;
}

const of = (person: () => Person, end: string) => () => `/personnes/${person().id}${end}`;
const leila = () => colleague;
const bruno = () => world.bruno;

/** All that changes who comes in, what they may do, or what signs. */
const ACTS: Readonly<Record<string, Act>> = {
  'other roles': {
    page: of(leila, '/corriger'),
    button: 'Enregistrer',
    fields: () => ({ roles: ['accompagnant'] }),
  },
  'the e-mail of a coopérant': {
    page: of(bruno, '/corriger'),
    button: 'Enregistrer',
    fields: () => ({ email: 'autre@hauts-pres.example' }),
  },
  'one’s own e-mail': {
    page: of(() => manager, '/corriger'),
    button: 'Enregistrer',
    fields: () => ({ email: 'moi@hauts-pres.example' }),
  },
  'somebody of the team leaves': {
    page: of(leila, '/depart'),
    button: /^Noter/,
    fields: () => ({ leftOn: '2026-10-14' }),
  },
  'somebody new for the team': {
    page: () => '/personnes/nouvelle',
    button: 'Ajouter',
    fields: () => ({ name: 'Lucie Blanc', roles: ['accompagnant'] }),
  },
  'a link for a colleague': { page: of(leila, ''), button: 'Faire un lien' },
  'another key': { page: () => '/kpa/cles', button: 'Changer de clé' },
  'a new KPA': {
    page: () => '/reseau/nouveau',
    button: 'Créer le KPA',
    fields: () => ({
      ...{ name: 'KPA de la Lys', slug: 'la-lys', place: 'Armentières', person: 'Leïla Haddad' },
    }),
  },
  'a KPA that is suspended': {
    page: () => '/reseau/moulins',
    button: 'Suspendre le KPA',
    fields: () => ({ reason: 'asked' }),
  },
  'the network role, given': {
    page: () => '/reseau/hauts-pres/role',
    button: 'Donner ce rôle',
    fields: () => ({ email: colleague.email ?? '' }),
  },
  'the network role, taken': { page: () => '/reseau', button: /Retirer ce rôle.*Zoé/ },
};

const prove = async (browser: TestVisitor, person: Person): Promise<Page> => {
  const token = await world.services.createSignInLink(person, { minutes: 30 });
  return browser.press(await browser.get(`/connexion/lien/${token}`), 'Entrer');
};
const people = async () => {
  const { people: all, kpas, keys, signInLinks } = await documentsOf(world.services.store);
  return { all, kpas, keys, signInLinks };
};

describe.each(Object.entries(ACTS))('%s', (_, { page, button, fields }) => {
  it('is asked for again after half an hour, and the form comes back as it was', async () => {
    const typed = fields?.() ?? {};
    const form = await karim.get(page());
    world.passTime(30);
    const before = await people();
    const asked = await karim.press(form, button, typed);
    expect([asked.path, asked.heading]).toEqual(['/preuve', 'C’est bien vous ?']);
    expect(await people()).toEqual(before);

    const again = await prove(karim, manager);
    expect([again.status, again.heading]).toEqual([200, form.heading]);
    for (const [name, value] of Object.entries(typed)) {
      const field = again.$(`main [name="${name}"]`);
      const ticked = field
        .filter(':checked')
        .toArray()
        .map((one) => again.$(one).attr('value'));
      const isChoice = field.is('[type=checkbox], [type=radio]');
      expect([name, isChoice ? ticked : field.attr('value')]).toEqual([
        ...[name, isChoice ? [value].flat() : value],
      ]);
    }
    const { signInLinks: _links, ...unchanged } = before;
    expect(await people()).toMatchObject(unchanged);
    const proven = await people();
    const result = await karim.press(again, button);
    expect([result.status, result.path === '/preuve']).toEqual([200, false]);
    expect(await people()).not.toEqual(proven);
  });

  it('is not asked for within it', async () => {
    const form = await karim.get(page());
    world.passTime(29);
    const result = await karim.press(form, button, fields?.() ?? {});
    expect([result.status, result.path === '/preuve']).toEqual([200, false]);
  });
});

describe('« C’est bien vous ? »', () => {
  it('is shown by whichever way one has: a letter to one’s own address', async () => {
    world.passTime(31);
    const asked = await karim.get('/preuve');
    expect(
      asked
        .$('main button')
        .toArray()
        .map((one) => asked.$(one).text()),
    ).toEqual(['Recevoir un lien par e-mail']);
    await karim.press(asked, 'Recevoir un lien par e-mail', { email: 'evil@e.example' });
    const letter = await world.letterTo(manager.email ?? '');
    const link = /https:\/\/\S+/.exec(letter.text)?.[0] ?? '';
    await karim.press(await karim.get(link), 'Entrer');
    expect(world.letters.map(({ to }) => to)).toEqual([manager.email]);
    expect((await karim.get('/preuve')).path).not.toBe('/preuve');
  });

  it('or with the card', async () => {
    const { code } = await makeCardIn(karim, manager);
    const form = await karim.get('/kpa/cles');
    world.passTime(31);
    const asked = await karim.press(form, 'Changer de clé');
    await karim.click(asked, 'Utiliser ma carte');
    expect((await enterWith(karim, code, PIN)).heading).toBe('Changer de clé ?');
  });

  it('says whom to ask, to who has neither', async () => {
    const { people: all } = world.services.store;
    await all(manager.kpaId).update(manager.id, ({ email: _, emailSlot: __, ...rest }) => rest);
    world.passTime(31);
    const page = await karim.get('/preuve');
    expect(page.text).toContain('Demandez un lien à une personne responsable de votre KPA.');
  });

  it('is proved by the same person alone', async () => {
    const form = await karim.get('/kpa/cles');
    world.passTime(31);
    await karim.press(form, 'Changer de clé');
    const other = await prove(karim, world.bruno);
    expect(other.path).toBe('/mes-badges');
    expect(await world.services.store.keptForms.count({ index: 'byExpiry' })).toBe(0);
  });

  it('keeps a session where somebody said that the phone is theirs', async () => {
    const browser = world.visitor();
    const token = await world.services.createSignInLink(manager, { minutes: 30 });
    const first = await browser.get(`/connexion/lien/${token}`);
    await browser.press(first, 'Entrer', { kept: 'yes' });
    world.passTime(31);
    await prove(browser, manager);
    world.passTime(20 * 24 * 60);
    expect((await browser.get('/mon-compte')).heading).toBe('Mon compte');
  });

  it('comes before the secret code of a colleague is typed', async () => {
    world.passTime(31);
    expect((await karim.get(`/personnes/${colleague.id}/carte`)).path).toBe('/preuve');
    expect((await karim.get(`/personnes/${world.bruno.id}/carte`)).heading).toBe(
      'Une carte pour Bruno',
    );
  });

  it('is asked of a session from before it was noted', async () => {
    const browser = world.visitor();
    const { name, token } = await world.services.sessions.create(manager);
    browser.cookies.plant(name, token);
    const page = await browser.press(await browser.get('/kpa/cles'), 'Changer de clé');
    expect(page.path).toBe('/preuve');
  });
});

it('what everybody does each day is not asked about', async () => {
  const form = await karim.get(`/personnes/${world.bruno.id}/corriger`);
  const added = await karim.get('/personnes/nouvelle');
  world.passTime(60);
  expect((await karim.press(form, 'Enregistrer', { title: 'Cuisinier' })).path).not.toBe('/preuve');
  const lucie = { name: 'Lucie Blanc', roles: ['cooperant'] };
  expect((await karim.press(added, 'Ajouter', lucie)).path).not.toBe('/preuve');
  const person = await karim.get(`/personnes/${world.bruno.id}`);
  expect((await karim.press(person, 'Faire un lien')).heading).not.toBe('C’est bien vous ?');
});
