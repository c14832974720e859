/** Names of people: what is kept and hashed is what can be seen, and typed again by an employer. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { recognised } from '../../support/recognition.ts';

let world: World;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());

const addPerson = async (name: string) =>
  nadia.press(await nadia.get('/personnes/nouvelle'), 'Ajouter', { name, roles: ['cooperant'] });

async function outcomeFor(credential: string, name: string): Promise<string> {
  const employer = world.visitor();
  const form = await employer.get('/verifier');
  return (await employer.press(form, 'Vérifier', { source: credential, name })).text;
}

it.each([
  ['zero width', 'Sara\u200bh Le\u2060fort', 'Sarah Lefort'],
  ['several spaces', ' Paul \u00a0  Morin ', 'Paul Morin'],
  ['directions', '\u202eLina\u202c Kaci', 'Lina Kaci'],
  ['letters in two parts', 'Ine\u0300s Noe\u0308l', 'Inès Noël'],
])('%s: kept as it is seen', async (_, typed, seen) => {
  const page = await addPerson(typed);
  expect(page.heading).toBe(seen);
  const id = page.path.replace('/personnes/', '');
  const person = await world.services.store.people(world.hautsPres.id).findById(id);
  expect(person?.name).toBe(seen);
});

it.each(['\u200b', '\u3164 \u2060', '\u2800'])(
  'a name of which nothing is seen: %j',
  async (name) => {
    const page = await addPerson(name);
    expect(page.status).toBe(422);
    expect(page.$('#name-error').text()).toContain('Écrivez le nom de la personne.');
  },
);

it('a name kept before with something hidden in it is hashed without', async () => {
  const { hautsPres, services } = world;
  const before = await world.add(hautsPres, 'Yasmine Haddou', 'cooperant');
  const stored = await services.store.people(hautsPres.id).findById(before.id);
  if (!stored) throw new Error('Nobody');
  const holder = await services.store
    .people(hautsPres.id)
    .replace({ ...stored, name: 'Yas\u200bmine Haddou' });
  const { accepted } = await playScene(world, { kpa: hautsPres, staff: world.nadia, holder });
  expect(await outcomeFor(jsonOf(accepted), 'Yasmine Haddou')).toContain(
    'Le badge est bien à ce nom.',
  );
});

it('words that people type hold nothing hidden either, and no hidden name', async () => {
  const { hautsPres, awa, bruno } = world;
  const scene = await playScene(world, { kpa: hautsPres, staff: world.nadia, holder: awa });
  const form = await nadia.get(`/experiences/${scene.experience.id}/reconnaitre`);
  const typed = `A aidé Bru\u200bno à tenir la caisse ce jour-là.`;
  const said = { level: 2, sentence: typed };
  const page = await nadia.press(form, /Relire/, recognised(awa.id, 'suivre-une-tresorerie', said));
  expect(bruno.name).toContain('Bruno');
  expect(page.status).toBe(422);
  expect(page.text).toContain('Enlevez le nom « Bruno »');
});
