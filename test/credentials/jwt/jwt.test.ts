/** VC-JWT: what the header may say, and how strictly all is read. */
import { describe, expect, it } from 'vitest';
import { receive } from '../../../src/credentials/read/received.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import type { CheckId, Surroundings } from '../../../src/credentials/verify/verify.ts';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { fetching, fullCredential, issuer, NOW, statusList } from '../support/issuer.ts';
import { type Answer, answerOn, verdictOn } from '../support/signature-answer.ts';
import * as jwt from '../support/jwt-issuer.ts';

const { es256, eddsa, rs256, otherIssuersKey, payload, signJwt, jwtSurroundings, encode } = jwt;
const did = issuer.did;
const header = { alg: 'ES256', kid: es256.id };
const good = signJwt(payload);

async function verdict(text: unknown, world: Surroundings = jwtSurroundings()): Promise<string> {
  return (await verifyCredential(text, world)).summary.authentic;
}

async function outcomeOf(id: CheckId, text: unknown): Promise<string | undefined> {
  const { checks } = await verifyCredential(text, jwtSurroundings());
  return checks.find((check) => check.id === id)?.outcome;
}

describe('a badge in a JWT', () => {
  it.each([
    ['ES256', es256],
    ['RS256', rs256],
  ])('is believed with %s', async (_alg, key) => {
    const { summary, checks, kind, credential } = await verifyCredential(
      signJwt(payload, key),
      jwtSurroundings(),
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
    const world = jwtSurroundings(undefined, fetching(await statusList([40_321])));
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

interface Extra {
  readonly isMultikey?: boolean;
}

describe('the header', () => {
  const holding = (members: object) => ({ alg: 'ES256', jwk: { ...es256.publicJwk, ...members } });

  it.each<[string, object]>([
    ['no algorithm', { kid: es256.id }],
    ['an algorithm that is no word', { ...header, alg: 1 }],
    ['an empty kid', { ...header, kid: '' }],
    ['a kid that is a number', { ...header, kid: 1 }],
    ['a key that is text', { alg: 'ES256', jwk: 'x' }],
  ])('is no header with %s', async (_name, other) => {
    expect(receive(signJwt(payload, es256, other)).ok).toBe(false);
    expect(await verdict(signJwt(payload, es256, other))).toBe('no');
  });

  const otherKey = { alg: 'ES256', jwk: otherIssuersKey.publicJwk };
  it.each<[string, Answer, object]>([
    ['none', 'none', { ...header, alg: 'none' }],
    ['NONE', 'none', { ...header, alg: 'NONE' }],
    ['HS256', 'none', { ...header, alg: 'HS256' }],
    ['RS256 for a P-256 key', 'unknown', { ...header, alg: 'RS256' }],
    ['EdDSA for a P-256 key', 'unknown', { ...header, alg: 'EdDSA' }],
    ['another key of the issuer', 'unknown', { ...header, kid: rs256.id }],
    ['a key that the issuer has not', 'unknown', { ...header, kid: `${did}#other` }],
    ['a name that the issuer has not', 'unknown', { ...header, kid: 'other' }],
    ['a stranger’s key', 'unknown', { ...header, kid: otherIssuersKey.id }],
    ['a stranger’s key in it', 'unknown', otherKey],
    ['the issuer’s name and a stranger’s key', 'unknown', { ...otherKey, kid: es256.id }],
    ['the issuer and a stranger’s key', 'unknown', { ...otherKey, kid: did }],
    ['half of the issuer’s key', 'unknown', holding({ y: undefined })],
    ['another half', 'unknown', holding({ y: otherIssuersKey.publicJwk['y'] })],
    ['the issuer’s key, and its private half', 'unknown', holding({ d: 'AAAA' })],
    ['jku', 'unknown', { ...header, jku: 'https://badges.example/k/lyon/jwks.json' }],
    ['x5u', 'unknown', { ...header, x5u: 'https://badges.example/k/lyon/x' }],
    ['x5c', 'unknown', { ...header, x5c: ['AAAA'] }],
    ['x5t', 'unknown', { ...header, x5t: 'AAAA' }],
    ['b64', 'unknown', { ...header, b64: false, crit: ['b64'] }],
    ['b64 that says true', 'unknown', { ...header, b64: true }],
    ['crit', 'unknown', { ...header, crit: ['exp'], exp: 1 }],
    ['zip', 'unknown', { ...header, zip: 'DEF' }],
    ['ES384', 'unknown', { ...header, alg: 'ES384' }],
    ['ES256K', 'unknown', { ...header, alg: 'ES256K' }],
    ['PS256', 'unknown', { ...header, alg: 'PS256' }],
    ['RS512', 'unknown', { ...header, alg: 'RS512' }],
  ])('is not believed with %s (%s)', async (_name, answer, other) => {
    const text = signJwt(payload, es256, other);
    expect(await answerOn(text, jwtSurroundings())).toBe(answer);
    expect(await verdict(text)).not.toBe('yes');
  });

  it('that says more than it must is believed', async () => {
    const more = { ...header, typ: 'vc+jwt', cty: 'vc', iat: 1, 'x-own': { a: 1 } };
    expect(await verdict(signJwt(payload, es256, more))).toBe('yes');
  });

  it.each<[string, object, object]>([
    ['its key', es256.publicJwk, {}],
    [
      'its key with more about it',
      es256.publicJwk,
      { alg: 'ES256', use: 'sig', kid: 'x', n: 'AQAB' },
    ],
    ['its key, published as a Multikey', es256.publicJwk, { isMultikey: true }],
  ])('is believed when it holds %s', async (_name, jwk, { isMultikey, ...more }: Extra) => {
    const asMultikey = { type: 'Multikey', publicKeyJwk: undefined, ...multikey() };
    const method = { id: es256.id, controller: did, type: 'JsonWebKey', publicKeyJwk: jwk };
    const written = isMultikey ? { ...method, ...asMultikey } : method;
    const world = jwtSurroundings({ id: did, assertionMethod: [written] });
    const text = signJwt(payload, es256, { alg: 'ES256', jwk: { ...jwk, ...more } });
    expect(await verdictOn(text, world)).toMatchObject({ outcome: 'valid', key: es256.id });
    expect(await verdict(text, world)).toBe('yes');
  });

  it.each([
    ['RS256', rs256],
    ['EdDSA', eddsa],
  ])('is believed when it holds a key for %s', async (alg, key) => {
    const text = signJwt(payload, key, { alg, jwk: { ...key.publicJwk, kid: 'x' } });
    expect(await verdict(text)).toBe('yes');
  });

  it.each<[string, Answer, object, jwt.JwtKey]>([
    ['the only one that fits', 'right', { alg: 'ES256', kid: did }, es256],
    ['the only one that fits, without a kid', 'right', { alg: 'ES256' }, es256],
    [
      'the only one that fits, and another signed',
      'wrong',
      { alg: 'ES256', kid: did },
      otherIssuersKey,
    ],
    ['one of two that fit', 'unknown', { alg: 'EdDSA', kid: did }, eddsa],
    ['one of two that fit, without a kid', 'unknown', { alg: 'EdDSA' }, eddsa],
  ])('that names the issuer means %s', async (_name, answer, header, key) => {
    expect(await answerOn(signJwt(payload, key, header), jwtSurroundings())).toBe(answer);
  });

  it('that names the issuer means the key that is in force', async () => {
    const old = { ...otherIssuersKey, id: `${did}#old` };
    const { verificationMethod, ...rest } = jwt.publishing([es256, old]);
    const ended = (all: unknown, id: string) =>
      Array.isArray(all)
        ? all.map((one: unknown) =>
            isObject(one) && one['id'] === id ? { ...one, revoked: '2026-01-01T00:00:00Z' } : one,
          )
        : [];
    const world = (id: string) =>
      jwtSurroundings({ ...rest, verificationMethod: ended(verificationMethod, id) });
    const text = signJwt(payload, es256, { alg: 'ES256', kid: did });
    expect(await answerOn(text, world(old.id))).toBe('right');
    expect(await answerOn(text, world(es256.id))).toBe('wrong');
    const both = ended(ended(verificationMethod, old.id), es256.id);
    const nobody = jwtSurroundings({ ...rest, verificationMethod: both });
    expect(await answerOn(text, nobody)).not.toBe('right');
  });

  it('is not believed with a stranger’s key, whoever it names', async () => {
    const theirs = held(otherIssuersKey.publicJwk, {}, otherIssuersKey);
    expect(await answerOn(theirs, jwtSurroundings())).toBe('unknown');
    expect(await verdict(theirs)).not.toBe('yes');
    const forged = signJwt(payload, otherIssuersKey, header);
    expect(await answerOn(forged, jwtSurroundings())).toBe('wrong');
    expect(await verdict(forged)).toBe('no');
  });

  it('without a signature is no signature', async () => {
    const bare = good.replace(/[^.]*$/, '');
    expect(await answerOn(bare, jwtSurroundings())).toBe('none');
    expect(await verdict(bare)).toBe('no');
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
  ])('is refused with %s, even when it is signed', async (_name, input) => {
    expect(await verdict(input)).toBe('no');
  });

  it.each<[string, string]>([
    ['too deep', part(head, raw('['.repeat(40) + ']'.repeat(40)))],
    ['too long', part(head, raw(`{"a":"${'x'.repeat(300_000)}"}`))],
  ])('is not looked into when it is %s', async (_name, input) => {
    expect(await verdict(input)).toBe('unknown');
  });

  function part(header: string, body: string): string {
    return jwt.signParts(header, body, es256);
  }
});

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
