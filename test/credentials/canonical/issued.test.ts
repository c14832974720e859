/** Whatever the service signs goes the short way, in both its halves: the document, and its proof. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { toArray } from '../../../src/credentials/bytes/json-object.ts';
import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../../../src/credentials/contexts/urls.ts';
import { makeToken, sendJson } from '../../support/visits/api.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { awardTo, playScene, reloadAward, type Scene } from '../../support/scene.ts';
import { createWorld, type World } from '../../support/world.ts';
import { isShortWayOpen } from '../../../src/credentials/canonical/short-way.ts';
import { compareWays } from './support/compare-ways.ts';

const KPA = '/k/hauts-pres';

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
});
afterAll(() => world.destroy());

/** Its proofs apart, and all signed documents within it, by where they stand. */
function halvesOf(value: unknown, place = '$'): readonly (readonly [string, JsonObject])[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => halvesOf(one, `${place}.${at}`));
  if (!isObject(value)) return [];
  const { proof, ...unsigned } = value;
  const own = toArray(proof).flatMap((one) => {
    const { proofValue, ...config } = isObject(one) ? one : {};
    expect(proofValue).toBeTypeOf('string');
    return [
      [place, unsigned] as const,
      [`${place}.proof`, { '@context': value['@context'], ...config }] as const,
    ];
  });
  const within = Object.entries(unsigned).map(([key, one]) => halvesOf(one, `${place}.${key}`));
  return [...own, ...within.flat()];
}

/** Which way each half goes; both ways are the same. */
async function waysOf(signed: unknown): Promise<readonly string[]> {
  return Promise.all(
    halvesOf(signed).map(async ([place, half]) => {
      const { short, fault } = await compareWays(half);
      expect([place, fault]).toEqual([place, undefined]);
      return `${place}: ${short}`;
    }),
  );
}

const read = async (path: string): Promise<JsonObject> => {
  const value: unknown = await (await fetch(`${world.origin}${path}`)).json();
  return isObject(value) ? value : {};
};

const WAY = isShortWayOpen() ? 'all' : 'nothing';
const waysOfAll = (...places: readonly string[]) => places.map((place) => `${place}: ${WAY}`);
const ONE = waysOfAll('$', '$.proof');

it('a badge in each of its states, with levels and evidence, in French and in English', async () => {
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const told = { kpa, staff, holder, experience: scene.experience };
  const english = await awardTo(world, { ...told, badge: 'reperer-mes-talents', language: 'en' });
  for (const award of [scene.offered, scene.accepted, scene.declined, scene.revoked, english]) {
    expect(await waysOf(JSON.parse(jsonOf(await reloadAward(world, award))))).toEqual(ONE);
  }
});

it('a badge that two colleagues confirmed, and their confirmations', async () => {
  for (const name of ['Leïla Roux', 'Paul Ménard']) {
    const colleague = await world.signIn(await world.add(world.hautsPres, name, 'accompagnant'));
    const form = await colleague.get(`/reconnaissances/${scene.accepted.id}/confirmer`);
    await colleague.press(form, 'Signer', { sentence: 'A gardé le sourire.' });
  }
  const badge = await read(`${KPA}/credentials/${scene.accepted.id}.json`);
  expect(await waysOf(badge)).toEqual([
    ...ONE,
    ...waysOfAll('$.endorsement.0', '$.endorsement.0.proof'),
    ...waysOfAll('$.endorsement.1', '$.endorsement.1.proof'),
  ]);
});

it('the status list of a withdrawn badge', async () => {
  const listed = z.object({ credentialStatus: z.object({ statusListCredential: z.url() }) });
  const { credentialStatus } = listed.parse(JSON.parse(jsonOf(scene.revoked)));
  expect(await waysOf(await read(new URL(credentialStatus.statusListCredential).pathname))).toEqual(
    ONE,
  );
});

it('the list of the network', async () => {
  expect(await waysOf(await read('/network.json'))).toEqual(ONE);
});

it('a credential of a program, with the words of badges', async () => {
  const credential = {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    id: 'urn:uuid:0b4a3b2e-27f2-4a5e-9d0e-6f1f5a1f3d10',
    name: 'Une formation',
    issuer: { id: `did:web:badges.example:k:hauts-pres`, type: ['Profile'], name: 'KPA' },
    validFrom: '2026-10-14T00:00:00Z',
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [
        { type: 'IdentityObject', hashed: false, identityHash: 'a', identityType: 'name' },
      ],
      achievement: {
        id: 'urn:uuid:1',
        type: ['Achievement'],
        name: 'Une formation',
        description: 'Une journée',
        criteria: { narrative: 'Être venu.' },
      },
    },
  };
  const token = await makeToken(world, world.hautsPres);
  const answer = await sendJson(world, '/credentials/issue', { credential }, token);
  expect([answer.status, answer.json['detail']]).toEqual([201, undefined]);
  expect(await waysOf(answer.json['verifiableCredential'])).toEqual(ONE);
});
