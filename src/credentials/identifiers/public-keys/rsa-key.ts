/** RSA public keys (RFC 7518 §6.3.1), as large as is safe and no larger than is quick. */
import { z } from 'zod';
import { decodeBase64Url } from '../../bytes/encoding.ts';
import { CredentialError } from '../../errors.ts';
import type { VerificationMethod } from '../verification-method.ts';
import { methodKey } from './method-key.ts';

/** RFC 7518 §3.3 wants 2,048 bits; beyond 4,096 a stranger chooses how long we calculate. */
const MIN_BYTES = 256;
const MAX_BYTES = 512;
/** The exponent that everybody uses, 65,537: small ones have had trouble. */
const EXPONENT = 'AQAB';

const jwkShape = z.looseObject({
  kty: z.literal('RSA'),
  n: z.string().max(700),
  e: z.literal(EXPONENT),
  alg: z.literal('RS256').optional(),
});

export interface RsaJwk {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}

/** Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function readRsaKey(method: VerificationMethod): RsaJwk {
  const key = methodKey(method);
  const jwk = jwkShape.safeParse(key.form === 'jwk' ? key.jwk : undefined);
  if (!jwk.success) throw new CredentialError('INVALID_KEY', `${method.id} is not an RSA key`);
  const { kty, n, e } = jwk.data;
  const modulus = decodeBase64Url(n);
  const isSized = modulus.length >= MIN_BYTES && modulus.length <= MAX_BYTES && modulus[0] !== 0;
  if (isSized) return { kty, n, e };
  throw new CredentialError('INVALID_KEY', `${method.id} has ${modulus.length * 8} bits`);
}
