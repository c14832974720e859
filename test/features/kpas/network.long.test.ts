import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NETWORK_ID } from '../../../src/features/kpas/network-identity.ts';
import { createOtherVerifier } from '../../credentials/support/others/other-verifier.ts';
import { hasShared } from '../../credentials/support/others/shared.ts';
import { createWorld, type World } from '../../support/world.ts';

const act = { by: 'Karim Benali', reason: 'a test' };
const NETWORK = 'did:web:badges.example';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.destroy());

const read = (path: string, headers: Record<string, string> = {}) =>
  world.visitor().send(path, { headers: { Accept: '*/*', ...headers } });

const didDocument = z.looseObject({
  id: z.string(),
  verificationMethod: z.array(z.looseObject({ id: z.string() })),
  assertionMethod: z.array(z.string()),
});
const jwks = z.object({
  keys: z.array(
    z.strictObject({
      kty: z.string(),
      crv: z.string(),
      x: z.string(),
      y: z.string(),
      kid: z.string(),
      alg: z.string(),
      use: z.string(),
    }),
  ),
});
const list = z.looseObject({
  issuer: z.string(),
  validFrom: z.string(),
  validUntil: z.string(),
  credentialSubject: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  proof: z.tuple([z.looseObject({ verificationMethod: z.string() })]),
});

const readDid = async (path: string) => didDocument.parse(JSON.parse((await read(path)).html));
const readJwks = async () => jwks.parse(JSON.parse((await read('/.well-known/jwks.json')).html));
const readList = async () => list.parse(JSON.parse((await read('/network.json')).html));

describe.each([
  '/.well-known/did.json',
  '/.well-known/jwks.json',
  '/network.json',
  '/k/moulins/did.json',
])('%s', (path) => {
  it('is open to all sites, strongly tagged, and answers 304 until it changes', async () => {
    const { status, headers, html } = await read(path);
    expect(status).toBe(200);
    const etag = `"${createHash('sha256').update(html).digest('base64url')}"`;
    expect(headers.get('etag')).toBe(etag);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cache-control')).toBe('public, no-cache');
    expect(headers.get('set-cookie')).toBeNull();
    expect(await read(path, { 'If-None-Match': etag })).toMatchObject({ status: 304, html: '' });
    const another = { 'If-None-Match': '"another"' };
    expect(await read(path, another)).toMatchObject({ status: 200, html });
  });

  it('holds no private key', async () => {
    const { html } = await read(path);
    expect(html).not.toMatch(/"d"|wrappedKey|Karim|events/);
  });
});

describe('the DID document of a KPA', () => {
  const path = '/k/moulins/did.json';
  const keys = () => world.services.keys;

  it('has absolute ids, a Multikey and a JWK, and names its assertion methods', async () => {
    const did = 'did:web:badges.example:k:moulins';
    const { id, verificationMethod, assertionMethod } = await readDid(path);
    expect(id).toBe(did);
    expect(verificationMethod).toMatchObject([
      { id: `${did}#key-1`, type: 'Multikey', controller: did },
      { id: `${did}#key-2`, type: 'JsonWebKey2020', controller: did },
      { id: `${did}#key-2-jwk`, type: 'JsonWebKey', controller: did },
    ]);
    expect(assertionMethod).toEqual([`${did}#key-1`, `${did}#key-2`, `${did}#key-2-jwk`]);
  });

  it('keeps a retired key and drops a revoked one', async () => {
    await keys().rotate(world.moulins.id, { fragment: 'key-1' }, act);
    const fragments = async () =>
      (await readDid(path)).assertionMethod.map((method) => method.split('#')[1]);
    expect(await fragments()).toEqual(['key-1', 'key-2', 'key-2-jwk', 'key-3']);
    await keys().revoke(world.moulins.id, 'key-1', act);
    expect(await fragments()).toEqual(['key-2', 'key-2-jwk', 'key-3']);
  });
});

describe('the key set', () => {
  it('has the P-256 key of every KPA under its absolute id', async () => {
    const { keys } = await readJwks();
    expect(keys.map(({ kid, alg }) => [kid, alg])).toEqual([
      ['did:web:badges.example:k:hauts-pres#key-2', 'ES256'],
      ['did:web:badges.example:k:moulins#key-2', 'ES256'],
    ]);
  });

  it('lets jose find the key of a JWS by its kid', async () => {
    const { id: kpaId } = world.moulins;
    const signer = await world.services.keys.signer(kpaId, `${NETWORK}:k:moulins`, 'ES256');
    const parts = [{ alg: 'ES256', kid: signer.id }, { iss: NETWORK }];
    const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signature = await signer.sign(Buffer.from(input.join('.')));
    const jws = [...input, Buffer.from(signature).toString('base64url')].join('.');
    const set: JSONWebKeySet = await readJwks();
    const { protectedHeader } = await compactVerify(jws, createLocalJWKSet(set));
    expect(protectedHeader.kid).toBe(`${NETWORK}:k:moulins#key-2`);
  });

  it('keeps a retired key and drops a revoked one', async () => {
    const kids = async () => (await readJwks()).keys.map(({ kid }) => kid.split(':k:')[1]);
    await world.services.keys.rotate(world.moulins.id, { fragment: 'key-2' }, act);
    expect(await kids()).toEqual(['hauts-pres#key-2', 'moulins#key-2', 'moulins#key-3']);
    await world.services.keys.revoke(world.moulins.id, 'key-2', act);
    expect(await kids()).toEqual(['hauts-pres#key-2', 'moulins#key-3']);
  });
});

