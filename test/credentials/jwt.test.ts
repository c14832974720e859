/** VC-JWT: whose key it is, what the header may say, and whether the claims tell the same story. */
import { describe, expect, it } from 'vitest';
import { verifyCredential } from '../../src/credentials/verify.ts';
import type { CheckId, Surroundings } from '../../src/credentials/verify.ts';
import { fetching, fullCredential, issuer, NOW, statusList } from './support/issuer.ts';
import * as jwt from './support/jwt-issuer.ts';

const { es256, eddsa, rs256, strangersKey, payload, signJwt, jwtWorld, encode } = jwt;
const did = issuer.did;
const header = { alg: 'ES256', kid: es256.id };
const good = signJwt(payload);

async function verdict(text: unknown, world: Surroundings = jwtWorld()): Promise<string> {
  return (await verifyCredential(text, world)).summary.authentic;
}

async function outcomeOf(id: CheckId, text: unknown): Promise<string | undefined> {
  const { checks } = await verifyCredential(text, jwtWorld());
  return checks.find((check) => check.id === id)?.outcome;
}

describe('a badge in a JWT', () => {
  it.each([
    ['ES256', es256],
    ['RS256', rs256],
  ])('is believed with %s', async (_alg, key) => {
    const { summary, checks, kind, credential } = await verifyCredential(
      signJwt(payload, key),
      jwtWorld(),
    );
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
    expect(checks.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
    expect(checks.map(({ id }) => id)).toContain('claims');
    expect({ kind, name: credential?.name }).toEqual({
      kind: 'badge',
      name: fullCredential.name,
    });
  });

  it.each(['EdDSA', 'Ed25519'])('is believed with %s, outside the profile', async (alg) => {
    const text = signJwt(payload, eddsa, { alg, kid: eddsa.id });
    expect(await verdict(text)).toBe('yes');
    expect(await outcomeOf('signature', text)).toBe('warn');
  });

  it('is revoked like any other', async () => {
    const world = jwtWorld(undefined, fetching(await statusList([40_321])));
    const { summary } = await verifyCredential(good, world);
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'revoked' });
  });

  it.each<[string, unknown]>([
    ['with spaces around', `\n ${good} \n`],
    ['as JSON text', JSON.stringify(good)],
    [
      'in an envelope (VCDM 2.0 §4.13)',
      {
        '@context': 'https://www.w3.org/ns/credentials/v2',
        id: `data:application/vc+jwt,${good}`,
        type: 'EnvelopedVerifiableCredential',
      },
    ],
    ['with a type that says so', signJwt(payload, es256, { ...header, typ: 'JWT' })],
    ['whose header holds the published key', held(es256.publicJwk)],
    ['whose header holds and names it', held(es256.publicJwk, { kid: es256.id })],
    ['that names its key relatively', signJwt(payload, es256, { alg: 'ES256', kid: '#es256' })],
    ['that was issued now', signJwt({ ...payload, iat: NOW.getTime() / 1000 })],
    ['with a fraction of a second', signJwt({ ...payload, nbf: payload.nbf + 0.5 })],
  ])('is believed %s', async (_name, input) => {
    expect(await verdict(input)).toBe('yes');
  });

  it.each(['jti', 'sub', 'nbf', 'exp'])('without the claim %s only warns', async (claim) => {
    const text = signJwt({ ...payload, [claim]: undefined });
    expect(await verdict(text)).toBe('yes');
    expect(await outcomeOf('claims', text)).toBe('warn');
  });
});

