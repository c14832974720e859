import { p256 } from '@noble/curves/nist.js';
import { decodeP256Multikey } from './multikey.ts';
import type { VerificationMethod } from '../verification-method.ts';
import { type Curve, ecJwk, ecVerifier, readEcKey, uncompressedOn } from './ec-key.ts';

export const P256: Curve = {
  name: 'P-256',
  hash: 'SHA-256',
  alg: 'ES256',
  size: 32,
  readPoint: (bytes) => p256.Point.fromBytes(bytes),
  decodeMultikey: decodeP256Multikey,
};

/** The 65 bytes of the point, uncompressed. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export const readP256Key = (method: VerificationMethod) => readEcKey(P256, method);
/** Throws `CredentialError` INVALID_KEY off the curve. */
export const uncompressed = (point: Uint8Array) => uncompressedOn(P256, point);
/** `key`: 65 bytes, uncompressed. */
export const p256Jwk = (key: Uint8Array) => ecJwk(P256, key);
export const p256Verifier = (key: Uint8Array) => ecVerifier(P256, key);
