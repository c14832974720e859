/** How often somebody may guess at cards, and that others still come in (docs/adr/0041). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enterWith, makeCardIn, PIN } from '../../support/cards.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

it('codes of no card are counted by who asks, and what is right is not', async () => {
  const { code } = await makeCardIn(await world.signIn(world.nadia), world.bruno);
  const from = '10.9.9.9';
  for (let tried = 0; tried < 50; tried += 1) {
    const page = await enterWith(world.visitor(from), 'K7M 4R9X 2TE', PIN);
    expect(page.status).toBe(422);
  }
  const refused = await enterWith(world.visitor(from), 'K7M 4R9X 2TE', PIN);
  expect([refused.status, refused.text]).toEqual([
    429,
    expect.stringContaining('Il y a eu beaucoup d’erreurs avec des cartes.'),
  ]);
  for (let entered = 0; entered < 60; entered += 1) {
    expect((await enterWith(world.visitor('10.9.8.8'), code, PIN)).path).toBe('/mes-badges');
  }
});
