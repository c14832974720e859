/** What a coopérant·e does in the very moment in which somebody else does something beside it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createInterruptibleWorld,
  type InterruptibleWorld,
} from '../../support/storage/interruptible.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { playScene, type Scene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';

let world: InterruptibleWorld;
let scene: Scene;
let awa: TestVisitor;
let bruno: TestVisitor;
beforeAll(async () => {
  world = await createInterruptibleWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder, others: [world.bruno] });
  awa = await world.signIn(holder);
  bruno = await world.signIn(world.bruno);
});
afterAll(() => world.destroy());

it('two who tell the same experience are both heard', async () => {
  const form = `/mes-experiences/${scene.experience.id}`;
  const hers = await awa.get(form);
  const his = await bruno.get(form);
  const tell = () => bruno.press(his, 'Garder', { words: 'J’ai porté les tables.' });
  world.interrupt('experiences', 1, tell);
  const page = await awa.press(hers, 'Garder', { words: 'J’ai tenu la caisse.' });
  expect(page).toMatchObject({ status: 200 });
  expect(page.text).toContain('J’ai tenu la caisse.');
  expect((await bruno.get('/mes-badges')).text).toContain('J’ai porté les tables.');
});

it('a badge that its person answers again and again is taken back all the same', async () => {
  const nadia = await world.signIn(world.nadia);
  const page = await nadia.get(`/reconnaissances/${scene.offered.id}/retirer`);
  const ours = world.services.store.awards(scene.kpa.id);
  let answers = 0;
  // More often than anything else is tried again.
  world.interrupt('awards', 45, async () => {
    answers += 1;
    const award = await ours.findById(scene.offered.id);
    if (award) await decideAward(world.services, award, answers % 2 ? 'accepted' : 'declined');
  });
  expect(
    await nadia.press(page, /^(Annuler|Retirer) le badge$/u, { reason: 'badge' }),
  ).toMatchObject({
    status: 200,
    heading: 'Ce badge a été retiré',
  });
  expect(answers).toBe(45);
  expect(await ours.findById(scene.offered.id)).toMatchObject({
    standing: 'revoked',
    state: 'accepted',
    revocation: { reason: 'Ce n’était pas le bon badge.' },
  });
});

it('a share link that somebody opens is closed all the same, and that visit is told', async () => {
  const employer = world.visitor();
  const page = await awa.get(`/partages/${scene.link.id}`);
  world.interrupt('shareLinks', 1, () => employer.get(`/p/${scene.token}`));
  expect((await awa.press(page, 'Fermer ce partage')).text).toContain('Partage fermé');
  expect((await employer.get(`/p/${scene.token}`)).status).toBe(410);
  expect(await world.services.store.shareLinks.findById(scene.link.id)).toMatchObject({
    opened: 1,
  });
});
