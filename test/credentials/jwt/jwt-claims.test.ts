/** What a JWT says beside its credential, or instead of it (VCDM 1.1 §6.3.1, Open Badges 3.0 §8.2). */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { compareClaims } from '../../../src/credentials/jwt/claims.ts';
import { receive } from '../../../src/credentials/read/received.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, issuer, NOW } from '../support/issuer.ts';
import * as jwt from '../support/jwt-issuer.ts';

const { payload, signJwt, jwtSurroundings } = jwt;
const did = issuer.did;
const seconds = NOW.getTime() / 1000;

const summaryOf = async (body: unknown) =>
  (await verifyCredential(signJwt(body), jwtSurroundings())).summary;

/** The credential that is read in such a payload, and all that is said of it. */
function read(body: object) {
  const received = receive(signJwt(body));
  if (!received.ok || !received.jwt) throw new Error('It cannot be read');
  const { document, notes, ambiguous } = received;
  const claims = compareClaims(received.jwt.payload, document, NOW);
  return { document, ambiguous, claims, places: notes.map(({ place }) => place) };
}

const { validFrom, validUntil, '@context': _contexts, evidence, ...rest } = fullCredential;
const first: JsonObject = {
  '@context': ['https://www.w3.org/2018/credentials/v1', fullCredential['@context'][1]],
  ...rest,
  issuanceDate: validFrom,
  expirationDate: validUntil,
};

/** Without some of its members. */
function without(document: JsonObject, ...members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !members.includes(name)));
}

describe('a credential of VCDM 1.1', () => {
  it('is wrapped', async () => {
    expect(evidence).toHaveLength(1);
    expect(read({ vc: first, ...jwt.claims })).toMatchObject({
      document: first,
      ambiguous: undefined,
      claims: { outcome: 'pass' },
      places: [],
    });
    const summary = await summaryOf({ vc: first, ...jwt.claims });
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
  });

  const { id, ...subject } = fullCredential.credentialSubject;
  const bare = {
    ...without(first, 'id', 'issuer', 'issuanceDate', 'expirationDate'),
    credentialSubject: subject,
  };

  it('has its claims instead of its members', async () => {
    const { document, claims, places } = read({ vc: bare, ...jwt.claims });
    expect(document).toMatchObject({
      id: fullCredential.id,
      issuer: did,
      issuanceDate: '2026-10-14T09:30:00.000Z',
      expirationDate: '2036-10-14T09:30:00.000Z',
      credentialSubject: { ...subject, id },
    });
    expect(claims.outcome).toBe('pass');
    const expected = ['id', 'issuer', 'issuanceDate', 'expirationDate', 'credentialSubject.id'];
    expect(places.sort()).toEqual(expected.sort());
    const summary = await summaryOf({ vc: bare, ...jwt.claims });
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
  });

  it('has an end although only a claim says so', async () => {
    const ended = { vc: bare, ...jwt.claims, exp: seconds - 1 };
    expect(await summaryOf(ended)).toMatchObject({ authentic: 'yes', standing: 'expired' });
    const early = { vc: bare, ...jwt.claims, nbf: seconds + 3600 };
    expect(await summaryOf(early)).toMatchObject({ authentic: 'yes', standing: 'not-yet-valid' });
  });

  it('begins when it was made, if nothing else says when', () => {
    const { nbf, ...claims } = jwt.claims;
    expect(nbf).toBeGreaterThan(0);
    const { document } = read({ vc: bare, ...claims, iat: seconds });
    expect(document['issuanceDate']).toBe(NOW.toISOString());
  });

  it('has a subject in brackets, and of several none is named by the claim', () => {
    const listed = read({ vc: { ...bare, credentialSubject: [subject] }, ...jwt.claims });
    expect(listed.document['credentialSubject']).toEqual([{ ...subject, id }]);
    const two = [{ id: 'urn:uuid:1' }, { name: 'x' }];
    const several = read({
      vc: { ...bare, credentialSubject: two },
      ...jwt.claims,
      sub: 'urn:uuid:1',
    });
    expect(several.document['credentialSubject']).toEqual(two);
    expect(several.claims.outcome).toBe('pass');
    const other = read({ vc: { ...bare, credentialSubject: two }, ...jwt.claims });
    expect(other.claims.outcome).toBe('ambiguous');
  });

  it.each([
    ['milliseconds', 1_768_035_600_000, '9999-12-31T23:59:59.000Z'],
    ['before all years', -1e300, '0000-01-01T00:00:00.000Z'],
    ['a fraction', 1_768_035_600.5, '2026-01-10T09:00:00.500Z'],
  ])('is dated in %s', (_name, nbf, instant) => {
    const { document, claims } = read({ vc: bare, ...jwt.claims, nbf });
    expect(document['issuanceDate']).toBe(instant);
    expect(claims.outcome).toBe('pass');
  });
});

describe('a credential in the envelope of the other version', () => {
  it.each<[string, object, string]>([
    ['VCDM 2.0 in vc', { vc: fullCredential, ...jwt.claims }, 'vc'],
    ['VCDM 1.1 without vc', { ...first, ...jwt.claims }, '@context'],
  ])('is read with a note: %s', async (_name, body, place) => {
    expect(read(body)).toMatchObject({ ambiguous: undefined, places: [place] });
    expect(await summaryOf(body)).toMatchObject({ authentic: 'yes', standing: 'valid' });
    const text = signJwt(body).split('.');
    const other = signJwt({ ...body, jti: undefined }).split('.');
    const forged = [text[0], other[1], text[2]].join('.');
    const { summary } = await verifyCredential(forged, jwtSurroundings());
    expect(summary.authentic).toBe('no');
  });

  it('has a second signature that nobody reads', async () => {
    const body = { ...payload, proof: { type: 'DataIntegrityProof' } };
    const { document, places } = read(body);
    expect(document).not.toHaveProperty('proof');
    expect(places).toEqual(['proof']);
    expect((await summaryOf(body)).authentic).toBe('yes');
  });
});

