/** Whose key it is, whether it may sign, and whether a stranger can change the verdict. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { isSafePublicKey, verifyEd25519 } from '../../src/credentials/ed25519.ts';
import { encodeBase58, encodeBase64Url } from '../../src/credentials/encoding.ts';
import { OPEN_BADGES_3_0_3 } from '../../src/credentials/contexts/urls.ts';
import { encodeEd25519Multikey } from '../../src/credentials/multikey.ts';
import { signDocument } from '../../src/credentials/sign.ts';
import { type Surroundings, verifyCredential } from '../../src/credentials/verify.ts';
import { fullCredential, issuer, NOW, signed, stranger, surroundings } from './support/issuer.ts';

const did = issuer.did;
const keyId = issuer.signer.id;
const [proof] = signed.proof;
const method = {
  id: keyId,
  type: 'Multikey',
  controller: did,
  publicKeyMultibase: issuer.multikey,
};
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

  it.each([
    ['of somebody else', { ...good, id: stranger.did }],
    ['without id', { ...good, id: undefined }],
    ['that is null', null],
    ['that is text', JSON.stringify(good)],
    ['that lists no key', { id: did }],
    ['that lists the key for nothing', { ...good, assertionMethod: [] }],
    ['that lists it for signing in', { ...good, assertionMethod: [], authentication: [keyId] }],
    ['that names the key without describing it', { ...good, verificationMethod: [] }],
    [
      'that describes another key',
      { ...good, verificationMethod: [{ ...method, id: `${did}#key-2` }] },
    ],
    [
      'with another controller',
      { ...good, verificationMethod: [{ ...method, controller: stranger.did }] },
    ],
    [
      'without a controller',
      { ...good, verificationMethod: [{ ...method, controller: undefined }] },
    ],
    [
      'with the key of another',
      { ...good, verificationMethod: [{ ...method, publicKeyMultibase: stranger.multikey }] },
    ],
    [
      'with a revoked key',
      { ...good, verificationMethod: [{ ...method, revoked: '2026-11-20T10:00:00Z' }] },
    ],
    [
      'with an expired key',
      { ...good, verificationMethod: [{ ...method, expires: '2026-11-20T10:00:00Z' }] },
    ],
    [
      'with a key of an unknown type',
      { ...good, verificationMethod: [{ ...method, type: 'Ed25519VerificationKey2018' }] },
    ],
    [
      'with a key that is no key',
      { ...good, verificationMethod: [{ ...method, publicKeyMultibase: 'z6Mk' }] },
    ],
  ])('is not believed %s', async (_name, document) => {
    expect(await authentic(signed, controlledBy(document))).toBe('no');
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

  it.each([
    ['another purpose', { proofPurpose: 'authentication' }],
    ['no purpose', { proofPurpose: undefined }],
    ['no cryptosuite', { cryptosuite: undefined }],
    ['another cryptosuite', { cryptosuite: 'eddsa-2022' }],
    ['a cryptosuite for other keys', { cryptosuite: 'ecdsa-sd-2023' }],
    ['a proof before it that is missing', { previousProof: 'urn:proof:1' }],
    ['a challenge that was not signed', { challenge: 'x' }],
    ['no key', { verificationMethod: undefined }],
    ['a key without fragment', { verificationMethod: did }],
    ['another key of the issuer', { verificationMethod: `${did}#key-2` }],
    ['the key of a stranger', { verificationMethod: stranger.signer.id }],
    ['an issuer as prefix', { verificationMethod: `${did}.example#key-1` }],
    ['another type', { type: 'data-integrity-proof' }],
    ['no value', { proofValue: undefined }],
    ['an empty value', { proofValue: '' }],
    ['an unknown multibase', { proofValue: `f${'0'.repeat(128)}` }],
    ['a value that is not base58', { proofValue: 'z0OIl' }],
    ['an endless value', { proofValue: `z${'2'.repeat(99_999)}` }],
    ['another instant', { created: '2026-11-20T09:59:59Z' }],
    ['no instant', { created: undefined }],
    ['an instant without zone', { created: '2026-11-20T10:00:00' }],
    ['an end that was not signed', { expires: '2036-11-20T10:00:00Z' }],
    ['an unsigned member', { nonce: 'x' }],
    ['an undefined member', { favourite: 'x' }],
    ['a context of its own in which its words mean nothing', { '@context': [OPEN_BADGES_3_0_3] }],
    ['a context of its own that is not known', { '@context': ['https://example.org/1'] }],
    ['words of its own for known ones', { '@context': [{ created: 'urn:x:y' }] }],
  ])('does not count with %s', async (_name, changes) => {
    expect(await authentic(withProofs({ ...proof, ...changes }))).not.toBe('yes');
  });

  it('is unknown, not wrong, in a suite that is not supported', async () => {
    const other = { ...proof, cryptosuite: 'bbs-2023' };
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
    ['by the stranger', { ...proof, verificationMethod: stranger.signer.id }],
    [
      'with the issuer’s name on it',
      { ...proof, proofValue: `z${encodeBase58(new Uint8Array(64).fill(1))}` },
    ],
    ['in an unknown suite', { ...proof, cryptosuite: 'x', verificationMethod: stranger.signer.id }],
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
    const { proof: own, ...claimed } = await signDocument(fullCredential, stranger.signer, NOW);
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
    expect(await authentic(withProofs(forged), world)).toBe('no');
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
