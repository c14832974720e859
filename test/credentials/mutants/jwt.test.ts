/** A thousand single faults in a badge that is a JWT, under each algorithm. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { PINNED_CONTEXTS } from '../../../src/credentials/contexts/pinned.ts';
import type { JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { contextFaults, indexFaults } from '../support/faults/credential-faults.ts';
import { characterFaults, faultsOf, someOf } from '../support/faults/faults.ts';
import { fullInput, issuer, otherIssuer } from '../support/issuer.ts';
import {
  claims,
  eddsa,
  encode,
  es256,
  type JwtKey,
  jwtSurroundings,
} from '../support/jwt-issuer.ts';
import { rs256, signJwt, otherIssuersKey } from '../support/jwt-issuer.ts';
import { type Fault, faulty, mapped } from '../support/faults/kinds.ts';
import { expectNoneBelieved, isBelieved } from '../support/faults/survey.ts';

const { achievement, evidence, achievedLevel, narrative, ...input } = fullInput;
const { rubric, creator, alignments, tags, ...plainAchievement } = achievement;
const credential = buildCredential({ ...input, achievement: plainAchievement });
const payload: JsonObject = { ...credential, ...claims };
const world = jwtSurroundings();

const base64url = (text: string) => Buffer.from(text).toString('base64url');

/** Another body or header under the same signature. */
function partFaults(good: string, key: JwtKey): readonly Fault[] {
  const [head = '', body = '', tail = ''] = good.split('.');
  const inBody = (faults: readonly Fault[]) =>
    faults.map((fault) => ({ ...fault, text: `${head}.${base64url(fault.text)}.${tail}` }));
  const headers = faultsOf({ alg: key.alg, kid: key.id }).map((fault) => ({
    ...fault,
    name: `header ${fault.name}`,
    text: `${base64url(fault.text)}.${body}.${tail}`,
  }));
  return [
    ...someOf([...inBody(faultsOf(payload)), ...headers, ...characterFaults(good)], 500),
    ...inBody(contextFaults(payload, [...PINNED_CONTEXTS.keys()])),
    ...inBody(indexFaults(payload, 40_321)),
  ];
}

/** A header that asks for something else, signed with the key that it is. */
function signedFaults(key: JwtKey): readonly Fault[] {
  const algs = ['none', 'None', 'NONE', 'HS256', 'HS384', 'HS512', 'ES384', 'ES512', 'ES256K'];
  const others = ['RS384', 'PS256', 'Ed448', '', ...['ES256', 'RS256', 'EdDSA', 'Ed25519']];
  const wrong = [...algs, ...others].filter((alg) => alg !== key.alg && alg !== twin(key.alg));
  const withAlg = (alg: string) => signJwt(payload, key, { alg, kid: key.id });
  const kids = [
    otherIssuer.signer.id,
    otherIssuersKey.id,
    '',
    '#',
    '#key-9',
    `${issuer.did}:x`,
    '../es256',
  ];
  const withKid = (kid: string) => signJwt(payload, key, { alg: key.alg, kid });
  const named = (values: readonly string[], make: (value: string) => string) =>
    Object.fromEntries(values.map((value) => [value, make(value)]));
  const members = ['jku', 'x5u', 'x5c', 'b64', 'crit', 'zip'];
  const withMember = (name: string) =>
    signJwt(payload, key, { alg: key.alg, kid: key.id, [name]: ['x'] });
  return [
    ...faulty('algorithm', { ...named(wrong, withAlg), ...named(members, withMember) }),
    ...faulty('algorithm', unsigned(key)),
    ...faulty('key confusion', { ...named(kids, withKid), ...confused(key) }),
    ...faulty(
      'value',
      mapped(contradictions, (claim) => signJwt({ ...payload, ...claim }, key)),
    ),
    ...faulty('proof swapped', swapped(key)),
  ];
}

/** RFC 9864 gives EdDSA over Ed25519 a name of its own, which is read. */
const twin = (alg: string) => (alg === 'EdDSA' ? 'Ed25519' : alg);

