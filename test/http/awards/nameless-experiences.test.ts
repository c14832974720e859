/** What the evidence of a badge shows names nobody of the KPA. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  await world.add(world.hautsPres, 'Hélène Petit', 'cooperant');
});
afterAll(() => world.destroy());

async function record(told: { title?: string; place?: string; task?: string }) {
  const { title = 'Repas de quartier', place = 'Salle commune', task = 'accueil' } = told;
  const fields = { title, place, kind: 'prestation', day: '2026-10-10', people: world.awa.id };
  const form = await nadia.get('/experiences/nouvelle');
  return nadia.press(form, 'Garder sans badge', { ...fields, [`task-${world.awa.id}`]: task });
}

it.each([
  [{ title: 'Anniversaire de HELENE' }, '« HELENE »'],
  [{ place: 'Chez les Diallo' }, '« Diallo »'],
  [{ task: 'a remplacé Bruno en cuisine' }, '« Bruno »'],
])('refuses %j, says why, and keeps it', async (told, name) => {
  const page = await record(told);
  expect(page.status).toBe(422);
  expect(page.text).toContain(
    `Enlevez le nom ${name} : ce texte se lit avec le badge, sans aucun nom. Si c’est un mot ordinaire, écrivez-le sans majuscule.`,
  );
  const [typed = ''] = Object.values(told);
  const values = page.$('main input').toArray();
  expect(values.map((field) => page.$(field).val())).toContain(typed);
});

it('lets ordinary words pass in small letters', async () => {
  const page = await record({ title: 'Vente de petit pain', place: 'Petite salle', task: 'vente' });
  expect([page.status, page.heading]).toEqual([200, 'Vente de petit pain']);
});
