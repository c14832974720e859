/** Public keys on the curves of NIST: one point, as the platform and as JOSE want it. */
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from '../../bytes/encoding.ts';
import { CredentialError } from '../../errors.ts';
import type { VerificationMethod } from '../verification-method.ts';
import { methodKey } from './method-key.ts';

/** ECDSA on a curve, with the hash that goes with it (RFC 7518 §3.4). */
export interface Curve {
  readonly name: 'P-256' | 'P-384';
  readonly hash: 'SHA-256' | 'SHA-384';
  readonly alg: 'ES256' | 'ES384';
  /** Bytes of a coordinate. */
  readonly size: number;
  /** Throws off the curve. */
  readonly readPoint: (bytes: Uint8Array) => { toBytes(isCompressed: boolean): Uint8Array };
  decodeMultikey(multikey: string): Uint8Array;
}

export type VerifyEcdsa = (signature: Uint8Array, message: Uint8Array) => Promise<boolean>;

export interface EcJwk {
  readonly kty: 'EC';
  readonly crv: Curve['name'];
  readonly x: string;
  readonly y: string;
}

/** The point of a method, uncompressed. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function readEcKey(curve: Curve, method: VerificationMethod): Uint8Array {
  const key = methodKey(method);
  if (key.form === 'multikey') return uncompressedOn(curve, curve.decodeMultikey(key.multikey));
  const jwk = jwkShape(curve).safeParse(key.form === 'jwk' ? key.jwk : undefined);
  if (!jwk.success) throw invalid(`${method.id} is not a ${curve.name} key`);
  const { x, y } = jwk.data;
  return uncompressedOn(curve, Uint8Array.of(4, ...decodeBase64Url(x), ...decodeBase64Url(y)));
}

function jwkShape({ name, alg, size }: Curve) {
  const coordinate = z.string().length(Math.ceil((size * 4) / 3));
  return z.looseObject({
    kty: z.literal('EC'),
    crv: z.literal(name),
    x: coordinate,
    y: coordinate,
    alg: z.literal(alg).optional(),
  });
}

/** `point` in any form of SEC 1 §2.3.3. Throws `CredentialError` INVALID_KEY off the curve. */
export function uncompressedOn({ name, readPoint }: Curve, point: Uint8Array): Uint8Array {
  try {
    return readPoint(point).toBytes(false);
  } catch (cause) {
    throw invalid(`Not a point of ${name}`, { cause });
  }
}

/** `key`: a point, uncompressed. */
export function ecJwk({ name: crv, size }: Curve, key: Uint8Array): EcJwk {
  const [x, y] = [key.slice(1, size + 1), key.slice(size + 1)];
  return { kty: 'EC', crv, x: encodeBase64Url(x), y: encodeBase64Url(y) };
}

/** ECDSA (FIPS 186-5 §6.4) under one key; `key`: a point, uncompressed. */
export async function ecVerifier({ name, hash }: Curve, key: Uint8Array): Promise<VerifyEcdsa> {
  const algorithm = { name: 'ECDSA', namedCurve: name };
  const raw = Uint8Array.from(key);
  const imported = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  const options = { name: 'ECDSA', hash };
  return (signature, message) =>
    crypto.subtle.verify(options, imported, Uint8Array.from(signature), Uint8Array.from(message));
}

function invalid(message: string, options?: ErrorOptions): CredentialError {
  return new CredentialError('INVALID_KEY', message, options);
}
