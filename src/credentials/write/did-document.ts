/** The DID document of an issuer (DID 1.0 §5, Controlled Identifiers 1.0 §2). */
import { z } from 'zod';
import { CredentialError } from '../errors.ts';
import { decodeEd25519Multikey } from '../identifiers/public-keys/multikey.ts';

export interface IssuerKey {
  /** Absolute: the DID, `#` and a fragment. */
  readonly id: string;
  readonly algorithm: 'Ed25519' | 'ES256';
  /** Multikey in base58btc for Ed25519, a JWK in JSON for ES256. */
  readonly publicKey: string;
  /** A retired key signs no more and keeps verifying; a revoked one does neither. */
  readonly state: 'active' | 'retired' | 'revoked';
}

interface MultikeyMethod {
  readonly id: string;
  readonly type: 'Multikey';
  readonly controller: string;
  readonly publicKeyMultibase: string;
}

interface JsonWebKeyMethod {
  readonly id: string;
  readonly type: 'JsonWebKey2020' | 'JsonWebKey';
  readonly controller: string;
  readonly publicKeyJwk: PublicP256Key;
}

export interface DidDocument {
  readonly '@context': readonly string[];
  readonly id: string;
  readonly verificationMethod: readonly (MultikeyMethod | JsonWebKeyMethod)[];
  readonly assertionMethod: readonly string[];
}

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Only these members are carried over: a private `d` can never be published. */
const publicP256Key = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
type PublicP256Key = z.infer<typeof publicP256Key>;

const DID_CONTEXT = 'https://www.w3.org/ns/did/v1';
const KEY_CONTEXTS = {
  Ed25519: ['https://w3id.org/security/multikey/v1'],
  ES256: ['https://w3id.org/security/suites/jws-2020/v1', 'https://w3id.org/security/jwk/v1'],
} as const;

/** Revoked keys are left out. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function buildDidDocument(input: {
  readonly did: string;
  readonly keys: readonly IssuerKey[];
}): DidDocument {
  const keys = input.keys.filter((key) => key.state !== 'revoked');
  const methods = keys.flatMap((key) => methodsOf(input.did, key));
  return {
    '@context': [DID_CONTEXT, ...new Set(keys.flatMap((key) => KEY_CONTEXTS[key.algorithm]))],
    id: input.did,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
  };
}

function methodsOf(did: string, key: IssuerKey): readonly (MultikeyMethod | JsonWebKeyMethod)[] {
  if (!key.id.startsWith(`${did}#`)) {
    throw new CredentialError('INVALID_KEY', `The key ${key.id} is not one of ${did}`);
  }
  if (key.algorithm === 'Ed25519') {
    decodeEd25519Multikey(key.publicKey);
    const { id, publicKey } = key;
    return [{ id, type: 'Multikey', controller: did, publicKeyMultibase: publicKey }];
  }
  return jwkMethodsOf(did, key);
}

/**
 * One P-256 key under two ids, for a method has one type. The id that our JWTs name has the type
 * that libraries have known since 2020: SpruceID's ssi and did-jwt take no other, and ssi looks
 * nowhere but under that id. Who knows only the name of today (Controlled Identifiers 1.0 §2.2.3)
 * finds it beside.
 */
function jwkMethodsOf(did: string, key: IssuerKey): readonly JsonWebKeyMethod[] {
  const named = { controller: did, publicKeyJwk: readJwk(key) };
  return [
    { id: key.id, type: 'JsonWebKey2020', ...named },
    { id: `${key.id}-jwk`, type: 'JsonWebKey', ...named },
  ];
}

function readJwk(key: IssuerKey): PublicP256Key {
  try {
    return publicP256Key.parse(JSON.parse(key.publicKey));
  } catch (cause) {
    throw new CredentialError('INVALID_KEY', `The key ${key.id} is not a P-256 JWK`, { cause });
  }
}
