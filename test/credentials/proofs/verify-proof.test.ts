/** Whose key it is, whether it may sign, and whether a stranger can change the verdict. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import {
  isSafePublicKey,
  verifyEd25519,
} from '../../../src/credentials/identifiers/public-keys/ed25519.ts';
import { encodeBase58, encodeBase64Url } from '../../../src/credentials/bytes/encoding.ts';
import { OPEN_BADGES_3_0_3 } from '../../../src/credentials/contexts/urls.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { type Surroundings, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import {
  fullCredential,
  issuer,
  NOW,
  signed,
  otherIssuer,
  surroundings,
} from '../support/issuer.ts';
import { p256Key } from '../support/jwt-issuer.ts';
import { type Answer, answerOn, verdictOn } from '../support/signature-answer.ts';
import { encodeEd25519Multikey } from '../support/multikey.ts';

const did = issuer.did;
const keyId = issuer.signer.id;
const [proof] = signed.proof;
const method = {
  id: keyId,
  type: 'Multikey',
  controller: did,
  publicKeyMultibase: issuer.multikey,
};
const p256 = p256Key(11, `${did}#es256`);
const good = { id: did, verificationMethod: [method], assertionMethod: [keyId] };

/** A world in which the issuer's DID gives this document. */
function controlledBy(document: unknown): Surroundings {
  return surroundings({ resolveDid: () => Promise.resolve({ outcome: 'found', document }) });
}

async function authentic(badge: unknown, world = surroundings()): Promise<string> {
  const { summary, checks } = await verifyCredential(badge, world);
  expect(checks.some(({ outcome }) => outcome === 'fail')).toBe(summary.authentic === 'no');
  return summary.authentic;
}

const withProofs = (...proofs: readonly unknown[]) => ({ ...signed, proof: proofs });