describe('the key', () => {
  it('may lie at an address in the issuer’s place', async () => {
    const kid = 'https://badges.example/k/lyon/keys/1';
    const text = signJwt(payload, es256, { alg: 'ES256', kid });
    const answers = new Map<string, unknown>([
      [did, { id: did }],
      [kid, es256.publicJwk],
    ]);
    const asked: string[] = [];
    const resolveDid: Surroundings['resolveDid'] = (id) => {
      asked.push(id);
      const found = answers.get(id);
      return Promise.resolve(
        found === undefined
          ? { outcome: 'not-found', detail: '404' }
          : { outcome: 'found', document: found },
      );
    };
    expect(await verdict(text, jwtWorld(undefined, { resolveDid }))).toBe('yes');
    expect(asked).toEqual([did, kid]);
  });

  it.each([
    'https://badges.example/k/paris/keys/1',
    'https://badges.example/k/lyon/../paris/keys/1',
    'https://badges.example/k/lyon/%2e%2e/paris/keys/1',
    'https://badges.example/k/lyonnais/keys/1',
    'https://badges.example.evil.example/k/lyon/keys/1',
    'http://badges.example/k/lyon/keys/1',
    'https://evil.example/k/lyon/keys/1',
    'file:///etc/keys/1',
    strangersKey.id,
    `${did}.evil.example#es256`,
    did,
  ])('is not asked for elsewhere: %s', async (kid) => {
    const asked: string[] = [];
    const resolveDid: Surroundings['resolveDid'] = (id) => {
      asked.push(id);
      return Promise.resolve({ outcome: 'found', document: strangersKey.publicJwk });
    };
    const text = signJwt(payload, strangersKey, { alg: 'ES256', kid });
    expect(await verdict(text, jwtWorld(undefined, { resolveDid }))).toBe('no');
    expect(asked).toEqual([]);
  });

  const method = {
    id: es256.id,
    type: 'JsonWebKey',
    controller: did,
    publicKeyJwk: es256.publicJwk,
  };
  const listing = (changes: object) => ({
    id: did,
    verificationMethod: [{ ...method, ...changes }],
    assertionMethod: [es256.id],
  });

  it.each<[string, unknown]>([
    ['as a Multikey', listing({ type: 'Multikey', publicKeyJwk: undefined, ...multikey() })],
    ['named by its JWK', listing({ publicKeyJwk: { ...es256.publicJwk, kid: 'k' } })],
    ['written out', { id: did, assertionMethod: [method] }],
  ])('is found %s', async (_name, controller) => {
    expect(await verdict(good, jwtWorld(controller))).toBe('yes');
  });

  it.each<[string, unknown]>([
    ['of another issuer', { ...jwt.document, id: 'did:web:stranger.example' }],
    ['for nothing', { ...jwt.document, assertionMethod: [] }],
    ['for signing in', { ...jwt.document, assertionMethod: [], authentication: [es256.id] }],
    ['that is revoked', listing({ revoked: '2026-11-20T10:00:00Z' })],
    ['that has expired', listing({ expires: '2026-11-20T10:00:00Z' })],
    ['of another controller', listing({ controller: 'did:web:stranger.example' })],
    ['of a stranger', listing({ publicKeyJwk: strangersKey.publicJwk })],
    ['on another curve', listing({ publicKeyJwk: { ...es256.publicJwk, crv: 'secp256k1' } })],
    ['off the curve', listing({ publicKeyJwk: { ...es256.publicJwk, y: 'A'.repeat(43) } })],
    ['with its private half', listing({ publicKeyJwk: { ...es256.publicJwk, d: 'x' } })],
    ['for encryption', listing({ publicKeyJwk: { ...es256.publicJwk, use: 'enc' } })],
    ['for another algorithm', listing({ publicKeyJwk: { ...es256.publicJwk, alg: 'ES384' } })],
    ['that is RSA', listing({ publicKeyJwk: rs256.publicJwk })],
    ['that is Ed25519', listing({ publicKeyJwk: eddsa.publicJwk })],
    ['that is a secret', listing({ publicKeyJwk: { kty: 'oct', k: 'AAAA' } })],
    ['that is nothing', null],
  ])('is not believed: %s', async (_name, controller) => {
    expect(await verdict(good, jwtWorld(controller))).toBe('no');
  });

  it('is unknown when nobody answers', async () => {
    const resolveDid = () => Promise.reject(new Error('offline'));
    expect(await verdict(good, jwtWorld(undefined, { resolveDid }))).toBe('unknown');
  });

  it.each([1024, 8192])('of RSA is refused with %d bits', async (bits) => {
    // Never used: a modulus of that size is enough to be refused.
    const n = Buffer.alloc(bits / 8, 0xff).toString('base64url');
    const weak = { ...rs256, publicJwk: { kty: 'RSA', n, e: 'AQAB' } };
    expect(await verdict(signJwt(payload, rs256), jwtWorld(jwt.publishing([weak])))).toBe('no');
  });

  it('of RSA is refused with a small exponent', async () => {
    const weak = { ...rs256, publicJwk: { ...rs256.publicJwk, e: 'Aw' } };
    expect(await verdict(signJwt(payload, rs256), jwtWorld(jwt.publishing([weak])))).toBe('no');
  });
});

