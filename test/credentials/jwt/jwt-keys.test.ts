/** Whose key a JWT names, and where it is looked for (docs/adr/0026). */
import { describe, expect, it } from 'vitest';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, issuer } from '../support/issuer.ts';
import * as jwt from '../support/jwt-issuer.ts';
import { type Answer, answerOn, verdictOn } from '../support/signature-answer.ts';

const { es256, eddsa, rs256, otherIssuersKey, payload, signJwt, jwtSurroundings, encode } = jwt;
const did = issuer.did;
const good = signJwt(payload);

async function verdict(text: unknown, world: Surroundings): Promise<string> {
  return (await verifyCredential(text, world)).summary.authentic;
}

describe('a kid that is an address', () => {
  const kid = 'https://badges.example/k/lyon/keys/1';
  const set = 'https://badges.example/.well-known/jwks.json';
  const published = { ...es256.publicJwk, kid };
  const method = { id: kid, type: 'JsonWebKey', controller: did, publicKeyJwk: es256.publicJwk };
  const text = signJwt(payload, es256, { alg: 'ES256', kid });

  /** A world that gives what lies at these names, and remembers what it was asked for. */
  function answering(all: Readonly<Record<string, unknown>>) {
    const asked: string[] = [];
    const answers = new Map(Object.entries(all));
    const resolveDid: Surroundings['resolveDid'] = (id) => {
      asked.push(id);
      return Promise.resolve(
        answers.has(id)
          ? { outcome: 'found', document: answers.get(id) }
          : { outcome: 'not-found', detail: '404' },
      );
    };
    return { asked, world: jwtSurroundings(undefined, { resolveDid }) };
  }

  const naming = { id: did, assertionMethod: [kid] };
  const describing = { id: did, verificationMethod: [method], assertionMethod: [kid] };
  const jwk = { ...method, id: `${did}#1`, publicKeyJwk: published };

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['describes', { [did]: describing }, [did]],
    ['names, and that gives a JWK', { [did]: naming, [kid]: es256.publicJwk }, [did, kid]],
    ['describes under another name', { [did]: { id: did, assertionMethod: [jwk] } }, [did]],
  ])('is the key that the issuer’s document %s', async (_name, answers, questions) => {
    const { world, asked } = answering(answers);
    expect(await answerOn(text, world)).toBe('right');
    expect(asked).toEqual(questions);
    expect(await verdict(text, world)).toBe('yes');
  });

  it.each<[string, unknown]>([
    ['one key of several', { keys: [{ ...otherIssuersKey.publicJwk, kid: 'x' }, published] }],
    ['a single one', { keys: [published] }],
  ])('is the key that the JWK set of the host names: %s', async (_name, keys) => {
    const { world, asked } = answering({ [did]: { id: did }, [set]: keys });
    expect(await answerOn(text, world)).toBe('right');
    expect(asked).toEqual([did, set]);
    const forged = signJwt(payload, otherIssuersKey, { alg: 'ES256', kid });
    expect(await answerOn(forged, world)).toBe('wrong');
  });

  it('is the key of an issuer that is an address', async () => {
    const id = 'https://badges.example/k/lyon';
    const own = { ...payload, iss: id, issuer: { ...fullCredential.issuer, id } };
    for (const name of [`${id}#key-1`, `${id}/keys/1`]) {
      const key = { ...es256.publicJwk, kid: name };
      const { world, asked } = answering({ [id]: { id }, [set]: { keys: [key] } });
      const badge = signJwt(own, es256, { alg: 'ES256', kid: name });
      expect(await answerOn(badge, world)).toBe('right');
      expect(asked).toEqual([id, set]);
    }
  });

  it.each([
    ['the host itself', 'https://badges.example'],
    ['the host itself, as a did:web', 'did:web:badges.example'],
    ['a place above it', 'https://badges.example/k'],
  ])('of a tenant does not sign for %s, whose set lists it', async (_name, id) => {
    const { world } = answering({ [id]: { id }, [set]: { keys: [published] } });
    const own = { ...payload, iss: id, issuer: { ...fullCredential.issuer, id } };
    expect(await answerOn(signJwt(own, es256, { alg: 'ES256', kid }), world)).toBe('unknown');
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['nobody names', { [did]: { id: did }, [kid]: es256.publicJwk }],
    ['is for signing in', { [did]: { id: did, authentication: [kid] }, [kid]: es256.publicJwk }],
    [
      'belongs to another',
      { [did]: { id: did, assertionMethod: [{ ...method, controller: set }] } },
    ],
    ['is named by another’s document', { [did]: { ...naming, id: set }, [kid]: es256.publicJwk }],
    ['is no JWK', { [did]: naming, [kid]: describing }],
    ['is another’s in the set', { [did]: { id: did }, [set]: { keys: [es256.publicJwk] } }],
    ['stands twice in the set', { [did]: { id: did }, [set]: { keys: [published, published] } }],
    ['stands in no set', { [did]: { id: did }, [set]: [published] }],
  ])('is unknown if it %s', async (_name, answers) => {
    const { world, asked } = answering(answers);
    expect(await answerOn(text, world)).toBe('unknown');
    expect(asked.length).toBeLessThanOrEqual(2);
    expect(await verdict(text, world)).not.toBe('yes');
  });

  it.each<[string, object]>([
    ['revoked', { revoked: '2026-11-20T09:00:00Z' }],
    ['expired', { expires: '2026-11-20T09:00:00Z' }],
  ])('is not looked for elsewhere once it is %s', async (_name, end) => {
    const document = { id: did, assertionMethod: [{ ...method, ...end }] };
    const { world, asked } = answering({ [did]: document, [set]: { keys: [published] } });
    expect(await answerOn(text, world)).toBe('none');
    expect(asked).toEqual([did]);
  });

  it.each([
    'https://badges.example/k/paris/keys/1',
    'https://badges.example/k/lyon/../paris/keys/1',
    'https://badges.example/k/lyon/%2e%2e/paris/keys/1',
    'https://badges.example/k/lyon/keys/1?x',
    'https://badges.example/k/lyonnais/keys/1',
    'https://badges.example.evil.example/k/lyon/keys/1',
    'https://evil.example/k/lyon/keys/1',
    'http://badges.example/k/lyon/keys/1',
    'file:///etc/keys/1',
    otherIssuersKey.id,
    `${did}.evil.example#es256`,
  ])('says nothing elsewhere, and nobody is asked there: %s', async (elsewhere) => {
    const key = { ...otherIssuersKey.publicJwk, kid: elsewhere };
    const { world, asked } = answering({
      [did]: { id: did },
      [set]: { keys: [key] },
      [elsewhere]: key,
    });
    const forged = signJwt(payload, otherIssuersKey, { alg: 'ES256', kid: elsewhere });
    expect(await answerOn(forged, world)).toBe('unknown');
    expect(asked).toEqual(elsewhere.startsWith('https:') ? [did] : []);
    expect(await verdict(forged, world)).not.toBe('yes');
  });
});

