/** POST /credentials/issue and /credentials/status: what a program of a KPA has signed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createOtherVerifier } from '../../credentials/support/others/other-verifier.ts';
import { hasShared, skipReason } from '../../credentials/support/others/shared.ts';
import { didKeyOf, makeToken, sendJson } from '../../support/visits/api.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

const DID = 'did:web:badges.example:k:hauts-pres';
const V2 = 'https://www.w3.org/ns/credentials/v2';

const signed = z.looseObject({
  proof: z.array(z.looseObject({ cryptosuite: z.string(), verificationMethod: z.string() })),
  credentialStatus: z
    .looseObject({ statusListCredential: z.string(), statusListIndex: z.string() })
    .optional(),
});

let world: World;
let scene: Scene;
let token: string;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
  token = await makeToken(world, hautsPres);
});
afterAll(() => world.destroy());

const aCredential = (changes: object = {}) => ({
  '@context': [V2, 'https://www.w3.org/ns/credentials/examples/v2'],
  id: 'urn:uuid:0b4a3b2e-27f2-4a5e-9d0e-6f1f5a1f3d10',
  type: ['VerifiableCredential'],
  issuer: DID,
  validFrom: '2026-10-14T00:00:00Z',
  credentialSubject: { id: 'did:example:somebody', bakes: 'bread' },
  ...changes,
});
const issue = (credential: object, by = token) =>
  sendJson(world, '/credentials/issue', { credential }, by);
const verify = async (verifiableCredential: unknown) =>
  (await sendJson(world, '/credentials/verify', { verifiableCredential })).json;
const countIssued = () =>
  world.services.store.issuedCredentials(world.hautsPres.id).count({ index: 'byCredentialId' });

async function issued(changes: object = {}, by = token) {
  const answer = await issue(aCredential(changes), by);
  expect([answer.status, answer.json['detail']]).toEqual([201, undefined]);
  return signed.parse(answer.json['verifiableCredential']);
}

describe('a credential with a token of its KPA', () => {
  it('comes back as it was sent, with our proof and our status entry', async () => {
    const { proof, credentialStatus, ...rest } = await issued();
    expect(rest).toEqual(aCredential());
    expect(proof).toMatchObject([
      { cryptosuite: 'eddsa-rdfc-2022', verificationMethod: `${DID}#key-1` },
    ]);
    expect(credentialStatus?.statusListCredential).toMatch(
      /^https:\/\/badges\.example\/k\/hauts-pres\/status\/\d+$/,
    );
  });

  it('is verified here', async () => {
    expect(await verify(await issued())).toMatchObject({ verified: true, problemDetails: [] });
  });

  it.skipIf(!hasShared)(`is verified by other software too${skipReason}`, async () => {
    const controller = z
      .looseObject({
        id: z.string(),
        verificationMethod: z.array(z.looseObject({ id: z.string() })),
      })
      .parse(await (await fetch(`${world.origin}/k/hauts-pres/did.json`)).json());
    const check = createOtherVerifier(controller, new Date('2026-10-14T17:00:00Z'));
    const credential = await issued({
      '@context': [V2],
      credentialSubject: { id: 'did:example:s' },
    });
    expect(await check(credential)).toMatchObject({ verified: true });
    expect(await check({ ...credential, validFrom: '2026-10-13T00:00:00Z' })).toMatchObject({
      verified: false,
    });
  });

  it('has an entry in another list than the badges, and no two share one', async () => {
    const award = signed.parse(JSON.parse(jsonOf(scene.accepted)));
    const entries = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const { credentialStatus } = await issued({ id: `urn:example:${at}` });
        expect(credentialStatus?.statusListCredential).not.toBe(
          award.credentialStatus?.statusListCredential,
        );
        return JSON.stringify(credentialStatus);
      }),
    );
    expect(new Set(entries).size).toBe(40);
  });

  it('keeps a status that it has elsewhere, beside ours', async () => {
    const credentialStatus = {
      id: 'https://lists.example/1#7',
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '7',
      statusListCredential: 'https://lists.example/1',
    };
    const before = await countIssued();
    const { json } = await issue(aCredential({ credentialStatus }));
    expect(json).toMatchObject({
      verifiableCredential: {
        credentialStatus: [credentialStatus, { statusPurpose: 'revocation' }],
      },
    });
    expect(await countIssued()).toBe(before + 1);
  });

  it('that has no id gets one, by which it is withdrawn', async () => {
    const { id } = z.looseObject({ id: z.string() }).parse(await issued({ id: undefined }));
    const body = {
      credentialId: id,
      credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
    };
    expect((await sendJson(world, '/credentials/status', body, token)).json).toEqual({
      revoked: 1,
    });
  });

  it('is withdrawn by its id, at once and for good; the badges are not', async () => {
    const id = 'urn:example:to-be-withdrawn';
    const credential = await issued({ id });
    const body = {
      credentialId: id,
      credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
    };
    for (let time = 0; time < 2; time += 1) {
      const { status, json } = await sendJson(world, '/credentials/status', body, token);
      expect([status, json]).toEqual([200, { revoked: 1 }]);
    }
    const answer = await verify(credential);
    expect(JSON.stringify(answer['problemDetails'])).toContain('#STATUS_VERIFICATION_ERROR');
    expect(answer).toMatchObject({
      verified: false,
      verification: { summary: { authentic: 'yes', standing: 'revoked' } },
    });
    expect(await verify(JSON.parse(jsonOf(scene.accepted)))).toMatchObject({ verified: true });
  });

  it('is signed as did:key by a token made for that, without a status', async () => {
    const other = await makeToken(world, world.hautsPres, 'did:key');
    const did = await didKeyOf(world, world.hautsPres);
    const credential = await issued({ issuer: did }, other);
    expect(credential.proof[0]?.verificationMethod.startsWith(`${did}#`)).toBe(true);
    expect(credential.credentialStatus).toBeUndefined();
    expect(await verify(credential)).toMatchObject({ verified: true });
    expect((await issue(aCredential(), other)).status).toBe(422);
  });
});

describe('a credential about its issuer, or named like it', () => {
  it.each<[string, object]>([
    ['whose subject is its issuer', { credentialSubject: { id: DID, bakes: 'bread' } }],
    ['whose subject is a key', { credentialSubject: { id: `${DID}#key-1`, bakes: 'bread' } }],
  ])('is signed: %s', async (_name, changes) => {
    expect(await issued(changes)).toMatchObject(changes);
  });

  it('is not if it has the did:key that signs as its id, or a key of it', async () => {
    const other = await makeToken(world, world.hautsPres, 'did:key');
    const did = await didKeyOf(world, world.hautsPres);
    for (const id of [did, `${did}#${did.slice('did:key:'.length)}`, DID]) {
      const { status, json } = await issue(aCredential({ issuer: did, id }), other);
      expect([status, json['detail']]).toEqual([422, expect.stringContaining('no credential')]);
    }
  });
});

describe('what is not signed', () => {
  it.each<[string, object, RegExp]>([
    ['another issuer', { issuer: 'did:web:badges.example:k:moulins' }, /issuer/],
    ['the network itself', { issuer: 'did:web:badges.example' }, /issuer/],
    ['no issuer', { issuer: undefined }, /issuer/],
    ['a word that no context defines', { '@context': [V2] }, /[Ss]afe mode/],
    ['a context that is not pinned', { '@context': [V2, 'https://example.org/v1'] }, /pinned/],
    [
      'a second name for a word of ours',
      { '@context': [V2, { state: 'https://www.w3.org/2018/credentials#credentialStatus' }] },
      /second name|IRI of its own/,
    ],
    ['a date that is none', { validFrom: 'yesterday' }, /validFrom/],
    [
      'an end before the beginning',
      { validUntil: '2020-01-01T00:00:00Z' },
      /^schema: credential: It ends before it begins\. \(VCDM 2\.0 §4\)$/,
    ],
    ['no subject', { credentialSubject: undefined }, /credentialSubject/],
    ['a proof of its own', { proof: { type: 'DataIntegrityProof' } }, /proof/],
    [
      'an address of ours',
      { id: 'https://badges.example/k/hauts-pres/credentials/1' },
      /this service alone/,
    ],
    [
      'an entry of our lists',
      {
        credentialStatus: {
          id: 'urn:example:1',
          type: 'BitstringStatusListEntry',
          statusPurpose: 'revocation',
          statusListIndex: '7',
          statusListCredential: 'https://badges.example/k/hauts-pres/status/1',
        },
      },
      /this service alone/,
    ],
    ['a status list', { type: ['VerifiableCredential', 'BitstringStatusListCredential'] }, /lists/],
    [
      'a badge of ours within, to be written on top of it later',
      {
        evidence: [
          {
            id: 'urn:uuid:2',
            type: ['VerifiableCredential', 'OpenBadgeCredential'],
            issuer: DID,
            termsOfUse: { id: 'urn:uuid:1', type: 'Terms' },
          },
        ],
      },
      /credential within/,
    ],
    [
      'a credential held in a record, by whatever type',
      {
        '@context': [V2, 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'],
        credentialSubject: {
          type: ['ClrSubject'],
          verifiableCredential: [{ id: 'urn:uuid:2', type: 'https://example.org/Badge' }],
        },
      },
      /holds another/,
    ],
    [
      'a credential held in a boost',
      {
        '@context': [V2, 'https://ctx.learncard.com/boosts/1.0.0.json'],
        type: ['VerifiableCredential', 'CertifiedBoostCredential'],
        credentialSubject: { id: 'did:example:somebody' },
        boostCredential: { id: 'urn:uuid:2', type: 'BoostCredential' },
      },
      /holds another/,
    ],
    [
      'a status list within',
      { termsOfUse: { id: 'urn:uuid:2', type: ['Terms', 'BitstringStatusListCredential'] } },
      /lists/,
    ],
    [
      'an address of ours within',
      { evidence: [{ id: 'https://badges.example/k/hauts-pres/credentials/1', type: 'Evidence' }] },
      /this service alone/,
    ],
    [
      'a proof within',
      { evidence: [{ type: 'Evidence', proof: { type: 'DataIntegrityProof' } }] },
      /proof/,
    ],
    [
      'what a status list is about',
      { credentialSubject: { type: 'BitstringStatusList', encodedList: 'uA' } },
      /lists/,
    ],
    [
      'a type by its address',
      {
        type: [
          'VerifiableCredential',
          'https://www.w3.org/ns/credentials/status#BitstringStatusListCredential',
        ],
      },
      /written as an address/,
    ],
    [
      'so many statuses that nobody reads ours',
      {
        credentialStatus: Array.from({ length: 4 }, (_, n) => ({
          id: `urn:example:${n}`,
          type: 'SomeStatus2031',
        })),
      },
      /at most 3/,
    ],
    ['an address of ours in capitals', { id: 'HTTPS://BADGES.example/k/1' }, /this service alone/],
    ['an address of ours with its port', { id: 'https://badges.example:443/k/1' }, /this service/],
    ['our address', { id: 'https://badges.example' }, /this service alone/],
    [
      'a subject at an address of ours',
      { credentialSubject: { id: 'https://badges.example/k/hauts-pres/credentials/1' } },
      /this service alone/,
    ],
    [
      'an address of ours behind a prefix',
      { '@context': [V2, { zz: 'https://badges.example/k/' }], id: 'zz:hauts-pres/status/1' },
      /before a colon/,
    ],
    ['the DID of its issuer as its id', { id: DID }, /no credential/],
    ['a key of its issuer as its id', { id: `${DID}#key-1` }, /no credential/],
    ['another KPA as its id', { id: 'did:web:badges.example:k:moulins' }, /no credential/],
    ['the network as its id', { id: 'did:web:BADGES.example%3A443#key-1' }, /no credential/],
    [
      'its issuer, spelt otherwise',
      { id: 'did:web:b%61dges.example.:k:hauts-pres' },
      /no credential/,
    ],
    ['somebody else as its id', { id: 'DID:example:somebody#1' }, /no credential/],
    [
      'a credential that is a presentation too',
      { type: ['VerifiableCredential', 'VerifiablePresentation'] },
      /presentation/,
    ],
    ['an id without end', { id: `urn:x:${'a'.repeat(600)}` }, /500 characters/],
    [
      'more than a thousand values',
      {
        credentialSubject: Array.from({ length: 400 }, (_, n) => ({
          id: `urn:x:${n}`,
          bakes: 'a',
        })),
      },
      /too large/,
    ],
    [
      'a badge that is none',
      {
        '@context': [V2, 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
        type: ['VerifiableCredential', 'OpenBadgeCredential'],
      },
      /^schema: credentialSubject\.(?!.*note\.).*achievement/,
    ],
    [
      'VCDM 1.1, whose context has no word for our status',
      {
        '@context': ['https://www.w3.org/2018/credentials/v1'],
        issuanceDate: '2026-10-14T00:00:00Z',
        validFrom: undefined,
        credentialSubject: { id: 'did:example:s' },
      },
      /VCDM 1\.1/,
    ],
  ])('%s', async (_, changes, why) => {
    const before = await countIssued();
    const { status, json } = await issue(aCredential(changes));
    expect(status).toBe(422);
    expect(json['detail']).toMatch(why);
    expect(await countIssued()).toBe(before);
  });

  it.each<[string, string]>([
    ['a key twice', '{"credential":{"id":"urn:a","id":"urn:b"}}'],
    ['a hidden prototype', '{"credential":{"__proto__":{}}}'],
    ['half of it', '{"credential":'],
    ['a list', '[]'],
    ['a text', '{"credential":"x"}'],
    ['something beside it', '{"credential":{},"kpa":"moulins"}'],
    ['a deep nest', `{"credential":${'['.repeat(5_000)}`],
  ])('JSON with %s', async (_, body) => {
    expect((await sendJson(world, '/credentials/issue', body, token)).status).toBe(400);
  });

  it('more than a badge can be', async () => {
    const answer = await issue(aCredential({ name: 'x'.repeat(300_000) }));
    expect(answer.status).toBe(413);
  });
});

describe('who may not', () => {
  const refused = async (authorization: string | undefined) => {
    const { hautsPres } = world;
    const answer = await fetch(`${world.origin}/credentials/issue`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(authorization !== undefined && { Authorization: authorization }),
      },
      body: JSON.stringify({ credential: aCredential() }),
    });
    expect(await answer.json()).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    return hautsPres;
  };

  it.each([
    ['nobody', undefined],
    ['an empty token', 'Bearer '],
    ['a made-up token', `Bearer kpa_${'a'.repeat(43)}`],
    ['another scheme', 'Basic YTpi'],
    ['a very long token', `Bearer ${'a'.repeat(5_000)}`],
  ])('%s', async (_, authorization) => {
    await refused(authorization);
  });

  it('whoever shows what is stored instead of the token', async () => {
    const { items } = await world.services.store.apiTokens.find({ index: 'byKpa' });
    await refused(`Bearer ${String(items[0]?.id)}`);
  });

  it('a token that has ended, or was withdrawn', async () => {
    const { services, hautsPres } = world;
    const short = await makeToken(world, hautsPres, 'did:web', 1);
    expect((await issue(aCredential(), short)).status).toBe(201);
    const { items } = await services.store.apiTokens.find({ index: 'byKpa', order: 'descending' });
    for (const one of items.filter(({ expiresAt }) => expiresAt < '2026-10-20')) {
      await services.store.apiTokens.replace({ ...one, expiresAt: '2026-10-14T16:30:00.000Z' });
    }
    await refused(`Bearer ${short}`);
  });

  it('a token of one KPA in the name of another, or on its credentials', async () => {
    const theirs = await makeToken(world, world.moulins);
    expect((await issue(aCredential(), theirs)).status).toBe(422);
    await issued({ id: 'urn:example:ours' });
    const body = {
      credentialId: 'urn:example:ours',
      credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: 'revocation' },
    };
    expect((await sendJson(world, '/credentials/status', body, theirs)).status).toBe(404);
  });

  it('and no token, credential or id of one is in the log', () => {
    const log = world.logged.join('\n');
    expect(log).toContain('/credentials/issue');
    expect(log).not.toContain(token);
    expect(log).not.toContain('urn:example:');
  });
});
