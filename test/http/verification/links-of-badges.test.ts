/** What a signed badge names as our own page leads there, and nowhere else. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { playAcceptance, type Acceptance } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Acceptance;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playAcceptance(world, { kpa, staff, holder });
});
afterAll(() => world.destroy());

const badge = z.looseObject({
  '@context': z.array(z.string()),
  proof: z.unknown(),
  credentialSubject: z.looseObject({
    achievement: z.looseObject({ criteria: z.looseObject({ id: z.string() }) }),
  }),
});

/** As a program with a token of this KPA could have it signed: with another address of its criteria. */
async function signedWith(criteria: string): Promise<string> {
  const { proof: _, ...unsigned } = badge.parse(JSON.parse(jsonOf(scene.accepted)));
  unsigned.credentialSubject.achievement.criteria.id = criteria;
  const { keys, clock } = world.services;
  const did = 'did:web:badges.example:k:hauts-pres';
  const signer = await keys.signer(scene.kpa.id, did, 'Ed25519');
  return JSON.stringify(await signDocument(unsigned, signer, clock()));
}

it.each([
  ['https://badges.example/badges/x/v1', '/badges/x/v1'],
  // Cut at our name, it would be the address of somebody else.
  ['https://badges.example//evil.example/x', 'https://badges.example//evil.example/x'],
  ['https://elsewhere.example/x', 'https://elsewhere.example/x'],
])('%s leads to %s', async (criteria, href) => {
  const browser = world.visitor();
  const source = await signedWith(criteria);
  const page = await browser.press(await browser.get('/verifier'), 'Vérifier', { source });
  expect(page.heading).toContain('Ce badge est authentique');
  const links = page
    .$('main a')
    .toArray()
    .map((one) => page.$(one).attr('href'));
  expect(links).toContain(href);
  expect(links.filter((link) => link?.startsWith('//'))).toEqual([]);
});