describe('the key', () => {
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
  const holding = (members: object) =>
    listing({ publicKeyJwk: { ...es256.publicJwk, ...members } });

  it.each<[string, unknown]>([
    ['as a Multikey', listing({ type: 'Multikey', publicKeyJwk: undefined, ...multikey() })],
    ['named by its JWK', listing({ publicKeyJwk: { ...es256.publicJwk, kid: 'k' } })],
    ['written out', { id: did, assertionMethod: [method] }],
  ])('is found %s', async (_name, controller) => {
    expect(await verdict(good, jwtSurroundings(controller))).toBe('yes');
  });

  it.each<[string, Answer, unknown]>([
    ['of another issuer', 'unknown', { ...jwt.document, id: 'did:web:stranger.example' }],
    ['for nothing', 'unknown', { ...jwt.document, assertionMethod: [] }],
    [
      'for signing in',
      'unknown',
      { ...jwt.document, assertionMethod: [], authentication: [es256.id] },
    ],
    ['that is revoked', 'none', listing({ revoked: '2026-11-20T10:00:00Z' })],
    ['that has expired', 'none', listing({ expires: '2026-11-20T10:00:00Z' })],
    ['of another controller', 'unknown', listing({ controller: 'did:web:stranger.example' })],
    ['of a stranger', 'wrong', listing({ publicKeyJwk: otherIssuersKey.publicJwk })],
    ['on another curve', 'unknown', holding({ crv: 'secp256k1' })],
    ['off the curve', 'unknown', holding({ y: 'A'.repeat(43) })],
    ['with its private half', 'unknown', holding({ d: 'x' })],
    ['for encryption', 'unknown', holding({ use: 'enc' })],
    ['for another algorithm', 'unknown', holding({ alg: 'ES384' })],
    ['that is RSA', 'unknown', listing({ publicKeyJwk: rs256.publicJwk })],
    ['that is Ed25519', 'unknown', listing({ publicKeyJwk: eddsa.publicJwk })],
    ['that is a secret', 'unknown', listing({ publicKeyJwk: { kty: 'oct', k: 'AAAA' } })],
    ['that is nothing', 'unknown', null],
  ])('is not believed: %s (%s)', async (_name, answer, controller) => {
    expect(await answerOn(good, jwtSurroundings(controller))).toBe(answer);
    expect(await verdict(good, jwtSurroundings(controller))).not.toBe('yes');
  });

  it('is not the only one of more than are looked at', async () => {
    const many = (count: number) => {
      const others = Array.from({ length: count - 1 }, (_, at) => ({
        ...method,
        id: `${did}#rsa-${at}`,
        publicKeyJwk: rs256.publicJwk,
      }));
      return jwtSurroundings({ id: did, assertionMethod: [method, ...others] });
    };
    for (const named of [{ kid: did }, {}, { jwk: otherIssuersKey.publicJwk }, { kid: 'other' }]) {
      const forged = signJwt(payload, otherIssuersKey, { alg: 'ES256', ...named });
      const { stage, outcome, isAbsent } = await verdictOn(forged, many(33));
      expect({ stage, outcome, isAbsent }).toEqual({ stage: 'key', outcome: 'unknown' });
    }
    const forged = signJwt(payload, otherIssuersKey, { alg: 'ES256', kid: did });
    expect(await answerOn(forged, many(32))).toBe('wrong');
    // One that is named is found wherever it stands.
    const text = signJwt(payload, rs256, { alg: 'RS256', kid: `${did}#rsa-40` });
    expect(await answerOn(text, many(50))).toBe('right');
  });

  it.each<[string, object]>([
    ['of a form that is not read', { publicKeyJwk: undefined, publicKeyPem: 'MCow' }],
    ['of another controller', { controller: 'did:web:stranger.example' }],
    ['without a type', { type: undefined }],
  ])('is not the only one beside another %s', async (_name, changes) => {
    const other = { ...method, id: `${did}#other`, ...changes };
    const beside = jwtSurroundings({ id: did, assertionMethod: [method, other] });
    const alone = jwtSurroundings({ id: did, assertionMethod: [method] });
    for (const named of [{ kid: did }, {}]) {
      const header = { alg: 'ES256', ...named };
      const own = signJwt(payload, es256, header);
      const forged = signJwt(payload, otherIssuersKey, header);
      expect([await answerOn(own, alone), await answerOn(forged, alone)]).toEqual([
        'right',
        'wrong',
      ]);
      for (const text of [own, forged]) expect(await answerOn(text, beside)).toBe('unknown');
    }
    expect(await answerOn(good, beside)).toBe('right');
  });

  it('is absent only from a document that is the issuer’s', async () => {
    const named = signJwt(payload, es256, { alg: 'ES256', kid: `${did}#other` });
    const holds = signJwt(payload, otherIssuersKey, {
      alg: 'ES256',
      jwk: otherIssuersKey.publicJwk,
    });
    for (const text of [named, holds]) {
      expect(await verdictOn(text, jwtSurroundings())).toMatchObject({
        stage: 'key',
        isAbsent: true,
      });
      const foreign = jwtSurroundings({ ...jwt.document, id: 'did:web:stranger.example' });
      expect(await verdictOn(text, foreign)).not.toHaveProperty('isAbsent');
    }
  });

  it.each<[string, unknown]>([
    ['says of no key what it is for', { ...jwt.document, assertionMethod: undefined }],
    ['gives one method without brackets', { id: did, verificationMethod: method }],
    ['gives its key an unusual type', listing({ type: 'EcdsaSecp256r1VerificationKey2019' })],
  ])('is believed with a note if the document %s', async (_name, controller) => {
    const world = jwtSurroundings(JSON.parse(JSON.stringify(controller)));
    const { outcome, notes = [], key } = await verdictOn(good, world);
    expect({ outcome, key, notes: notes.length }).toEqual({
      outcome: 'valid',
      key: es256.id,
      notes: 1,
    });
    const forged = signJwt({ ...payload, name: 'x' }).replace(/[^.]*$/, good.split('.')[2] ?? '');
    expect(await answerOn(forged, world)).toBe('wrong');
  });

  it('is unknown when nobody answers', async () => {
    const resolveDid = () => Promise.reject(new Error('offline'));
    expect(await verdict(good, jwtSurroundings(undefined, { resolveDid }))).toBe('unknown');
  });

  it.each([1024, 8192])('of RSA is refused with %d bits', async (bits) => {
    // Never used: a modulus of that size is enough to be refused.
    const n = Buffer.alloc(bits / 8, 0xff).toString('base64url');
    const weak = { ...rs256, publicJwk: { kty: 'RSA', n, e: 'AQAB' } };
    const world = jwtSurroundings(jwt.publishing([weak]));
    expect(await answerOn(signJwt(payload, rs256), world)).toBe('unknown');
  });

  it('of RSA is refused with a small exponent', async () => {
    const weak = { ...rs256, publicJwk: { ...rs256.publicJwk, e: 'Aw' } };
    const world = jwtSurroundings(jwt.publishing([weak]));
    expect(await answerOn(signJwt(payload, rs256), world)).toBe('unknown');
  });
});

