/** P-256 public keys: one point, as the platform and as JOSE want it. */
import { p256 } from '@noble/curves/nist.js';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from '../encoding.ts';
import { CredentialError } from '../errors.ts';
import { decodeP256Multikey } from '../multikey.ts';
import type { VerificationMethod } from '../verification-method.ts';
import { methodKey } from './method-key.ts';

const jwkShape = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().length(43),
  y: z.string().length(43),
  alg: z.literal('ES256').optional(),
});

/** The 65 bytes of the point, uncompressed. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function readP256Key(method: VerificationMethod): Uint8Array {
  const key = methodKey(method);
  if (key.form === 'multikey') return uncompressed(decodeP256Multikey(key.multikey));
  const jwk = jwkShape.safeParse(key.jwk);
  if (!jwk.success) throw new CredentialError('INVALID_KEY', `${method.id} is not a P-256 key`);
  const { x, y } = jwk.data;
  return uncompressed(Uint8Array.of(4, ...decodeBase64Url(x), ...decodeBase64Url(y)));
}

/** `point` in any form of SEC 1 §2.3.3. Throws `CredentialError` INVALID_KEY off the curve. */
export function uncompressed(point: Uint8Array): Uint8Array {
  try {
    return p256.Point.fromBytes(point).toBytes(false);
  } catch (cause) {
    throw new CredentialError('INVALID_KEY', 'Not a point of P-256', { cause });
  }
}

/** `key`: 65 bytes, uncompressed. */
export function p256Jwk(key: Uint8Array): { kty: 'EC'; crv: 'P-256'; x: string; y: string } {
  const [x, y] = [encodeBase64Url(key.slice(1, 33)), encodeBase64Url(key.slice(33))];
  return { kty: 'EC', crv: 'P-256', x, y };
}

export type VerifyP256 = (signature: Uint8Array, message: Uint8Array) => Promise<boolean>;

/** ECDSA with SHA-256 (FIPS 186-5 §6.4) under one key; `key`: 65 bytes, uncompressed. */
export async function p256Verifier(key: Uint8Array): Promise<VerifyP256> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const imported = await crypto.subtle.importKey('raw', Uint8Array.from(key), algorithm, false, [
    'verify',
  ]);
  const options = { name: 'ECDSA', hash: 'SHA-256' };
  return (signature, message) =>
    crypto.subtle.verify(options, imported, Uint8Array.from(signature), Uint8Array.from(message));
}