describe('two credentials in one JWT', () => {
  it.each<[string, object]>([
    ['a second credential', { ...payload, vc: fullCredential }],
    ['an empty second credential', { ...payload, vc: {} }],
    ['nothing as a second one', { ...payload, vc: null }],
    ['text as a second one', { ...payload, vc: JSON.stringify(first) }],
    ['a credential beside vc', { vc: first, ...payload }],
    ['an issuer beside vc', { vc: first, ...jwt.claims, issuer: did }],
    ['a status beside vc', { vc: first, ...jwt.claims, credentialStatus: { type: 'X' } }],
    ['an end beside vc', { vc: first, ...jwt.claims, validUntil: validFrom }],
  ])('are ambiguous: %s', async (_name, body) => {
    const { ambiguous, claims } = read(body);
    expect(ambiguous).toMatch(/ stands beside the claim vc or vp$/);
    expect(claims.outcome).toBe('ambiguous');
    expect((await summaryOf(body)).authentic).toBe('no');
  });

  it.each<[string, object]>([
    ['text', { vc: JSON.stringify(first), ...jwt.claims }],
    ['nothing', { vc: null, ...jwt.claims }],
    ['a list', { vc: [first], ...jwt.claims }],
  ])('are none when vc is %s', async (_name, body) => {
    expect(receive(signJwt(body)).ok).toBe(false);
    expect((await summaryOf(body)).authentic).toBe('no');
  });
});

describe('claims', () => {
  it.each<[string, object]>([
    ['another issuer', { iss: 'did:web:stranger.example' }],
    ['an issuer in a list', { iss: [did] }],
    ['nobody as the issuer', { iss: null }],
    ['another id', { jti: `${payload.id}0` }],
    ['another subject', { sub: 'urn:uuid:other' }],
    ['another start', { nbf: payload.nbf + 1 }],
    ['a start in words', { nbf: String(payload.nbf) }],
    ['another end', { exp: payload.exp + 1 }],
    ['an earlier end', { exp: payload.nbf }],
    ['an end in milliseconds', { exp: payload.exp * 1000 }],
    ['a date of signature in words', { iat: 'yesterday' }],
  ])('contradict the badge: %s', async (_name, changes) => {
    expect(read({ ...payload, ...changes }).claims.outcome).toBe('ambiguous');
    expect((await summaryOf({ ...payload, ...changes })).authentic).toBe('no');
    const older = { vc: first, ...jwt.claims, ...changes };
    expect(read(older).claims.outcome).toBe('ambiguous');
    expect((await summaryOf(older)).authentic).toBe('no');
  });

  it.each(['iss', 'jti', 'sub', 'nbf', 'exp'])('without %s are incomplete', async (claim) => {
    const body = { ...payload, [claim]: undefined };
    const { claims } = read(body);
    expect(claims).toMatchObject({ outcome: 'warn', notes: [{ place: claim, must: true }] });
    expect((await summaryOf(body)).authentic).toBe('yes');
  });

  it('say when a badge ends that does not say it itself', async () => {
    const { document, places } = read({ ...payload, validUntil: undefined });
    expect(document['validUntil']).toBe('2036-10-14T09:30:00.000Z');
    expect(places).toEqual(['validUntil']);
    const ended = { ...payload, validUntil: undefined, exp: seconds - 1 };
    expect(await summaryOf(ended)).toMatchObject({ authentic: 'yes', standing: 'expired' });
  });

  it('say when the badge was signed', () => {
    const now = read({ ...payload, iat: seconds }).claims;
    expect(now).toMatchObject({ outcome: 'pass', issuedAt: NOW.toISOString() });
    const { claims } = read({ ...payload, iat: seconds + 3600 });
    expect(claims).toMatchObject({
      outcome: 'warn',
      notes: [{ place: 'iat' }],
      issuedAt: '2026-11-20T11:00:00.000Z',
    });
  });

  it.each([
    ['in another time zone', '2026-10-14T11:30:00+02:00'],
    ['without a time zone', '2026-10-14T09:30:00'],
    ['with a fraction', '2026-10-14T09:30:00.9Z'],
  ])('agree with a start that is written %s', (_name, start) => {
    expect(read({ ...payload, validFrom: start }).claims.outcome).toBe('pass');
  });

  it('contradict nothing that cannot be read', () => {
    expect(read({ ...payload, validFrom: 'last week' }).claims.outcome).toBe('pass');
  });
});

describe('keys twice', () => {
  it('are told from what is no JSON', () => {
    const raw = (json: string) => Buffer.from(json).toString('base64url');
    const [head = '', body = ''] = signJwt(payload).split('.');
    const twice = raw(JSON.stringify(payload).replace('"iss":', '"iss":"urn:x","iss":'));
    const reasonOf = (header: string, claims: string) => {
      const received = receive(jwt.signParts(header, claims, jwt.es256));
      return received.ok ? undefined : received.reason;
    };
    expect(reasonOf(head, twice)).toBe('ambiguous');
    expect(reasonOf(raw('{"alg":"ES256","alg":"none","kid":"k"}'), body)).toBe('ambiguous');
    expect(reasonOf(head, raw(`{"a":"${'x'.repeat(300_000)}"}`))).toBe('too-large');
    expect(reasonOf(head, raw('bonjour'))).toBe('not-json');
    expect(reasonOf(head, body.slice(0, -1))).toBe('not-json');
  });
});
