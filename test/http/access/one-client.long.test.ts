/**
 * Limits count clients: a customer with 2^64 addresses is one, and so are two spellings of one. What is
 * found counts for nothing, and a flood is stopped whatever it asks for.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

const statusAt = async (path: string, from: string) =>
  (await world.visitor(from).send(path)).status;

/** Of `times` requests, each from the address that `from` gives, how many were too many. */
async function refusedOf(
  times: number,
  from: (at: number) => string,
  path: (at: number) => string = (at) => `/connexion/lien/x${at}`,
): Promise<number> {
  let refused = 0;
  for (let at = 0; at < times; at += 1) {
    if ((await statusAt(path(at), from(at))) === 429) refused += 1;
  }
  return refused;
}

it('all addresses of one /64 are one client, and the next /64 is another', async () => {
  expect(await refusedOf(310, (at) => `2001:db8:1:3::${(at + 1).toString(16)}`)).toBe(10);
  expect(await refusedOf(1, () => '2001:db8:1:4::1')).toBe(0);
});

it('an IPv4 address and its form in IPv6 are one client', async () => {
  const forms = ['203.0.113.9', '::ffff:203.0.113.9'];
  expect(await refusedOf(310, (at) => forms[at % 2] ?? '')).toBe(10);
  expect(await refusedOf(1, () => '::ffff:203.0.113.10')).toBe(0);
});

it('who guesses links is told nothing more, and beside them links go on opening', async () => {
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const { token } = await playScene(world, { kpa, staff, holder });
  const from = '203.0.113.11';
  expect(
    await refusedOf(
      310,
      () => from,
      (at) => `/p/x${at}`,
    ),
  ).toBe(10);
  expect(await statusAt(`/p/${token}`, from)).toBe(200);
  const link = await world.services.createSignInLink(world.awa, { minutes: 10 });
  expect(await refusedOf(310, () => from)).toBe(10);
  expect(await statusAt(`/connexion/lien/${link}`, from)).toBe(200);
});

it('a flood is stopped, and told for how long', async () => {
  const from = '203.0.113.12';
  expect(
    await refusedOf(
      1_205,
      () => from,
      () => '/connexion/attente',
    ),
  ).toBe(5);
  const refused = await world.visitor(from).send('/connexion/attente');
  const seconds = Number(refused.headers.get('retry-after'));
  expect([seconds > 0, seconds <= 60]).toEqual([true, true]);
  expect(refused.html).toContain('Attendez une minute.');
  expect(await statusAt('/connexion/attente', '203.0.113.13')).toBe(200);
});
