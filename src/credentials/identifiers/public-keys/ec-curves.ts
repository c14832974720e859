/** Where the key says which curve it is on. */
import type { VerificationMethod } from '../verification-method.ts';
import { type Curve, readEcKey } from './ec-key.ts';
import { P256 } from './p256-key.ts';
import { P384 } from './p384-key.ts';

/** The point, uncompressed. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function readKeyOfAnyCurve(method: VerificationMethod): Uint8Array {
  return readEcKey(namesP384(method) ? P384 : P256, method);
}

/** What it claims to be; whether it is, reading it tells. */
function namesP384({ publicKeyMultibase, publicKeyJwk }: VerificationMethod): boolean {
  return publicKeyMultibase?.startsWith('z82') ?? publicKeyJwk?.['crv'] === 'P-384';
}

/** A point has two coordinates, and a byte before them. */
export function curveOf(point: Uint8Array): Curve {
  return point.length === 1 + 2 * P384.size ? P384 : P256;
}
