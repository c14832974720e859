import { isSafePublicKey } from './ed25519.ts';
import { decodeBase58, decodeBase64Url } from '../../bytes/encoding.ts';
import { CredentialError } from '../../errors.ts';
import { decodeEd25519Multikey } from './multikey.ts';
import type { VerificationMethod } from '../verification-method.ts';
import { methodKey } from './method-key.ts';

const safeKeys = new WeakMap<VerificationMethod, Uint8Array>();

/** The 32 bytes. Throws `CredentialError` INVALID_KEY, INVALID_ENCODING. */
export function readEd25519Key(method: VerificationMethod): Uint8Array {
  const known = safeKeys.get(method);
  if (known) return known;
  const key = read(method);
  if (isSafePublicKey(key)) {
    safeKeys.set(method, key);
    return key;
  }
  throw new CredentialError('INVALID_KEY', `${method.id} is not a key that one person can hold`);
}

function read(method: VerificationMethod): Uint8Array {
  const key = methodKey(method);
  if (key.form === 'multikey') return decodeEd25519Multikey(key.multikey);
  if (key.form === 'base58') return decodeBase58(key.base58);
  const { kty, crv, x } = key.jwk;
  if (kty === 'OKP' && crv === 'Ed25519') return decodeBase64Url(String(x));
  throw new CredentialError('INVALID_KEY', `${method.id} is not an Ed25519 key`);
}
