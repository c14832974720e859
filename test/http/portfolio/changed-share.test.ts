/** A share link keeps its address, and shows something else: what its person ticks now. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playScene, type Scene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let scene: Scene;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  awa = await world.signIn(holder);
});
afterAll(() => world.destroy());

const path = () => `/partages/${scene.link.id}`;

it('changes its name, its end and what it tells, under the same address', async () => {
  const form = await awa.get(`${path()}/corriger`);
  expect(form.$('[name=label]').val()).toBe('Traiteur Petit');
  expect(form.text).toContain('Avec un badge, on lit aussi le travail, qui l’a confirmé');
  expect(form.$('[name=days][checked]').val()).toBe('same');
  expect(form.$('[name=experiences][checked]').length).toBe(1);
  const page = await awa.press(form, 'Garder', { label: 'Traiteur Grand', experiences: [] });
  expect(page.heading).toBe('Traiteur Grand');
  expect(page.text).toContain('Le partage est changé. Qui l’ouvre lit maintenant ce qui suit.');
  const link = await world.services.store.shareLinks.findById(scene.link.id);
  // A badge that was taken back cannot be ticked: the form leaves it as it is.
  expect(link).toMatchObject({
    awardIds: [scene.accepted.id, scene.revoked.id],
    experienceIds: [],
    expiresAt: scene.link.expiresAt,
  });
  const shared = await world.visitor().get(`/p/${scene.token}`);
  expect(shared.text).not.toContain('J’ai rangé la cuisine');
  await awa.press(await awa.get(`${path()}/corriger`), 'Garder', { days: '90' });
  const later = await world.services.store.shareLinks.findById(scene.link.id);
  expect(later?.expiresAt.slice(0, 10)).toBe('2027-01-12');
});

it('of two forms, the second is told what the first wrote, and writes it knowingly', async () => {
  const first = await awa.get(`${path()}/corriger`);
  const second = await awa.get(`${path()}/corriger`);
  const answers = await Promise.all(
    [1, 2, 3].map(() => awa.press(first, 'Garder', { label: 'Traiteur Léger' })),
  );
  expect(answers.map(({ heading }) => heading)).toEqual(Array(3).fill('Traiteur Léger'));
  const late = await awa.press(second, 'Garder', { label: 'Traiteur Lourd' });
  expect(late.status).toBe(409);
  expect(late.text).toContain(
    'Il s’appelle « Traiteur Léger » et montre : Je travaille en équipe.',
  );
  expect(late.$('[name=label]').val()).toBe('Traiteur Lourd');
  const stored = () => world.services.store.shareLinks.findById(scene.link.id);
  expect((await stored())?.label).toBe('Traiteur Léger');
  expect((await awa.press(late, 'Garder')).heading).toBe('Traiteur Lourd');
  expect((await stored())?.label).toBe('Traiteur Lourd');
});

it('is nobody else’s, and changes no more once it is closed', async () => {
  const bruno = await world.signIn(world.bruno);
  expect((await bruno.get(`${path()}/corriger`)).status).toBe(404);
  const form = await awa.get('/partages/nouveau');
  const fields = { label: 'Menuiserie', days: '7', awards: [scene.accepted.id] };
  const made = await awa.press(form, 'Faire le partage', fields);
  const change = await awa.get(`${made.path.split('?')[0] ?? ''}/corriger`);
  await awa.press(made, 'Fermer ce partage');
  expect((await awa.press(change, 'Garder')).status).toBe(409);
  // The form that made it, sent again, says what became of it.
  const again = await awa.press(form, 'Faire le partage', fields);
  expect(again.text).toContain('Ce formulaire avait déjà fait ce partage, et il est fermé.');
});
