/** A badge that somebody else changes in the very moment in which it is confirmed. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  createInterruptibleWorld,
  type InterruptibleWorld,
} from '../../support/storage/interruptible.ts';
import { playScene, reloadAward, type Scene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';

const SEEN = 'A gardé le sourire quand la file est devenue longue.';

let world: InterruptibleWorld;
let scene: Scene;
let colleague: TestVisitor;
let answers: number;
beforeAll(async () => {
  world = await createInterruptibleWorld();
  const leila = await world.add(world.hautsPres, 'Leïla Benmansour', 'accompagnant');
  colleague = await world.signIn(leila);
});
afterAll(() => world.destroy());
beforeEach(async () => {
  answers = 0;
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
});

const confirm = async () => {
  const form = await colleague.get(`/reconnaissances/${scene.offered.id}/confirmer`);
  return colleague.press(form, 'Signer', { sentence: SEEN });
};

/** The person answers, and changes their mind each time. */
async function answer(): Promise<void> {
  answers += 1;
  const decidedAt = new Date(Date.UTC(2026, 9, 14, 17, 0, answers)).toISOString();
  const { kpaId, id } = scene.offered;
  await world.services.awardRows.update(kpaId, id, (now) => ({
    ...now,
    state: answers % 2 ? 'accepted' : 'offered',
    decidedAt,
  }));
}

it('is confirmed as it stands then, and the other act is kept', async () => {
  world.interrupt('awards', 1, answer);
  const page = await confirm();
  expect(page.text).toContain('Votre confirmation est ajoutée');
  const award = await reloadAward(world, scene.offered);
  expect([award.state, award.endorsements?.map(({ sentence }) => sentence)]).toEqual([
    'accepted',
    [SEEN],
  ]);
});

it('is left as it is where that does not end, and the page says so', async () => {
  const times = 20;
  world.interrupt('awards', times, answer);
  const page = await confirm();
  expect(page.status).toBe(409);
  expect(page.text).toContain('Ce badge change en ce moment. Recommencez dans une minute.');
  expect(answers).toBe(times);
  expect(await reloadAward(world, scene.offered)).not.toHaveProperty('endorsements');
});