describe('the issuer’s document', () => {
  it.each([
    ['with a Multikey', good],
    ['with an embedded method', { id: did, assertionMethod: [method] }],
    [
      'with relative ids',
      { id: did, verificationMethod: [{ ...method, id: '#key-1' }], assertionMethod: ['#key-1'] },
    ],
    ['with another method too', { ...good, verificationMethod: [{ id: `${did}#other` }, method] }],
    [
      'with an older type',
      { ...good, verificationMethod: [{ ...method, type: 'Ed25519VerificationKey2020' }] },
    ],
    ['with a JWK', { ...good, verificationMethod: [withJwk()] }],
    [
      'with a key that ends later',
      { ...good, verificationMethod: [{ ...method, expires: '2026-11-20T10:00:01Z' }] },
    ],
  ])('is read %s', async (_name, document) => {
    expect(await authentic(signed, controlledBy(document))).toBe('yes');
  });

  const described = (changes: object) => ({
    ...good,
    verificationMethod: [{ ...method, ...changes }],
  });

  it.each<[string, Answer, unknown]>([
    ['of somebody else', 'unknown', { ...good, id: otherIssuer.did }],
    ['without id', 'unknown', { ...good, id: undefined }],
    ['that is null', 'unknown', null],
    ['that is text', 'unknown', JSON.stringify(good)],
    ['that lists no key', 'unknown', { id: did }],
    ['that lists the key for nothing', 'unknown', { ...good, assertionMethod: [] }],
    [
      'that lists it for signing in',
      'unknown',
      { ...good, assertionMethod: [], authentication: [keyId] },
    ],
    [
      'that lists it for signing in, and nothing else',
      'unknown',
      { id: did, verificationMethod: [method], authentication: [keyId] },
    ],
    [
      'that lists it for signing in, by an address',
      'unknown',
      {
        id: did,
        verificationMethod: [method],
        'https://w3id.org/security#authenticationMethod': [keyId],
      },
    ],
    [
      'that lists another key for assertions',
      'unknown',
      { ...good, assertionMethod: [`${did}#key-2`] },
    ],
    ['that names the key without describing it', 'unknown', { ...good, verificationMethod: [] }],
    ['that describes another key', 'unknown', described({ id: `${did}#key-2` })],
    ['with another controller', 'unknown', described({ controller: otherIssuer.did })],
    ['without a controller', 'unknown', described({ controller: undefined })],
    ['with the key of another', 'wrong', described({ publicKeyMultibase: otherIssuer.multikey })],
    ['with a revoked key', 'none', described({ revoked: '2026-11-20T10:00:00Z' })],
    ['with an expired key', 'none', described({ expires: '2026-11-20T10:00:00Z' })],
    ['with no key', 'unknown', described({ publicKeyMultibase: undefined })],
    ['with a key of another kind', 'unknown', described({ publicKeyMultibase: p256.multikey })],
    ['with a key that is no key', 'unknown', described({ publicKeyMultibase: 'z6Mk' })],
  ])('is not believed %s (%s)', async (_name, answer, document) => {
    expect(await answerOn(signed, controlledBy(document))).toBe(answer);
    expect(await authentic(signed, controlledBy(document))).not.toBe('yes');
  });

  const [unsaid, unusual] = ['issuer.assertionMethod', 'issuer.verificationMethod.type'];
  it.each<[string, string, object]>([
    ['says of no key what it is for', unsaid, { id: did, verificationMethod: [method] }],
    ['does so without brackets', unsaid, { id: did, verificationMethod: method }],
    ['gives its key a type of before', unusual, described({ type: 'JwsVerificationKey2020' })],
    [
      'gives its key the type of a proof',
      unusual,
      described({ type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdf-2022' }),
    ],
  ])('is believed with a note when it %s', async (_name, place, document) => {
    const world = controlledBy(document);
    const { outcome, key, notes = [] } = await verdictOn(signed, world);
    expect({ outcome, key }).toEqual({ outcome: 'valid', key: keyId });
    expect(notes.map(({ place }) => place)).toEqual([place]);
    expect(await authentic(signed, world)).toBe('yes');
    expect(await authentic({ ...signed, name: 'x' }, world)).toBe('no');
  });

  it.each<[string, Surroundings['resolveDid']]>([
    ['not found', () => Promise.resolve({ outcome: 'not-found', detail: '404' })],
    ['out of reach', () => Promise.resolve({ outcome: 'unreachable', detail: 'timeout' })],
    ['failing', () => Promise.reject(new Error('boom'))],
  ])('leaves the verdict open when it is %s', async (_name, resolveDid) => {
    expect(await authentic(signed, surroundings({ resolveDid }))).toBe('unknown');
  });

  it('is asked for once, however many proofs there are', async () => {
    let asked = 0;
    const resolveDid: Surroundings['resolveDid'] = () => {
      asked += 1;
      return Promise.resolve({ outcome: 'found', document: good });
    };
    const bad = { ...proof, proofValue: `z${'1'.repeat(64)}` };
    await verifyCredential(withProofs(bad, bad, proof), surroundings({ resolveDid }));
    expect(asked).toBe(1);
  });
});

describe('a proof', () => {
  it('counts in another multibase', async () => {
    const signature = encodeBase64Url(await signatureOf());
    expect(await authentic(withProofs({ ...proof, proofValue: `u${signature}` }))).toBe('yes');
  });

  it.each<[string, Answer, object]>([
    ['another purpose', 'none', { proofPurpose: 'authentication' }],
    ['no purpose', 'none', { proofPurpose: undefined }],
    ['no cryptosuite', 'none', { cryptosuite: undefined }],
    ['another cryptosuite', 'wrong', { cryptosuite: 'eddsa-2022' }],
    ['a cryptosuite for other keys', 'unknown', { cryptosuite: 'ecdsa-sd-2023' }],
    ['a proof before it that is missing', 'unknown', { previousProof: 'urn:proof:1' }],
    ['a challenge that was not signed', 'wrong', { challenge: 'x' }],
    ['no key', 'wrong', { verificationMethod: undefined }],
    ['the issuer instead of its key', 'wrong', { verificationMethod: did }],
    ['a key in full', 'unknown', { verificationMethod: method }],
    ['a key in short', 'unknown', { verificationMethod: 'key-1' }],
    ['a part of the name of its key', 'unknown', { verificationMethod: '#key-1' }],
    ['another key of the issuer', 'unknown', { verificationMethod: `${did}#key-2` }],
    ['the key of a stranger', 'unknown', { verificationMethod: otherIssuer.signer.id }],
    ['an address', 'unknown', { verificationMethod: 'https://badges.example/k/lyon/keys/1' }],
    ['an issuer as prefix', 'unknown', { verificationMethod: `${did}.example#key-1` }],
    ['another type', 'unknown', { type: 'data-integrity-proof' }],
    ['no type', 'none', { type: undefined }],
    ['no value', 'none', { proofValue: undefined }],
    ['an empty value', 'none', { proofValue: '' }],
    ['an unknown multibase', 'none', { proofValue: `f${'0'.repeat(128)}` }],
    ['a value that is not base58', 'none', { proofValue: 'z0OIl' }],
    ['an endless value', 'none', { proofValue: `z${'2'.repeat(99_999)}` }],
    ['another instant', 'wrong', { created: '2026-11-20T09:59:59Z' }],
    ['no instant', 'wrong', { created: undefined }],
    ['an instant without zone', 'wrong', { created: '2026-11-20T10:00:00' }],
    ['an end that was not signed', 'wrong', { expires: '2036-11-20T10:00:00Z' }],
    ['an end that has passed', 'none', { expires: '2026-11-20T09:59:59Z' }],
    ['an end that cannot be read', 'unknown', { expires: '2036-11-20' }],
    ['a key that is an object', 'unknown', { verificationMethod: { id: method } }],
    ['an unsigned member', 'wrong', { nonce: 'x' }],
    ['an undefined member', 'unknown', { favourite: 'x' }],
    ['a context of its own without its words', 'unknown', { '@context': [OPEN_BADGES_3_0_3] }],
    ['a context of its own that is not known', 'unknown', { '@context': ['https://a.example/1'] }],
    ['words of its own for known ones', 'unknown', { '@context': [{ created: 'urn:x:y' }] }],
  ])('does not count with %s (%s)', async (_name, answer, changes) => {
    const badge = withProofs({ ...proof, ...changes });
    expect(await answerOn(badge, surroundings())).toBe(answer);
    expect(await authentic(badge)).not.toBe('yes');
  });

  it.each<[string, object]>([
    ['of Data Integrity', { ...proof, cryptosuite: 'bbs-2023' }],
    ['with its signature elsewhere', { ...proof, proofValue: undefined, type: 'X', jws: 'a..b' }],
    ['that says nothing else', { type: 'SomeSignature2031' }],
    ['that says everything otherwise', { type: 'X', proofPurpose: 1, created: 1, proofValue: 1 }],
    ['of several types', { ...proof, type: ['DataIntegrityProof', 'X'] }],
  ])('is unknown, not wrong, in a suite that is not supported: %s', async (_name, other) => {
    expect(await answerOn(withProofs(other), surroundings())).toBe('unknown');
    expect(await authentic(withProofs(other))).toBe('unknown');
  });

  it.each([
    ['created a minute ahead', '2026-11-20T10:01:00Z', 'yes'],
    ['created later', '2026-11-20T10:01:01Z', 'no'],
  ])('%s is judged by the clock', async (_name, created, verdict) => {
    const badge = await signDocument(fullCredential, issuer.signer, new Date(created));
    expect(await authentic(badge)).toBe(verdict);
  });

  it('is not taken from another badge', async () => {
    const other = await signDocument({ ...fullCredential, id: 'urn:other' }, issuer.signer, NOW);
    expect(await authentic({ ...signed, proof: other.proof })).toBe('no');
  });

  it('is needed', async () => {
    const { proof: taken, ...bare } = signed;
    expect(taken).toHaveLength(1);
    expect(await authentic(bare)).toBe('no');
    expect(await authentic(withProofs())).toBe('no');
  });
});

describe('a stranger’s extra proof', () => {
  const extras: readonly [string, unknown][] = [
    ['by the stranger', { ...proof, verificationMethod: otherIssuer.signer.id }],
    [
      'with the issuer’s name on it',
      { ...proof, proofValue: `z${encodeBase58(new Uint8Array(64).fill(1))}` },
    ],
    [
      'in an unknown suite',
      { ...proof, cryptosuite: 'x', verificationMethod: otherIssuer.signer.id },
    ],
    ['that is nothing', {}],
    ['of an unknown type', { type: 'SomeProofType', proofPurpose: 'assertionMethod' }],
  ];
  const offline: Partial<Surroundings> = {
    resolveDid: () => Promise.resolve({ outcome: 'unreachable', detail: 'offline' }),
  };

  it.each(extras)('%s changes no verdict', async (_name, extra) => {
    for (const proofs of [
      [extra, proof],
      [proof, extra],
    ]) {
      expect(await authentic(withProofs(...proofs))).toBe('yes');
      expect(await authentic(withProofs(...proofs), surroundings(offline))).toBe('unknown');
      expect(await authentic({ ...withProofs(...proofs), name: 'x' })).toBe('no');
    }
  });

  it('does not vouch for a badge by itself', async () => {
    const { proof: own, ...claimed } = await signDocument(fullCredential, otherIssuer.signer, NOW);
    expect(await authentic({ ...claimed, proof: own })).toBe('no');
    expect(await authentic({ ...signed, name: 'x', proof: [...signed.proof, ...own] })).toBe('no');
  });
});

describe('Ed25519 keys and signatures that anyone can make up', () => {
  const identity = Uint8Array.of(1, ...new Uint8Array(31));
  const message = new TextEncoder().encode('anything');
  const zeroS = Uint8Array.from([...identity, ...new Uint8Array(32)]);

  it.each([
    ['the identity', identity],
    [
      'a point of order 8',
      Uint8Array.from(
        Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex'),
      ),
    ],
    ['a mixed-order point', mixedOrderKey()],
    ['a y that is not reduced', Uint8Array.of(0xee, ...new Uint8Array(30).fill(0xff), 0x7f)],
    ['a point that is not on the curve', Uint8Array.of(2, ...new Uint8Array(31))],
    ['31 bytes', new Uint8Array(31).fill(1)],
  ])('%s is no key', async (_name, key) => {
    expect(isSafePublicKey(key)).toBe(false);
    if (key.length !== 32) return;
    const weak = { ...method, publicKeyMultibase: encodeEd25519Multikey(key) };
    const forged = { ...proof, proofValue: `z${encodeBase58(zeroS)}` };
    const world = controlledBy({ ...good, verificationMethod: [weak] });
    expect(await answerOn(withProofs(forged), world)).toBe('unknown');
    expect(await authentic(withProofs(forged), world)).not.toBe('yes');
  });

  it('a real key is one', () => {
    expect(isSafePublicKey(ed25519.getPublicKey(new Uint8Array(32).fill(7)))).toBe(true);
  });

  it('the identity key and S = 0 fool the library’s default, and not ours', () => {
    expect(ed25519.verify(zeroS, message, identity)).toBe(true);
    expect(verifyEd25519(zeroS, message, identity)).toBe(false);
  });

  it('S is reduced, and a signature has 64 bytes', () => {
    const secret = new Uint8Array(32).fill(7);
    const key = ed25519.getPublicKey(secret);
    const signature = ed25519.sign(message, secret);
    expect(verifyEd25519(signature, message, key)).toBe(true);
    expect(verifyEd25519(plusOrder(signature), message, key)).toBe(false);
    expect(verifyEd25519(signature.slice(1), message, key)).toBe(false);
  });
});

function withJwk(): object {
  const { publicKeyMultibase, ...rest } = method;
  const x = encodeBase64Url(ed25519.getPublicKey(new Uint8Array(32).fill(7)));
  expect(publicKeyMultibase).toMatch(/^z6Mk/);
  return { ...rest, type: 'JsonWebKey', publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x } };
}

async function signatureOf(): Promise<Uint8Array> {
  const seen: Uint8Array[] = [];
  const sign = async (bytes: Uint8Array) => {
    const signature = await issuer.signer.sign(bytes);
    seen.push(signature);
    return signature;
  };
  await signDocument(fullCredential, { ...issuer.signer, sign }, NOW);
  return seen[0] ?? new Uint8Array();
}

/** A real key and a point of order 8, added up. */
function mixedOrderKey(): Uint8Array {
  const torsion = ed25519.Point.fromHex(
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  );
  const key = ed25519.Point.fromBytes(ed25519.getPublicKey(new Uint8Array(32).fill(7)));
  return key.add(torsion).toBytes();
}

/** The same S plus the order of the group: equal modulo it, and another encoding. */
function plusOrder(signature: Uint8Array): Uint8Array {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const bytes = [...signature];
  let carry = order;
  for (let at = 32; at < 64; at += 1) {
    carry += BigInt(bytes[at] ?? 0);
    bytes[at] = Number(carry & 0xffn);
    carry >>= 8n;
  }
  return Uint8Array.from(bytes);
}
