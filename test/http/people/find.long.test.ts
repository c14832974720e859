/** Anyone is found: by some letters, in any writing, by the alphabet, or because they were met lately. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { insertNames } from '../../../src/people/name-rows.ts';
import type { Person } from '../../../src/storage/store.ts';
import { growPeople } from '../../support/badges/grown-kpa.ts';
import { createFarWorld, type FarWorld } from '../../support/far-world.ts';
import { work } from '../../support/badges/many-badges.ts';
import { fold } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';

const NAMES = [
  ...['Şule Yıldız', 'محمد بن عيسى', 'Marie-Antoinette Ravelomanantsoa', 'Fatou N’Diaye'],
  ...['Łukasz Wójcik', 'Ольга Иванова', 'Zoé Lefèvre', 'Cœur Petit'],
];

let world: FarWorld;
let nadia: TestVisitor;

const add = (name: string, kpa = world.hautsPres) =>
  addPerson(world.services, kpa.id, {
    ...{ name, roles: ['cooperant'], email: undefined, title: undefined },
  });

beforeAll(async () => {
  world = await createFarWorld();
  await growPeople(world, world.hautsPres, { count: 30 });
  for (const name of NAMES) await add(name);
  nadia = await world.signIn(world.nadia);
}, 60_000);
afterAll(() => world.destroy());

const rowsIn = ({ $ }: Page, where: string) =>
  $(`${where} .ruled h3`)
    .toArray()
    .map((one) => fold($(one).text()));

async function search(typed: string): Promise<readonly string[]> {
  const page = await nadia.press(await nadia.get('/personnes'), 'Chercher', { search: typed });
  expect(page.status).toBe(200);
  return rowsIn(page, 'main');
}

describe('some letters', () => {
  it.each([
    ['yil', 'Şule Yıldız'],
    ['SULE', 'Şule Yıldız'],
    ['عيس', 'محمد بن عيسى'],
    ['عيسي', 'محمد بن عيسى'],
    ['antoin', 'Marie-Antoinette Ravelomanantsoa'],
    ['marieant', 'Marie-Antoinette Ravelomanantsoa'],
    ['ndi', 'Fatou N’Diaye'],
    ["n'dia", 'Fatou N’Diaye'],
    ['wojcik luk', 'Łukasz Wójcik'],
    ['ИВАН', 'Ольга Иванова'],
    ['lefe', 'Zoé Lefèvre'],
    ['coeur', 'Cœur Petit'],
  ])('« %s » find %s', async (typed, name) => {
    expect(await search(typed)).toEqual([name]);
  });

  it.each(['xyz', '%', '===', 'awa bruno', 'omar', '\u{10ffff}'])(
    '« %s » find nobody',
    async (typed) => {
      expect(await search(typed)).toEqual([]);
    },
  );

  it('find who was added, and who was renamed, by whatever writes it', async () => {
    const { store } = world.services;
    const person = await add('Gaspard Noir');
    expect(await search('gasp')).toEqual(['Gaspard Noir']);
    await store.people(person.kpaId).update(person.id, (now) => ({ ...now, name: 'Hugo Noir' }));
    // The old name leads nowhere, and is repaired by the question.
    expect(await search('gasp')).toEqual([]);
    expect(await search('hugo')).toEqual(['Hugo Noir']);
  });
});

describe('the alphabet', () => {
  const lettersOf = ({ $ }: Page) =>
    $('.letters a')
      .toArray()
      .map((one) => $(one).text());

  it('has Latin letters by family name, others by the name as it is written', async () => {
    const page = await nadia.get('/personnes');
    const links = lettersOf(page);
    for (const letter of ['A', 'D', 'L', 'M', 'N', 'R', 'W', 'Y', 'م', 'О']) {
      expect(links).toContain(letter);
    }
    // Nobody stands there: it is no link.
    expect(links).not.toContain('Q');
    expect(page.$('.letters span').text()).toContain('Q');
    expect(rowsIn(await nadia.click(page, 'Y'), '#everyone')).toEqual(['Şule Yıldız']);
    expect(rowsIn(await nadia.click(page, 'م'), '#everyone')).toEqual(['محمد بن عيسى']);
    expect(rowsIn(await nadia.click(page, 'N'), '#everyone')).toContain('Fatou N’Diaye');
  });

  it('turns its pages within a letter', async () => {
    const first = await nadia.get('/personnes?lettre=a');
    expect(rowsIn(first, '#everyone')).toHaveLength(20);
    const second = await nadia.click(first, 'Page suivante');
    expect(second.path).toMatch(/lettre=a&page=apres-/);
    expect(rowsIn(second, '#everyone')).toHaveLength(10);
  });

  it.each(['?lettre=q', '?lettre=%F0%9F%98%80', '?lettre=ab', '?lettre=', '?lettre=%25'])(
    'says so where nobody stands, or shows all: %s',
    async (query) => {
      expect((await nadia.get(`/personnes${query}`)).status).toBe(200);
    },
  );
});

it('who was met lately comes first: added, at work, and never more than eight', async () => {
  await work(world, { holder: world.awa, day: 14 });
  world.passTime(1);
  await add('Tina Vert');
  const recent = rowsIn(await nadia.get('/personnes'), '#recent');
  expect(recent).toHaveLength(8);
  expect(recent).toContain('Tina Vert');
  expect(recent).toContain('Awa Diallo');
  expect(recent).not.toContain('Omar Haddad');
});

it('who has left stands apart, and is found all the same', async () => {
  const { store } = world.services;
  const { id, kpaId } = await add('Ulysse Gris');
  await store.people(kpaId).update(id, (now) => ({ ...now, leftOn: '2026-10-01' }));
  const page = await nadia.get('/personnes?lettre=g');
  expect(rowsIn(page, '#everyone')).toEqual([]);
  expect(rowsIn(await nadia.get('/personnes'), '#parties')).toEqual(['Ulysse Gris']);
  expect(await search('uly')).toEqual(['Ulysse Gris']);
});

it('people from before are found, once and for all', async () => {
  const { store } = world.services;
  const old = await add('Yves Ancien', world.moulins);
  // As a version from before left them: without anything to find them by.
  for (const { id } of await store.nameWords(old.kpaId).all({ index: 'byWord' }).toArray()) {
    await store.nameWords(old.kpaId).remove(id);
  }
  const ines = await world.signIn(world.ines);
  const page = await ines.press(await ines.get('/personnes'), 'Chercher', { search: 'ancien' });
  expect(rowsIn(page, 'main')).toEqual(['Yves Ancien']);
});

it('reads as many documents of 10,000 people as of some', async () => {
  const documents = async (typed: string) => {
    const page = await nadia.get('/personnes');
    const list = await world.journeyOf(() => nadia.get('/personnes?lettre=a'));
    const found = await world.journeyOf(() => nadia.press(page, 'Chercher', { search: typed }));
    return [list.documents, found.documents];
  };
  const before = await documents('lou');
  const { store } = world.services;
  const people = Array.from({ length: 10_000 }, (_, n): Person => {
    const createdAt = '2012-01-01T08:00:00.000Z';
    const base = { id: crypto.randomUUID(), kpaId: world.hautsPres.id, createdAt };
    const family = `A${n.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'.charAt(+digit))}`;
    return { ...base, name: `Lou ${family}`, roles: ['cooperant'], joinedOn: '2012-01-01' };
  });
  for (let at = 0; at < people.length; at += 500) {
    const some = people.slice(at, at + 500);
    await insertNames(store, some);
    await Promise.all(some.map((one) => store.people(one.kpaId).insert(one)));
  }
  expect(await documents('lou')).toEqual(before);
}, 120_000);
