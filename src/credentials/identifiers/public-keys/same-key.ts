import { encodeBase64Url } from '../../bytes/encoding.ts';
import type { JsonObject } from '../../bytes/json-object.ts';
import type { VerificationMethod } from '../verification-method.ts';
import { readEcKey } from './ec-key.ts';
import { readEd25519Key } from './ed25519-key.ts';
import { readP256Key } from './p256-key.ts';
import { P384 } from './p384-key.ts';
import { readRsaKey } from './rsa-key.ts';

/** Each kind of key, by its name and its bytes. Throws for another kind. */
const KINDS: readonly ((method: VerificationMethod) => string)[] = [
  (method) => `Ed25519 ${encodeBase64Url(readEd25519Key(method))}`,
  (method) => `P-256 ${encodeBase64Url(readP256Key(method))}`,
  (method) => `P-384 ${encodeBase64Url(readEcKey(P384, method))}`,
  (method) => `RSA ${readRsaKey(method).n}`,
];

/**
 * Whether `jwk` is the key of `method`, in whatever form it is published: the same key may be a
 * Multikey there. What a JWK says beside its key (`kid`, `use`, `alg`) makes it no other.
 */
export function isSameKey(method: VerificationMethod, jwk: JsonObject): boolean {
  const { kty, crv, x, y, n, e } = jwk;
  const publicKeyJwk = { kty, crv, x, y, n, e };
  const key = { id: 'the header', type: 'JsonWebKey', controller: '', publicKeyJwk };
  return KINDS.some((name) => {
    const held = read(name, key);
    return held !== undefined && held === read(name, method);
  });
}

/** Undefined for a key of another kind, or unsafe. */
function read(
  name: (method: VerificationMethod) => string,
  method: VerificationMethod,
): string | undefined {
  try {
    return name(method);
  } catch {
    return undefined;
  }
}
