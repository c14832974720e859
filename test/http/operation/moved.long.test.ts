/** After `adopt-installation --public-url`: what was signed before, and what is since (docs/adr/0031). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reissueAwards } from '../../../src/awards/reissue-awards.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { endorseAward } from '../../../src/features/endorsements/endorse-award.ts';
import { disownKey } from '../../../src/features/key-management/disown-key.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import type { Award } from '../../../src/storage/store.ts';
import { askAs, moveTo, startElsewhere } from '../../support/installations.ts';
import { awardTo, playScene, reloadAward, type Scene } from '../../support/scene.ts';
import { makeToken, sendJson } from '../../support/visits/api.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { createWorld, type World } from '../../support/world.ts';

const OLD = 'https://badges.example';
const NEW = 'https://portfolios.example';
const KPA = '/k/hauts-pres';
const DID = 'did:web:badges.example:k:hauts-pres';
const NEW_DID = 'did:web:portfolios.example:k:hauts-pres';
const ISSUED = '0b4a3b2e-27f2-4a5e-9d0e-6f1f5a1f3d10';

let place: TestDatabase;
/** As it goes on at the old address, which nobody has stopped. */
let before: World;
let scene: Scene;
let moved: Awaited<ReturnType<typeof moveTo>>;
let elsewhere: Awaited<ReturnType<typeof startElsewhere>>;
/** The same people, at the new address. */
let world: World;
let token: string;
/** Signed for a program before the move. */
let issuedBefore: string;

/** As a program writes it. */
const aCredential = (changes: object) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  validFrom: '2026-10-14T00:00:00Z',
  credentialSubject: { id: 'did:example:somebody' },
  ...changes,
});

async function issue(by: World, changes: object): Promise<string> {
  const request = { credential: aCredential(changes) };
  const { json } = await sendJson(by, '/credentials/issue', request, token);
  return JSON.stringify(json['verifiableCredential'] ?? json);
}

beforeAll(async () => {
  place = await openTestDatabase();
  before = await createWorld({ database: place.database });
  const { hautsPres: kpa, nadia: staff, awa: holder } = before;
  scene = await playScene(before, { kpa, staff, holder });
  token = await makeToken(before, kpa);
  issuedBefore = await issue(before, { issuer: DID, id: `urn:uuid:${ISSUED}` });
  moved = await moveTo(before, place.database, NEW);
  world = { ...before, ...moved };
  elsewhere = await startElsewhere(before, [OLD, NEW], moved.origin);
}, 60_000);
afterAll(async () => {
  moved.close();
  await elsewhere.destroy();
  await before.destroy();
  await place.destroy();
});

const answer = z.looseObject({
  summary: z.looseObject({ authentic: z.string(), standing: z.string() }),
});

/** By the service itself, and by an installation that asks it over the network. */
async function verified(text: string) {
  const read = async ({ origin }: { readonly origin: string }) => {
    const response = await fetch(`${origin}/api/verify`, { method: 'POST', body: text });
    const { summary } = answer.parse(await response.json());
    return `${summary.authentic} ${summary.standing}`;
  };
  return { here: await read(moved), elsewhere: await read(elsewhere) };
}

const all = (said: string) => ({ here: said, elsewhere: said });

async function expectBoth(award: Award, said: string) {
  const stored = await reloadAward(world, award);
  expect(await verified(jsonOf(stored))).toEqual(all(said));
  expect(await verified(jwtOf(stored))).toEqual(all(said));
}

const signed = z.looseObject({
  id: z.string(),
  issuer: z.looseObject({ id: z.string() }),
  credentialStatus: z.looseObject({ statusListCredential: z.string() }),
});
const said = async (award: Award) =>
  signed.parse(JSON.parse(jsonOf(await reloadAward(world, award))));

async function awardNew(badge: string, level?: number): Promise<Award> {
  const award = await awardTo(world, { ...scene, badge, level });
  await decideAward(moved.services, award, 'accepted');
  return award;
}

const named = z.looseObject({ id: z.string() });
async function nameAt(host: string, path: string, accept?: string) {
  const { body } = await askAs(host, `${moved.origin}${path}`, accept);
  return named.parse(JSON.parse(body.toString())).id;
}

const textAt = async (host: string, path: string) =>
  (await askAs(host, `${moved.origin}${path}`)).body.toString();
const keysAt = (host: string) => textAt(host, '/.well-known/jwks.json');

const signedByUs = z.looseObject({ '@context': z.array(z.string()), proof: z.unknown() });