interface Named {
  readonly kid?: string;
  readonly jwk?: object;
}

describe('an issuer that is its own key', () => {
  const issuedBy = (id: string) => ({
    ...payload,
    iss: id,
    issuer: { ...fullCredential.issuer, id },
  });
  const offline = jwtSurroundings(undefined, {
    resolveDid: () => Promise.reject(new Error('never')),
  });
  const didKey = `did:key:${es256.multikey}`;
  const withPrivate = { ...es256.publicJwk, d: 'AAAA' };

  it.each([
    ['did:jwk', es256, didJwk(es256.publicJwk), '0'],
    ['did:key', es256, `did:key:${es256.multikey}`, es256.multikey],
    ['did:jwk of RSA', rs256, didJwk(rs256.publicJwk), '0'],
  ])('is read without asking anybody: %s', async (_name, key, id, fragment) => {
    const text = signJwt(issuedBy(id), key, { alg: key.alg, kid: `${id}#${fragment}` });
    expect(await verdict(text, offline)).toBe('yes');
  });

  it.each<[string, Answer, string, Named]>([
    ['did:jwk that names another', 'wrong', didJwk(otherIssuersKey.publicJwk), { kid: '#0' }],
    ['did:jwk with another fragment', 'none', didJwk(es256.publicJwk), { kid: '#1' }],
    ['did:jwk that shows its private half', 'unknown', didJwk(withPrivate), { kid: '#0' }],
    [
      'did:jwk beside another key',
      'none',
      didJwk(es256.publicJwk),
      { jwk: otherIssuersKey.publicJwk },
    ],
    [
      'did:jwk and the key of another',
      'none',
      didJwk(es256.publicJwk),
      { kid: otherIssuersKey.id },
    ],
    ['did:jwk and an address', 'none', didJwk(es256.publicJwk), { kid: 'https://x.example/1' }],
    ['did:key beside another key', 'none', didKey, { jwk: otherIssuersKey.publicJwk }],
    ['did:key with another fragment', 'none', didKey, { kid: '#es256' }],
    ['did:key and the key of another', 'none', didKey, { kid: `${did}#es256` }],
    ['did:key with a kid and another key', 'none', didKey, { kid: '', jwk: rs256.publicJwk }],
  ])('is not believed: a %s (%s)', async (_name, answer, id, { kid, jwk }) => {
    const isOwn = kid === '' || kid?.startsWith('#');
    const header = { alg: 'ES256', kid: isOwn ? `${id}${kid}` : kid, jwk };
    const text = signJwt(issuedBy(id), es256, header);
    expect(await answerOn(text, offline)).toBe(answer);
    expect(await verdict(text, offline)).toBe(answer === 'unknown' ? 'unknown' : 'no');
  });

  it.each<[string, object, number]>([
    ['by its DID alone', { kid: didKey }, 1],
    ['by a name of its own', { kid: 'key-1' }, 1],
    ['by nothing', {}, 1],
    ['by itself', { jwk: es256.publicJwk }, 0],
    ['by itself and its DID', { jwk: es256.publicJwk, kid: didKey }, 1],
    ['by itself and its name', { jwk: es256.publicJwk, kid: `${didKey}#${es256.multikey}` }, 0],
  ])('is named %s', async (_name, named, count) => {
    const text = signJwt(issuedBy(didKey), es256, { alg: 'ES256', ...named });
    const { outcome, key, notes = [] } = await verdictOn(text, offline);
    expect({ outcome, key }).toEqual({ outcome: 'valid', key: `${didKey}#${es256.multikey}` });
    expect(notes).toHaveLength(count);
    expect(await verdict(text, offline)).toBe('yes');
    const forged = signJwt(issuedBy(didKey), otherIssuersKey, { alg: 'ES256', ...named });
    expect(await answerOn(forged, offline)).toBe('wrong');
    expect(await verdict(forged, offline)).toBe('no');
  });

  it.each(['did:jwk:AAAA', 'did:jwk:W10', 'did:jwk:!', 'did:key:zDnae', 'did:example:1'])(
    'is unknown when it holds no key: %s',
    async (id) => {
      const text = signJwt(issuedBy(id), es256, { alg: 'ES256', kid: `${id}#0` });
      expect(await verdict(text, offline)).toBe('unknown');
    },
  );
});

function didJwk(jwk: object): string {
  return `did:jwk:${encode(jwk)}`;
}

/** A JWT whose header holds this key. */
function multikey() {
  return { publicKeyMultibase: es256.multikey };
}

/** Another last character with the same bits that count: 64 bytes leave four of six unused. */
