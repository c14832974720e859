/** The signatures of VC-JWT, one row each (Open Badges 3.0 §8.2.1). */
import { compactVerify, errors, type JWK } from 'jose';
import { verifyEd25519 } from '../identifiers/public-keys/ed25519.ts';
import { p256Jwk, readP256Key } from '../identifiers/public-keys/p256-key.ts';
import { readEd25519Key } from '../identifiers/public-keys/ed25519-key.ts';
import { readRsaKey } from '../identifiers/public-keys/rsa-key.ts';
import type { VerificationMethod } from '../identifiers/verification-method.ts';
import type { CompactJwt } from './compact.ts';

export interface JwtAlgorithm {
  readonly alg: string;
  /** Whether the profile of Open Badges names it. */
  readonly isInProfile: boolean;
  /**
   * How to check a signature with the key of `method`.
   * Throws `CredentialError` for a key of another kind, or unsafe.
   */
  readKey(method: VerificationMethod): (jwt: CompactJwt) => Promise<boolean>;
}

const JWT_ALGORITHMS: readonly JwtAlgorithm[] = [
  {
    alg: 'ES256',
    isInProfile: true,
    readKey: (method) => joseVerifier('ES256', p256Jwk(readP256Key(method))),
  },
  {
    alg: 'RS256',
    isInProfile: true,
    readKey: (method) => joseVerifier('RS256', readRsaKey(method)),
  },
  { alg: 'EdDSA', isInProfile: false, readKey: ed25519Verifier },
  // The same under its newer name (RFC 9864).
  { alg: 'Ed25519', isInProfile: false, readKey: ed25519Verifier },
];

export function findJwtAlgorithm(alg: string): JwtAlgorithm | undefined {
  return JWT_ALGORITHMS.find((row) => row.alg === alg);
}

/** No signature at all, or one that the verifier could have made. */
export function isNoSignature(alg: string): boolean {
  return alg.toLowerCase() === 'none' || alg.toUpperCase().startsWith('HS');
}

function joseVerifier(alg: string, key: JWK): (jwt: CompactJwt) => Promise<boolean> {
  return async ({ text }) => {
    try {
      await compactVerify(text, key, { algorithms: [alg] });
      return true;
    } catch (error) {
      // Anything else, and nothing was computed.
      if (error instanceof errors.JWSSignatureVerificationFailed) return false;
      throw error;
    }
  };
}

/** Ours rather than the platform's, which takes keys and signatures that anyone can make up. */
function ed25519Verifier(method: VerificationMethod): (jwt: CompactJwt) => Promise<boolean> {
  const key = readEd25519Key(method);
  return ({ text, signature }) => {
    const message = new TextEncoder().encode(text.slice(0, text.lastIndexOf('.')));
    return Promise.resolve(verifyEd25519(signature, message, key));
  };
}