describe('an issuer that is its own key', () => {
  const issuedBy = (id: string) => ({
    ...payload,
    iss: id,
    issuer: { ...fullCredential.issuer, id },
  });
  const offline = jwtWorld(undefined, { resolveDid: () => Promise.reject(new Error('never')) });

  it.each([
    ['did:jwk', es256, didJwk(es256.publicJwk), '0'],
    ['did:key', es256, `did:key:${es256.multikey}`, es256.multikey],
    ['did:jwk of RSA', rs256, didJwk(rs256.publicJwk), '0'],
  ])('is read without asking anybody: %s', async (_name, key, id, fragment) => {
    const text = signJwt(issuedBy(id), key, { alg: key.alg, kid: `${id}#${fragment}` });
    expect(await verdict(text, offline)).toBe('yes');
  });

  it.each([
    ['that names another', didJwk(strangersKey.publicJwk), '#0'],
    ['with another fragment', didJwk(es256.publicJwk), '#1'],
    ['with its private half', didJwk({ ...es256.publicJwk, d: 'AAAA' }), '#0'],
  ])('is not believed: a did:jwk %s', async (_name, id, fragment) => {
    const text = signJwt(issuedBy(id), es256, { alg: 'ES256', kid: id + fragment });
    expect(await verdict(text, offline)).toBe('no');
  });

  it.each(['did:jwk:AAAA', 'did:jwk:W10', 'did:jwk:!', 'did:key:zDnae', 'did:example:1'])(
    'is unknown when it holds no key: %s',
    async (id) => {
      const text = signJwt(issuedBy(id), es256, { alg: 'ES256', kid: `${id}#0` });
      expect(await verdict(text, offline)).toBe('unknown');
    },
  );
});

describe('the header', () => {
  it.each<[string, object]>([
    ['no algorithm', { kid: es256.id }],
    ['none', { ...header, alg: 'none' }],
    ['NONE', { ...header, alg: 'NONE' }],
    ['HS256', { ...header, alg: 'HS256' }],
    ['RS256 for a P-256 key', { ...header, alg: 'RS256' }],
    ['EdDSA for a P-256 key', { ...header, alg: 'EdDSA' }],
    ['no key', { alg: 'ES256' }],
    ['an empty kid', { ...header, kid: '' }],
    ['a kid that is a number', { ...header, kid: 1 }],
    ['another key of the issuer', { ...header, kid: rs256.id }],
    ['a key that the issuer has not', { ...header, kid: `${did}#other` }],
    ['a stranger’s key', { ...header, kid: strangersKey.id }],
    ['a stranger’s key in it', { alg: 'ES256', jwk: strangersKey.publicJwk }],
    ['the issuer’s name and a stranger’s key', { ...header, jwk: strangersKey.publicJwk }],
    ['the issuer’s key, and a bit more', { alg: 'ES256', jwk: { ...es256.publicJwk, n: 'AQAB' } }],
    ['jku', { ...header, jku: 'https://badges.example/k/lyon/jwks.json' }],
    ['x5u', { ...header, x5u: 'https://badges.example/k/lyon/x' }],
    ['x5c', { ...header, x5c: ['AAAA'] }],
    ['x5t', { ...header, x5t: 'AAAA' }],
    ['b64', { ...header, b64: false, crit: ['b64'] }],
    ['b64 that says true', { ...header, b64: true }],
    ['crit', { ...header, crit: ['exp'], exp: 1 }],
    ['zip', { ...header, zip: 'DEF' }],
  ])('is not believed with %s', async (_name, other) => {
    expect(await verdict(signJwt(payload, es256, other))).toBe('no');
  });

  it.each(['ES384', 'ES256K', 'PS256', 'RS512'])('is unknown with %s', async (alg) => {
    expect(await verdict(signJwt(payload, es256, { ...header, alg }))).toBe('unknown');
  });

  it('is not believed with a stranger’s key, whoever it names', async () => {
    expect(await verdict(held(strangersKey.publicJwk, {}, strangersKey))).toBe('no');
    expect(await verdict(signJwt(payload, strangersKey, header))).toBe('no');
  });

  it('is not believed when the secret is the public key', async () => {
    const { createHmac } = await import('node:crypto');
    const parts = `${encode({ ...header, alg: 'HS256' })}.${encode(payload)}`;
    const mac = createHmac('sha256', JSON.stringify(es256.publicJwk)).update(parts);
    expect(await verdict(`${parts}.${mac.digest('base64url')}`)).toBe('no');
  });
});

