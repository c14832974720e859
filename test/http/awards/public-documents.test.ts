/** What other software reads of a KPA: its identity, its status lists, the badge classes. */
import { gunzipSync } from 'node:zlib';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Scene, playScene, reloadAward } from '../../support/scene.ts';
import { unless } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

let world: World;
let scene: Scene;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, nadia, awa } = world;
  scene = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
});
afterAll(() => world.destroy());

const read = (path: string, headers: Record<string, string> = { Accept: '*/*' }) =>
  request(world.server).get(path).set(headers).buffer();

describe('did.json', () => {
  const did = 'did:web:badges.example:k:hauts-pres';
  const jwk = z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string().length(43),
    y: z.string().length(43),
  });
  const shape = z.strictObject({
    '@context': z.array(z.url()).min(1),
    id: z.literal(did),
    verificationMethod: z.tuple([
      z.strictObject({
        id: z.literal(`${did}#key-1`),
        type: z.literal('Multikey'),
        controller: z.literal(did),
        publicKeyMultibase: z.string().regex(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/),
      }),
      z.strictObject({
        id: z.literal(`${did}#key-2`),
        type: z.literal('JsonWebKey2020'),
        controller: z.literal(did),
        publicKeyJwk: jwk,
      }),
      z.strictObject({
        id: z.literal(`${did}#key-2-jwk`),
        type: z.literal('JsonWebKey'),
        controller: z.literal(did),
        publicKeyJwk: jwk,
      }),
    ]),
    assertionMethod: z.tuple([
      z.literal(`${did}#key-1`),
      z.literal(`${did}#key-2`),
      z.literal(`${did}#key-2-jwk`),
    ]),
  });

  it('has absolute ids, both kinds of key, and names the keys that assert', async () => {
    const answer = await read('/k/hauts-pres/did.json');
    expect(answer.status).toBe(200);
    const document = shape.parse(JSON.parse(answer.text));
    const [, named, beside] = document.verificationMethod;
    expect(beside.publicKeyJwk).toEqual(named.publicKeyJwk);
    expect(answer.headers['content-type']).toBe('application/did+json');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  it('is each KPA’s own, with keys of its own', async () => {
    const ours = await read('/k/hauts-pres/did.json');
    const theirs = await read('/k/moulins/did.json');
    const keys = (html: string) => html.match(/z6Mk\w+/g);
    expect(keys(theirs.text)).toHaveLength(1);
    expect(keys(theirs.text)).not.toEqual(keys(ours.text));
    expect((await read('/k/nulle-part/did.json')).status).toBe(404);
  });
});

describe('the status list', () => {
  const shape = z.looseObject({
    id: z.literal('https://badges.example/k/hauts-pres/status/1'),
    type: z.tuple([z.literal('VerifiableCredential'), z.literal('BitstringStatusListCredential')]),
    issuer: z.literal('did:web:badges.example:k:hauts-pres'),
    credentialSubject: z.looseObject({
      type: z.literal('BitstringStatusList'),
      statusPurpose: z.literal('revocation'),
      encodedList: z.string().startsWith('u'),
    }),
  });

  async function bits(): Promise<Buffer> {
    const { text } = await read('/k/hauts-pres/status/1');
    const { encodedList } = shape.parse(JSON.parse(text)).credentialSubject;
    return gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'));
  }
  const bitAt = (list: Buffer, index: number) => ((list[index >> 3] ?? 0) >> (7 - (index % 8))) & 1;

  it('has its address as id, at least 131,072 entries, and one bit per revoked badge', async () => {
    const list = await bits();
    expect(list.length * 8).toBeGreaterThanOrEqual(131_072);
    expect(bitAt(list, scene.revoked.statusIndex)).toBe(1);
    expect(bitAt(list, scene.accepted.statusIndex)).toBe(0);
    expect(list.reduce((sum, byte) => sum + (byte ? 1 : 0), 0)).toBe(1);
  });

  it('is open to all, strongly tagged, and costs nothing while it does not change', async () => {
    const answer = await read('/k/hauts-pres/status/1');
    const etag = String(answer.headers['etag']);
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['cache-control']).toBe('public, no-cache');
    expect(answer.headers['content-type']).toBe('application/vc');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    const again = await read('/k/hauts-pres/status/1', unless(etag));
    expect([again.status, again.text]).toEqual([304, '']);
    const other = await read('/k/hauts-pres/status/1', unless('"x"'));
    expect(other.status).toBe(200);
  });

  it.each(['0', '2', '01', '1e0', '-1', 'x', '1.0', '99999999999999999999'])(
    'answers 404 for a list « %s » that was never made',
    async (number) => {
      expect((await read(`/k/hauts-pres/status/${number}`)).status).toBe(404);
    },
  );

  it('is named by the badge, with an index below its size', async () => {
    const credential: unknown = JSON.parse(jsonOf(await reloadAward(world, scene.accepted)));
    expect(credential).toMatchObject({
      credentialStatus: {
        statusListCredential: 'https://badges.example/k/hauts-pres/status/1',
        statusListIndex: String(scene.accepted.statusIndex),
        statusPurpose: 'revocation',
      },
    });
    expect(scene.accepted.statusIndex).toBeLessThan(131_072);
  });
});