/** The same of another host, under a key of ours. */
async function asOf(host: string, text: string): Promise<string> {
  const words = text.replaceAll('badges.example', host);
  const { proof: _, ...document } = signedByUs.parse(JSON.parse(words));
  const did = `did:web:${host}:k:hauts-pres`;
  const signer = await moved.services.keys.signer(scene.kpa.id, did, 'Ed25519');
  return JSON.stringify(await signDocument(document, signer, moved.services.clock()));
}

describe('a badge of the new address', () => {
  it('is of it, and so is its list, and verifies', async () => {
    const award = await awardNew('animer-une-reunion', 2);
    const { id, issuer, credentialStatus } = await said(award);
    expect(id).toBe(`${NEW}${KPA}/credentials/${award.id}`);
    expect(issuer.id).toBe(NEW_DID);
    const { pathname, origin } = new URL(credentialStatus.statusListCredential);
    expect(origin).toBe(NEW);
    expect(await nameAt('portfolios.example', pathname)).toBe(`${NEW}${pathname}`);
    await expectBoth(award, 'yes valid');
  });

  it('can be withdrawn', async () => {
    const award = await awardNew('fixer-mon-cap');
    await revokeAward(moved.services, scene.kpa, award, scene.staff, 'badge');
    await expectBoth(award, 'yes revoked');
  });
});

describe('a badge of the old address', () => {
  it('verifies there, and was withdrawn there', async () => {
    await expectBoth(scene.accepted, 'yes valid');
    await expectBoth(scene.revoked, 'yes revoked');
  });

  it('is what the pages of the new address say it is', async () => {
    const visitor = moved.visitor();
    const portfolio = await visitor.get(`/p/${scene.token}/verification`);
    expect(portfolio.status).toBe(200);
    expect(portfolio.text).toContain('1 badge authentique');
    const page = await visitor.get(`${KPA}/credentials/${scene.accepted.id}`);
    expect(page.heading).toContain('Ce badge est authentique');
    const withdrawn = await visitor.get(`${KPA}/credentials/${scene.revoked.id}`);
    expect(withdrawn.heading).toContain('retiré');
  });

  it('is found by the address that it has, pasted into the page', async () => {
    const { id } = await said(scene.accepted);
    const visitor = moved.visitor();
    const page = await visitor.get('/verifier');
    const result = await visitor.press(page, 'Vérifier', { source: id });
    expect(result.heading).toContain('authentique');
  });

  it('is confirmed as what it is, by the issuer that it has', async () => {
    const by = await before.add(scene.kpa, 'Leïla Benmansour', 'accompagnant');
    await endorseAward(moved.services, scene.kpa, scene.accepted.id, by, 'Je l’ai vu aussi.');
    const text = jsonOf(await reloadAward(world, scene.accepted));
    expect(text).toContain('Je l’ai vu aussi.');
    expect(text).not.toContain('portfolios.example');
    await expectBoth(scene.accepted, 'yes valid');
  });

  it('can be withdrawn: its list is signed anew as what it is', async () => {
    const award = scene.offered;
    await decideAward(moved.services, await reloadAward(world, award), 'accepted');
    await expectBoth(award, 'yes valid');
    const nadia = moved.visitor();
    const { name, token } = await moved.services.sessions.create(scene.staff);
    nadia.cookies.plant(name, token);
    const form = await nadia.get(`/reconnaissances/${award.id}/retirer`);
    const { status } = await nadia.press(form, /^(Annuler|Retirer) le badge$/u, {
      reason: 'badge',
    });
    expect(status).toBe(200);
    await expectBoth(award, 'yes revoked');
    const { credentialStatus } = await said(award);
    const { origin, pathname } = new URL(credentialStatus.statusListCredential);
    expect(origin).toBe(OLD);
    expect(await nameAt('badges.example', pathname)).toBe(`${OLD}${pathname}`);
  });
});

describe('a program', () => {
  it('withdraws what was signed for it before the move', async () => {
    expect(await verified(issuedBefore)).toEqual(all('yes valid'));
    const credentialId = `urn:uuid:${ISSUED}`;
    const credentialStatus = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' };
    const body = { credentialId, credentialStatus };
    expect((await sendJson(world, '/credentials/status', body, token)).status).toBe(200);
    expect(await verified(issuedBefore)).toEqual(all('yes revoked'));
  });

  it('has something signed as of the new address, and nothing that would be ours at either', async () => {
    expect(await verified(await issue(world, { issuer: NEW_DID }))).toEqual(all('yes valid'));
    expect(await issue(world, { issuer: DID })).toContain(`signs for ${NEW_DID} alone`);
    for (const origin of [OLD, NEW]) {
      const id = `${origin}${KPA}/credentials/${ISSUED}`;
      const refused = await issue(world, { issuer: NEW_DID, id });
      expect(refused).toContain('this service alone gives such addresses');
    }
  });
});

