/** The first days of a manager of a new KPA: where they land, and what is done follows from the data. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKpa } from '../../../src/features/kpas/create-kpa.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import type { Kpa, Person } from '../../../src/storage/store.ts';
import { playAcceptance } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let kpa: Kpa;
let leila: Person;
let browser: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const said = { description: 'Un KPA.', contact: {}, memberSince: 2026, place: 'Armentières' };
  kpa = await createKpa(world.services, { ...said, slug: 'lys', name: 'KPA de la Lys' });
  leila = await world.add(kpa, 'Leïla Haddad', 'accompagnant', 'manager');
  browser = await world.signIn(leila);
});
afterAll(() => world.destroy());

/** Where who is in already is led from the sign-in page. */
const land = (by = browser) => by.get('/connexion');
const buttons = async () => {
  const { $ } = await browser.get('/bienvenue');
  return $('main a.button')
    .toArray()
    .map((one) => $(one).text());
};
const done = async () => (await browser.get('/bienvenue')).text.match(/Fait\./g)?.length ?? 0;

it('is the first page of a new manager, with one button', async () => {
  const page = await land();
  expect([page.path, page.heading]).toEqual(['/bienvenue', 'Bienvenue au KPA de la Lys']);
  expect(page.text).toContain('Trois pas, et les premiers badges partent.');
  expect([await buttons(), await done()]).toEqual([['Écrire le profil'], 0]);
});

it('goes on to the people once the profile is saved', async () => {
  const form = await browser.click(await land(), 'Écrire le profil');
  expect((await browser.press(form, 'Enregistrer le profil')).status).toBe(200);
  expect([await buttons(), await done()]).toEqual([['Ajouter des personnes'], 1]);
});

it('goes on to the first experience once there are two others', async () => {
  await world.add(kpa, 'Bruno Petit', 'cooperant');
  expect(await done()).toBe(1);
  await world.add(kpa, 'Fatou Sow', 'cooperant');
  expect([await buttons(), await done()]).toEqual([['Ajouter une expérience'], 2]);
});

it('is over with the first experience, and can be reached later', async () => {
  const values = { title: 'Buffet', kind: 'prestation', date: '2026-10-12' } as const;
  await recordExperience(world.services, {
    values: { ...values, people: [] },
    participants: [],
    by: leila,
  });
  expect((await land()).path).toBe('/ce-qui-m-attend');
  const page = await browser.click(await browser.get('/kpa'), 'Les trois pas du début');
  expect(page.text).toContain('Les trois pas sont faits.');
});

it('is not for who accompanies, nor for a KPA that gives badges already', async () => {
  const { hautsPres, nadia, awa } = world;
  expect((await land(await world.signIn(nadia))).path).toBe('/ce-qui-m-attend');
  const karim = await world.signIn(await world.add(hautsPres, 'Karim Benali', 'manager'));
  expect((await land(karim)).path).toBe('/bienvenue');
  await playAcceptance(world, { kpa: hautsPres, staff: nadia, holder: awa });
  expect((await land(karim)).path).toBe('/ce-qui-m-attend');
});
