/** Keys of test issuers, kept as objects: whoever signs here does not pay for reading a key. */
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { buildDidDocument } from '../../src/credentials/write/did-document.ts';
import type { Signer } from '../../src/credentials/write/sign.ts';
import { ALGORITHMS } from '../../src/keys/algorithms.ts';

export type BenchIssuer = ReturnType<typeof createIssuer>;

/** With a key for each way of signing; what native code can do, without any service around it. */
export function createIssuer(did: string) {
  const ed25519 = generateKeyPairSync('ed25519');
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ids = { Ed25519: `${did}#key-1`, ES256: `${did}#key-2` } as const;
  const publicKeys = {
    Ed25519: ALGORITHMS.Ed25519.publicText(ed25519.publicKey),
    ES256: ALGORITHMS.ES256.publicText(p256.publicKey),
  } as const;
  const key = (algorithm: 'Ed25519' | 'ES256') =>
    ({ id: ids[algorithm], algorithm, publicKey: publicKeys[algorithm], state: 'active' }) as const;
  const signer: Signer = {
    id: ids.Ed25519,
    algorithm: 'Ed25519',
    sign: (bytes) => Promise.resolve(new Uint8Array(sign(null, bytes, ed25519.privateKey))),
  };
  const jwtSigner: Signer = {
    id: ids.ES256,
    algorithm: 'ES256',
    sign: (bytes) => Promise.resolve(ALGORITHMS.ES256.sign(bytes, p256.privateKey)),
  };
  return {
    did,
    signer,
    jwtSigner,
    p256,
    didDocument: buildDidDocument({ did, keys: [key('Ed25519'), key('ES256')] }),
    /** Ed25519, and nothing else. */
    sign: (bytes: Uint8Array) => sign(null, bytes, ed25519.privateKey),
    verify: (bytes: Uint8Array, signature: Uint8Array) =>
      verify(null, bytes, ed25519.publicKey, signature),
    /** ES256. */
    verifyJwt: (bytes: Uint8Array, signature: Uint8Array) =>
      verify('sha256', bytes, { key: p256.publicKey, dsaEncoding: 'ieee-p1363' }, signature),
  };
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