describe('documents of an address', () => {
  const IDENTITY = `${KPA}/did.json`;
  const CLASS = '/badges/transmettre/v1';

  it('are those of a former one where its host is asked', async () => {
    expect(await nameAt('badges.example', IDENTITY)).toBe(DID);
    expect(await nameAt('badges.example', '/.well-known/did.json')).toBe('did:web:badges.example');
    expect(await nameAt('badges.example', CLASS, 'application/json')).toBe(`${OLD}${CLASS}`);
    expect(await keysAt('badges.example')).toContain(`"kid":"${DID}#key-2"`);
  });

  it.each(['portfolios.example', 'evil.example', 'badges.example.evil.example', '127.0.0.1'])(
    'are those of today at any other host: %s',
    async (host) => {
      expect(await nameAt(host, IDENTITY)).toBe(NEW_DID);
      expect(await nameAt(host, '/.well-known/did.json')).toBe('did:web:portfolios.example');
      expect(await nameAt(host, CLASS, 'application/json')).toBe(`${NEW}${CLASS}`);
      expect(await keysAt(host)).not.toContain('badges.example');
    },
  );
});

it('the list of the network names each KPA as both issuers that it has been', async () => {
  const list = await textAt('portfolios.example', '/network.json');
  expect(list).toContain(`"id":"${NEW}/network.json"`);
  for (const host of ['badges', 'portfolios']) {
    expect(list).toContain(`"id":"did:web:${host}.example:k:hauts-pres"`);
  }
});

describe('an address that never was ours', () => {
  it('is no issuer of ours, whoever holds a key', async () => {
    const text = jsonOf(await reloadAward(world, scene.accepted));
    expect(await verified(await asOf('evil.example', text))).toEqual(all('unknown unknown'));
  });

  it('has no list that anything is added to', async () => {
    const lists = moved.services.store.statusLists(scene.kpa.id);
    const [list] = (await lists.find({ index: 'byNumber', limit: 1 })).items;
    if (!list) throw new Error('No list');
    const put = (text: string) =>
      lists.update(list.id, (now) => ({ ...now, credential: text, marks: 0 }));
    await put(await asOf('evil.example', list.credential));
    const published = moved.services.statusLists.publish(scene.kpa, list.id);
    await expect(published).rejects.toThrow('is not as we signed it');
    await put(list.credential);
    await moved.services.statusLists.publish(scene.kpa, list.id);
  });
});

describe('a process that goes on at the old address', () => {
  it('signs nothing any more, at once, and says why', async () => {
    const { services, origin } = before;
    const badge = 'suivre-une-tresorerie';
    const refused = 'PUBLIC_URL is https://badges.example';
    await expect(awardTo(before, { ...scene, badge, level: 2 })).rejects.toThrow(refused);
    const list = scene.accepted.statusListId;
    const ours = services.statusLists.publish(scene.kpa, list, [77]);
    await expect(ours).rejects.toThrow(refused);
    expect((await fetch(`${origin}/network.json`)).status).toBe(500);
    expect((await fetch(`${origin}/health/ready`)).status).toBe(503);
  });
});

describe('a key that leaked', () => {
  const act = { by: 'Karim', reason: 'a backup was stolen' };

  it('is followed by a new one in badges of either address', async () => {
    const award = await awardNew('presenter-mon-parcours');
    await disownKey(moved.services, scene.kpa, 'key-1', act);
    const request = { ...act, signedWith: ['key-1'] };
    const rows = [];
    for await (const row of reissueAwards(moved.services, scene.kpa, request)) rows.push(row);
    expect(rows.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    for (const [one, origin] of [
      [scene.accepted, 'badges'],
      [award, 'portfolios'],
    ] as const) {
      const stored = jsonOf(await reloadAward(world, one));
      expect(stored).toContain(`"did:web:${origin}.example:k:hauts-pres#key-3"`);
      await expectBoth(one, 'yes valid');
    }
    expect(await verified(jwtOf(await reloadAward(world, scene.revoked)))).toEqual(
      all('yes revoked'),
    );
  });
});