describe('the encoding', () => {
  const [head = '', body = '', tail = ''] = good.split('.');
  const text = JSON.stringify(payload);
  const raw = (json: string) => Buffer.from(json).toString('base64url');
  const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const bom = new TextEncoder().encode('\u{FEFF}{}');

  it.each<[string, string]>([
    ['padding', `${head}=.${body}.${tail}`],
    ['padding on the signature', `${head}.${body}.${tail}==`],
    ['a last character that says the same', `${head}.${body}.${nextInGroup(tail)}`],
    ['no signature', `${head}.${body}.`],
    ['two parts', `${head}.${body}`],
    ['four parts', `${good}.x`],
    ['five parts, as if encrypted', `${head}.${body}.${tail}.x.y`],
    ['a space within', `${head}. ${body}.${tail}`],
    ['half of it', good.slice(0, good.length / 2)],
    ['base64 instead', `${head}.${body}.${tail.replaceAll('_', '/').replaceAll('-', '+')}+`],
    ['a header key twice', part(raw('{"alg":"ES256","alg":"none","kid":"k"}'), body)],
    ['a claim twice', part(head, raw(text.replace('"iss":', '"iss":"urn:x","iss":')))],
    ['a key twice, deep down', part(head, raw(text.replace('"name":', '"name":"x","name":')))],
    ['__proto__', part(head, raw(text.replace('"iss":', '"__proto__":{"x":1},"iss":')))],
    ['bytes that are no text', part(head, b64(Uint8Array.of(0x7b, 0xff, 0x7d)))],
    ['a byte-order mark', part(head, b64(bom))],
    ['a list', part(head, encode([payload]))],
    ['no JSON', part(head, raw('bonjour'))],
    ['too deep', part(head, raw('['.repeat(40) + ']'.repeat(40)))],
    ['too long', part(head, raw(`{"a":"${'x'.repeat(300_000)}"}`))],
  ])('is refused with %s, even when it is signed', async (_name, input) => {
    expect(await verdict(input)).toBe('no');
  });

  function part(header: string, body: string): string {
    return jwt.signParts(header, body, es256);
  }
});

describe('the claims', () => {
  it.each<[string, object]>([
    ['another issuer', { iss: 'did:web:stranger.example' }],
    ['no issuer', { iss: undefined }],
    ['an issuer in a list', { iss: [did] }],
    ['another id', { jti: `${payload.id}0` }],
    ['another subject', { sub: 'urn:uuid:other' }],
    ['another start', { nbf: payload.nbf + 1 }],
    ['a start in words', { nbf: String(payload.nbf) }],
    ['another end', { exp: payload.exp + 1 }],
    ['an earlier end', { exp: payload.nbf }],
    ['an end that the badge has not', { validUntil: undefined }],
    ['an issue in the future', { iat: NOW.getTime() / 1000 + 3600 }],
    ['a proof within', { proof: { type: 'DataIntegrityProof' } }],
    ['another version of the data model', { '@context': v1Contexts() }],
    ['a second credential', { vc: fullCredential }],
    ['an empty second credential', { vc: {} }],
  ])('contradict the badge: %s', async (_name, changes) => {
    expect(await verdict(signJwt({ ...payload, ...changes }))).toBe('no');
  });

  const { validFrom, validUntil, '@context': _contexts, evidence, ...rest } = fullCredential;
  const first = {
    '@context': v1Contexts(),
    ...rest,
    issuanceDate: validFrom,
    expirationDate: validUntil,
  };

  it('wrap a credential of VCDM 1.1', async () => {
    expect(evidence).toHaveLength(1);
    const { summary } = await verifyCredential(signJwt({ vc: first, ...jwt.claims }), jwtWorld());
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
  });

  it.each<[string, object]>([
    ['VCDM 2.0', { vc: fullCredential, ...jwt.claims }],
    ['another issuer', { vc: first, ...jwt.claims, iss: 'did:web:stranger.example' }],
    ['a start that differs', { vc: first, ...jwt.claims, nbf: 1 }],
    ['an end that differs', { vc: first, ...jwt.claims, exp: 4_000_000_000 }],
    ['text', { vc: JSON.stringify(first), ...jwt.claims }],
    ['nothing', { vc: null, ...jwt.claims }],
    ['a credential beside it', { vc: first, ...payload }],
    ['a badge without it', { ...first, ...jwt.claims }],
  ])('do not wrap %s', async (_name, body) => {
    expect(await verdict(signJwt(body))).toBe('no');
  });
});

function v1Contexts(): string[] {
  return ['https://www.w3.org/2018/credentials/v1', fullCredential['@context'][1]];
}

function didJwk(jwk: object): string {
  return `did:jwk:${encode(jwk)}`;
}

/** A JWT whose header holds this key. */
function held(jwk: object, more: object = {}, key: jwt.JwtKey = es256): string {
  return signJwt(payload, key, { alg: 'ES256', jwk, ...more });
}

function multikey() {
  return { publicKeyMultibase: es256.multikey };
}

/** Another last character with the same bits that count: 64 bytes leave four of six unused. */
function nextInGroup(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(text.at(-1) ?? 'A');
  return text.slice(0, -1) + (alphabet[last + 1] ?? '');
}
