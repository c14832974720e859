/**
 * A third language is one file: with one made from the French catalogue, no page, letter or error
 * keeps a word of French that is ours. In the browser: test/browser/pseudo-language.test.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crawl } from '../support/visits/crawl.ts';
import { leftInFrench } from '../support/languages/pseudo/left-in-french.ts';
import { createPseudoLanguage, PSEUDO } from '../support/languages/pseudo/pseudo-language.ts';
import { pseudoText } from '../support/languages/pseudo/pseudo-text.ts';
import { playScene } from '../support/scene.ts';
import type { Page } from '../support/visitor.ts';
import { type World, createWorld } from '../support/world.ts';

const { languages, definitions } = await createPseudoLanguage();
let world: World;
let pages: readonly Page[];

beforeAll(async () => {
  world = await createWorld({ languages, definitions });
  const { store } = world.services;
  const choose = async (name: string, ...roles: ('accompagnant' | 'manager' | 'cooperant')[]) => {
    const person = await world.add(world.hautsPres, name, ...roles);
    const people = store.people(person.kpaId);
    const stored = await people.findById(person.id);
    return stored ? people.replace({ ...stored, language: PSEUDO }) : person;
  };
  const staff = await choose('Karim Benali', 'accompagnant', 'manager');
  const holder = await choose('Fatima Zerhouni', 'cooperant');
  const { token } = await playScene(world, { kpa: world.hautsPres, staff, holder });
  const asked = `lang=${PSEUDO}`;
  // Of pages that differ in their badge alone, one each.
  const skip = /lang=(fr|en)|^\/(badges|referentiels)\/./;
  const visited = await Promise.all([
    crawl(
      world.visitor(),
      [`/?${asked}`, `/p/${token}?${asked}`, ...ONE_EACH.map((path) => `${path}?${asked}`)],
      skip,
    ),
    crawl(await world.signIn(staff), ['/', '/personnes', '/experiences', '/mes-badges'], skip),
    crawl(await world.signIn(holder), ['/', '/mes-badges', '/partages', '/personnes'], skip),
  ]);
  pages = visited
    .flatMap((some) => [...some.values()])
    .filter(({ headers }) => headers.get('content-type')?.startsWith('text/html'));
});
afterAll(() => world.destroy());

const ONE_EACH = ['/nowhere', '/badges/travailler-en-equipe/v1', '/referentiels/esco/60c78287'];

const DATA = {
  names: definitions.frameworks.map(({ name }) => name),
  titles: [
    ...['KPA des Hauts-Prés', 'KPA des Moulins', 'Buffet de 60 personnes', 'Traiteur Petit'],
    ...['Fatima Zerhouni', 'Karim Benali', 'Nadia Roche', 'Awa Diallo', 'Bruno Martin'],
    ...definitions.badgeClasses.map(({ name }) => name),
  ],
};

describe('every page in a third language', () => {
  it('says which language it is in, and in which direction it runs', () => {
    expect(pages.length).toBeGreaterThan(60);
    const odd = pages.filter(
      ({ $ }) => $('html').attr('lang') !== PSEUDO || $('html').attr('dir') !== 'rtl',
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('keeps nothing in French', () => {
    const left = pages.flatMap(({ path, html }) =>
      leftInFrench(html, DATA).map((fault) => `${fault}  (${path})`),
    );
    expect([...new Set(left)]).toEqual([]);
  });
});

describe('the letter with the link', () => {
  it('keeps nothing in French', async () => {
    const browser = world.visitor();
    const form = await browser.get(`/connexion?lang=${PSEUDO}`);
    await browser.press(form, pseudoText('Recevoir le lien'), { email: world.awa.email ?? '' });
    const { subject, text } = await world.letterTo(world.awa.email ?? '');
    expect(leftInFrench(`<p>${subject}\n${text}</p>`, { names: DATA.titles })).toEqual([]);
  });
});

describe('what is left in French', () => {
  const here = pseudoText('Voici un badge.');
  const document = (body: string) => `<html lang="${PSEUDO}"><title>${here}</title>${body}`;

  it.each([
    ['a sentence without the catalogue', '<p>Bonjour</p>', ['French: Bonjour']],
    ['one beside another', `<p>${here} Bonjour</p>`, ['French: ⟦Vôôîîçîî ûûň bââďğéé.⟧ Bonjour']],
    ['one of an attribute', '<img alt="Un badge">', ['French: Un badge']],
    ['a word of a name that is not set apart', '<p>Awa Diallo</p>', ['French: Awa Diallo']],
    ['pieces put together', `<p>${here}${here}</p>`, [expect.stringContaining('glued')]],
    ['a sentence that was cut', `<p>${here.slice(0, -1)}</p>`, [expect.stringContaining('ends')]],
  ])('is found: %s', (_, body, expected) => {
    expect(leftInFrench(document(body))).toEqual(expected);
  });

  it.each([
    ['a sentence of the catalogue', `<p>${here}</p>`],
    ['what somebody typed', '<p><bdi>Awa</bdi></p><h1 dir="auto">Buffet</h1>'],
    ['what says its language', '<p lang="fr">Je transmets</p>'],
    ['a date, a number, an address', '<p>14 أكتوبر 2026, 3, https://badges.example/p/x</p>'],
    ['what is copied', '<code>did:web</code><textarea>Bonjour</textarea>'],
  ])('is not: %s', (_, body) => {
    expect(leftInFrench(document(body))).toEqual([]);
  });
});