describe('the list of the network', () => {
  it('names its KPAs, their addresses and since when', async () => {
    const { issuer, name, credentialSubject } = await readList();
    expect(issuer).toBe(NETWORK);
    expect(name).toEqual([
      { '@value': 'Les KPA du réseau', '@language': 'fr' },
      { '@value': 'The KPAs of the network', '@language': 'en' },
    ]);
    expect(credentialSubject).toEqual([
      {
        id: `${NETWORK}:k:hauts-pres`,
        type: ['Profile'],
        name: 'KPA des Hauts-Prés',
        url: 'https://badges.example/k/hauts-pres',
        description: [
          { '@value': 'Membre depuis 2023.', '@language': 'fr' },
          { '@value': 'Member since 2023.', '@language': 'en' },
        ],
      },
      expect.objectContaining({ id: `${NETWORK}:k:moulins`, name: 'KPA des Moulins' }),
    ]);
  });

  it.skipIf(!hasShared)(
    'verifies with software that is not ours, and not once changed',
    async () => {
      const controller = await readDid('/.well-known/did.json');
      const verifyElsewhere = createOtherVerifier(controller, new Date('2026-10-15T10:00:00Z'));
      const credential = await readList();
      expect(await verifyElsewhere(credential)).toMatchObject({ verified: true });
      const [first, ...rest] = credential.credentialSubject;
      const changed = { ...first, id: 'did:web:evil.example' };
      const forged = { ...credential, credentialSubject: [changed, ...rest] };
      expect(await verifyElsewhere(forged)).toMatchObject({ verified: false });
    },
  );

  it('follows the standard, and reads as before where the first of its names is taken', async () => {
    const { html } = await read('/network.json');
    const visitor = world.visitor();
    const page = await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source: html });
    expect(page.text).toContain('Suit-il la norme ? Oui, sans remarque');
    expect(page.text).toContain('« Les KPA du réseau »');
  });

  it('is signed once, whoever asks and however many at once', async () => {
    const bodies = await Promise.all(Array.from({ length: 10 }, () => read('/network.json')));
    world.passTime(60 * 24);
    const later = await read('/network.json');
    expect(new Set([...bodies, later].map(({ html }) => html)).size).toBe(1);
  });

  it('is signed anew for a new KPA, after a week, and when its key is revoked', async () => {
    const before = await readList();
    const stored = await world.services.store.kpas.findById(world.moulins.id);
    if (!stored) throw new Error('no KPA');
    await world.services.store.kpas.replace({ ...stored, name: 'KPA du Moulin' });
    const renamed = await readList();
    expect(renamed.credentialSubject[1]?.name).toBe('KPA du Moulin');
    world.passTime(8 * 24 * 60);
    const after = await readList();
    expect(Date.parse(after.validUntil)).toBeGreaterThan(Date.parse(before.validUntil));
    expect(after.credentialSubject).toEqual(renamed.credentialSubject);
    await world.services.keys.revoke(NETWORK_ID, 'key-1', act);
    const [proof] = (await readList()).proof;
    expect(proof.verificationMethod).toBe(`${NETWORK}#key-3`);
    const { assertionMethod } = await readDid('/.well-known/did.json');
    expect(assertionMethod).toEqual(
      ['key-2', 'key-2-jwk', 'key-3'].map((fragment) => `${NETWORK}#${fragment}`),
    );
  });

  it('names no KPA that somebody wrote into the store', async () => {
    const { kpas } = world.services.store;
    const { id, version, ...details } = { version: undefined, ...world.moulins };
    await kpas.insert({ ...details, id: randomUUID(), slug: 'faux', name: 'KPA des Faux' });
    const { credentialSubject } = await readList();
    expect(credentialSubject.map(({ name }) => name)).toEqual([
      'KPA des Hauts-Prés',
      'KPA des Moulins',
    ]);
  });

  it('is not there as long as there is no KPA', async () => {
    const { kpas } = world.services.store;
    for (const { id } of [world.hautsPres, world.moulins]) await kpas.remove(id);
    expect(await read('/network.json')).toMatchObject({ status: 404 });
    expect(await readJwks()).toEqual({ keys: [] });
  });
});

describe('the keys of the network', () => {
  it('are none of a KPA’s: neither signs for the other', async () => {
    await read('/network.json');
    const { keys } = world.services;
    const message = Buffer.from('a list');
    const signer = await keys.signer(world.moulins.id, `${NETWORK}:k:moulins`, 'ES256');
    const signature = await signer.sign(message);
    const fits = async (ownerId: string) => {
      const key = (await keys.publicKeys(ownerId)).find(({ algorithm }) => algorithm === 'ES256');
      if (key?.algorithm !== 'ES256') throw new Error('no key');
      const publicKey = createPublicKey({ key: key.publicKey, format: 'jwk' });
      return verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
    };
    expect([await fits(world.moulins.id), await fits(NETWORK_ID)]).toEqual([true, false]);
  });
});