/** Without a signature, or with one that whoever knows the public key can make. */
function unsigned(key: JwtKey): Readonly<Record<string, string>> {
  const hmacOver = (secret: string) => {
    const text = `${encode({ alg: 'HS256', kid: key.id })}.${encode(payload)}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const parts = signJwt(payload, key).split('.').slice(0, 2).join('.');
  return {
    'none, and none': `${encode({ alg: 'none', kid: key.id })}.${encode(payload)}.`,
    'no signature': `${parts}.`,
    'two parts': parts,
    'an HMAC with the public key': hmacOver(JSON.stringify(key.publicJwk)),
    'an HMAC with the name of the key': hmacOver(key.id),
  };
}

function confused(key: JwtKey): Readonly<Record<string, string>> {
  const { alg } = key;
  const { publicJwk } = otherIssuersKey;
  return {
    'a stranger’s, in the issuer’s name': signJwt(payload, otherIssuersKey, { alg, kid: key.id }),
    'a stranger’s, named so': signJwt(payload, otherIssuersKey),
    'a stranger’s, held in the header': signJwt(payload, otherIssuersKey, {
      alg: otherIssuersKey.alg,
      jwk: publicJwk,
    }),
    'a stranger’s, held under the issuer’s name': signJwt(payload, otherIssuersKey, {
      alg: otherIssuersKey.alg,
      kid: key.id,
      jwk: publicJwk,
    }),
    'a stranger’s, named as the issuer': signJwt(payload, otherIssuersKey, {
      alg,
      kid: issuer.did,
    }),
    'a stranger’s, without a name': signJwt(payload, otherIssuersKey, { alg }),
    'a stranger’s, held and named as the issuer': signJwt(payload, otherIssuersKey, {
      alg,
      kid: issuer.did,
      jwk: publicJwk,
    }),
    'the issuer’s, and another held': signJwt(payload, key, { alg, kid: key.id, jwk: publicJwk }),
    none: signJwt(payload, key, { alg }).replace(/^[^.]*/, encode({ alg, kid: `${key.id}x` })),
  };
}

/** Claims that are not what the credential says. */
const contradictions: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries({ iss: 'urn:x', jti: 'urn:x', sub: 'urn:x', nbf: 1, exp: 1 }).flatMap(
    ([claim, value]) =>
      [value, null, [value], {}, true, `${value}0`].map((fault) => [
        `${claim}: ${JSON.stringify(fault)}`,
        { [claim]: fault },
      ]),
  ),
);

function swapped(key: JwtKey): Readonly<Record<string, string>> {
  const own = signJwt(payload, key).split('.');
  const other = signJwt({ ...payload, id: 'urn:x', jti: 'urn:x' }, key).split('.');
  const [head = '', body = '', tail = ''] = own;
  return {
    'the body of another': [head, other[1], tail].join('.'),
    'the signature of another': [head, body, other[2]].join('.'),
    'turned round': [tail, body, head].join('.'),
    'body first': [body, head, tail].join('.'),
    twice: `${own.join('.')}.${tail}`,
    padded: `${own.join('.')}==`,
  };
}

describe.each([
  ['ES256', es256],
  ['RS256', rs256],
  ['EdDSA', eddsa],
])('a badge in a JWT: %s', (alg, key) => {
  const good = signJwt(payload, key);

  it('is believed as it is', async () => {
    const { summary } = await verifyCredential(good, world);
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
  });

  it('is not believed with any one fault', async () => {
    const minima = {
      ...{ value: 180, key: 150, type: 150, 'look-alike': 150, 'inline context': 40 },
      ...{ 'duplicate key': 40, 'prototype key': 130, 'deep nesting': 100, truncated: 70 },
      ...{ 'number as text': 3, order: 2, context: 14, 'status index': 10 },
      ...{ algorithm: 20, 'key confusion': 12, 'proof swapped': 6 },
    };
    const faults = [...partFaults(good, key), ...signedFaults(key)];
    const original = await verifyCredential(good, world);
    await expectNoneBelieved(alg, faults, minima, async ({ text }) =>
      isBelieved(await verifyCredential(text, world), original),
    );
  });
});