describe('a badge class', () => {
  it('is an Achievement for software, with the id it is signed under', async () => {
    const path = '/badges/travailler-en-equipe/v1';
    const answer = await read(path);
    const credential: unknown = JSON.parse(jsonOf(scene.accepted));
    const { name, criteria } = z
      .looseObject({ name: z.string(), criteria: z.looseObject({ narrative: z.string() }) })
      .parse(JSON.parse(answer.text));
    expect(credential).toMatchObject({
      credentialSubject: {
        achievement: { id: `https://badges.example${path}`, name, criteria },
      },
    });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['vary']).toMatch(/accept/i);
  });

  it.each([
    ['*/*', 'application/ld+json'],
    ['application/ld+json', 'application/ld+json'],
    ['application/json', 'application/json'],
    ['application/json, text/html;q=0.5', 'application/json'],
    ['application/ld+json, text/html;q=0.5', 'application/ld+json'],
    ['application/pdf', 'application/ld+json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html; charset=utf-8'],
  ])('answers %s with %s', async (accept, type) => {
    const answer = await read('/badges/travailler-en-equipe/v1', { Accept: accept });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
    expect(answer.headers['vary']).toMatch(/accept/i);
  });

  it('is a page for a browser, and its image a drawing with a title', async () => {
    const page = await world.visitor().get('/badges/travailler-en-equipe');
    expect(page).toMatchObject({ status: 200, path: '/badges/travailler-en-equipe/v1' });
    const image = await world.visitor().send('/badges/travailler-en-equipe/v1/niveau-3.svg');
    expect(image.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(image.html).toMatch(/^<svg[^>]*>\s*<title[^>]*>Je travaille en équipe/);
    expect((await read('/badges/travailler-en-equipe/v1/niveau-5.svg')).status).toBe(404);
    expect((await read('/badges/travailler-en-equipe/v2')).status).toBe(404);
  });
});

describe('what software reads', () => {
  it.each([
    ['/k/hauts-pres/did.json', 'application/did+json'],
    ['/.well-known/did.json', 'application/did+json'],
    ['/.well-known/jwks.json', 'application/jwk-set+json'],
    ['/network.json', 'application/vc'],
    ['/k/hauts-pres/status/1', 'application/vc'],
    ['/badges/travailler-en-equipe/v1', 'application/ld+json'],
  ])('%s has the media type %s and no charset', async (path, type) => {
    const answer = await read(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
    expect(answer.text).toContain('{');
  });

  it.each([
    '/k/hauts-pres/did.json',
    '/.well-known/did.json',
    '/.well-known/jwks.json',
    '/network.json',
    '/k/hauts-pres/status/1',
  ])('%s is known by any of several tags, and HEAD tells all but the body', async (path) => {
    const { text, headers } = await read(path);
    const etag = String(headers['etag']);
    for (const known of ['*', `"x", W/${etag}`, `${etag}, "y"`]) {
      const again = await read(path, unless(known));
      expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', etag]);
      expect(again.headers['cache-control']).toBe('public, no-cache');
      expect(again.headers['vary']).toBe(headers['vary']);
    }
    const head = await request(world.server).head(path);
    expect(head.status).toBe(200);
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(head.headers['etag']).toBe(etag);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('says in the language of a browser what is not there', async () => {
    for (const path of ['/k/hauts-pres/status/99', '/k/nulle-part/did.json']) {
      const asked = { Accept: 'text/html', 'Accept-Language': 'en' };
      const { status, text } = await read(path, asked);
      expect(status).toBe(404);
      expect(text).toContain('<html lang="en"');
    }
  });

  it('is the same list of withdrawals under the name that a client asks for', async () => {
    for (const type of ['application/vc', 'application/ld+json', 'application/json']) {
      const answer = await read('/k/hauts-pres/status/1', { Accept: type });
      expect(answer.headers['content-type']).toBe(type);
    }
  });

  it('is the evidence of a badge as JSON, without a charset', async () => {
    const answer = await read(`/k/hauts-pres/credentials/${scene.accepted.id}/evidence`);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.text).toBe(scene.accepted.evidence);
  });
});
