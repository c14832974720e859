/** Limits count clients: a customer with 2^64 addresses is one, and so are two spellings of one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

/** Of `times` requests, each from the address that `from` gives, how many were too many. */
async function refusedOf(times: number, from: (at: number) => string): Promise<number> {
  let refused = 0;
  for (let at = 0; at < times; at += 1) {
    const answer = await world.visitor().send(`/connexion/lien/x${at}`, {
      headers: { 'X-Forwarded-For': from(at) },
    });
    if (answer.status === 429) refused += 1;
  }
  return refused;
}

it('all addresses of one /64 are one client, and the next /64 is another', async () => {
  expect(await refusedOf(70, (at) => `2001:db8:1:3::${(at + 1).toString(16)}`)).toBe(10);
  expect(await refusedOf(1, () => '2001:db8:1:4::1')).toBe(0);
});

it('an IPv4 address and its form in IPv6 are one client', async () => {
  const forms = ['203.0.113.9', '::ffff:203.0.113.9'];
  expect(await refusedOf(70, (at) => forms[at % 2] ?? '')).toBe(10);
  expect(await refusedOf(1, () => '::ffff:203.0.113.10')).toBe(0);
});
