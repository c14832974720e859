/** The network from its own pages: KPAs made, found, suspended and reopened; figures without persons. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fields } from '../../support/forms.ts';
import { fold } from '../../support/forms.ts';
import { playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let zoe: TestVisitor;
let karim: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, moulins, services, nadia, awa } = world;
  await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
  const person = await world.add(moulins, 'Zoé Petit', 'accompagnant');
  await services.store.people(moulins.id).update(person.id, (now) => ({ ...now, network: true }));
  zoe = await world.signIn(person);
  karim = await world.signIn(await world.add(hautsPres, 'Karim Benali', 'manager'));
});
afterAll(() => world.destroy());

const LYS = { name: 'KPA de la Lys', place: 'Armentières', person: 'Leïla Haddad' };
const create = async (fields: Fields) =>
  zoe.press(await zoe.get('/reseau/nouveau'), 'Créer le KPA', fields);

it('proposes an address, which is read before it counts', async () => {
  const proposed = await create(LYS);
  expect(proposed.$('[name=slug]').attr('value')).toBe('la-lys');
  expect((await world.visitor().get('/k/la-lys')).status).toBe(404);
  const [made, again] = await Promise.all([
    zoe.press(proposed, 'Créer le KPA'),
    zoe.press(proposed, 'Créer le KPA'),
  ]);
  expect([made.heading, again.heading]).toEqual(['Le KPA est créé', 'Le KPA est créé']);
  expect((await world.visitor().get('/k/la-lys')).heading).toBe('KPA de la Lys');
  const link = made.$('code').text();
  const browser = world.visitor();
  const first = await browser.press(await browser.get(link), /./);
  expect(first.heading).toBe('Bienvenue au KPA de la Lys');
});

it.each([
  [
    'an address that was used',
    { ...LYS, name: 'KPA du Canal', slug: 'la-lys' },
    409,
    'a déjà servi',
  ],
  ['a name that looks alike', { ...LYS, name: 'КPА Мoulins', slug: 'm' }, 422, 'ressemble trop'],
  ['an address of no shape', { ...LYS, name: 'KPA du Canal', slug: 'Là Lys' }, 422, 'sans accent'],
  ['nobody', { ...LYS, name: 'KPA du Canal', slug: 'c', person: '' }, 422, 'le nom de la personne'],
])('refuses %s', async (_, fields, status, sentence) => {
  const before = await world.services.store.kpas.count({ index: 'bySlug' });
  const page = await create(fields);
  expect([page.status, page.text]).toEqual([status, expect.stringContaining(sentence)]);
  expect(page.$('[name=place]').attr('value')).toBe('Armentières');
  expect(await world.services.store.kpas.count({ index: 'bySlug' })).toBe(before);
});

it('finds a KPA by a part of its name, accents aside', async () => {
  const page = await zoe.get('/reseau?cherche=hauts%20pres');
  const found = page.$('main li h3').toArray();
  expect(found.map((one) => page.$(one).text())).toEqual(['KPA des Hauts-Prés']);
});

it('suspends with a reason, and reopens; the KPA reads it in its register, without a name', async () => {
  const page = await zoe.get('/reseau/hauts-pres');
  expect((await zoe.press(page, 'Suspendre le KPA')).status).toBe(422);
  const suspended = await zoe.press(page, 'Suspendre le KPA', { reason: 'to-review' });
  expect(suspended.text).toContain('Suspendu depuis le 14 octobre 2026');
  expect((await karim.get('/kpa')).text).toContain('il ne signe rien pour le moment');
  const open = await zoe.press(suspended, 'Rouvrir le KPA', { reason: 'solved' });
  expect(open.text).toContain('Suspendre ce KPA ?');
  // An old page reopens nothing that was suspended since.
  await zoe.press(open, 'Suspendre le KPA', { reason: 'asked' });
  world.passTime(1);
  await zoe.press(await zoe.get('/reseau/hauts-pres'), 'Rouvrir le KPA', { reason: 'solved' });
  await zoe.press(open, 'Suspendre le KPA', { reason: 'ended' });
  const late = await zoe.press(suspended, 'Rouvrir le KPA', { reason: 'solved' });
  expect(late.status).toBe(409);
  await zoe.press(await zoe.get('/reseau/hauts-pres'), 'Rouvrir le KPA', { reason: 'by-mistake' });
  const register = await karim.get('/kpa/journal');
  expect(register.text).toContain('Le réseau a suspendu le KPA : des badges sont à revoir.');
  expect(register.text).toContain('Le réseau a rouvert le KPA : c’était une erreur.');
  expect(register.text).not.toContain('Zoé');
});

it('counts no small number, and names nobody', async () => {
  for (const path of ['/reseau', '/reseau/hauts-pres']) {
    const { $, text } = await zoe.get(path);
    const figures = $('main dl dd')
      .toArray()
      .map((one) => fold($(one).text()));
    expect(figures).toHaveLength(4);
    for (const figure of figures) expect(figure).toMatch(/^(moins de 10|au moins \d+0)$/);
    expect(text).not.toMatch(/Nadia|Awa|Karim/);
  }
});

it('is closed to whoever is not of the network', async () => {
  expect((await karim.get('/reseau')).status).toBe(403);
  expect((await zoe.get(`/personnes/${world.awa.id}`)).status).toBe(404);
});
