/** What a verification method says its key is, before anybody decides whether it will do. */
import { CredentialError } from '../../errors.ts';
import type { JsonObject } from '../../bytes/json-object.ts';
import type { VerificationMethod } from '../verification-method.ts';

export type MethodKey =
  | { readonly form: 'multikey'; readonly multikey: string }
  /** The bytes of an Ed25519 key and nothing else. */
  | { readonly form: 'base58'; readonly base58: string }
  | { readonly form: 'jwk'; readonly jwk: JsonObject };

/** As keys were written before 2020 (https://w3c-ccg.github.io/lds-ed25519-2018/). */
const BASE58_TYPE = 'Ed25519VerificationKey2018';
const JWK_TYPES: readonly string[] = ['JsonWebKey', 'JsonWebKey2020'];
/** A key that shows one of these has been given away (RFC 7518 §6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** A key says itself what it is, and issuers err in the type. Throws `CredentialError` INVALID_KEY. */
export function methodKey(method: VerificationMethod): MethodKey {
  const { type, publicKeyMultibase, publicKeyBase58, publicKeyJwk } = method;
  if (type === BASE58_TYPE && publicKeyBase58 !== undefined) {
    return { form: 'base58', base58: publicKeyBase58 };
  }
  if (publicKeyMultibase !== undefined && !JWK_TYPES.includes(type)) {
    return { form: 'multikey', multikey: publicKeyMultibase };
  }
  if (publicKeyJwk === undefined) {
    throw new CredentialError('INVALID_KEY', `${method.id} has no key that is read here`);
  }
  if (showsPrivateKey(publicKeyJwk)) {
    throw new CredentialError('INVALID_KEY', `${method.id} has published its private key`);
  }
  if (publicKeyJwk['use'] !== undefined && publicKeyJwk['use'] !== 'sig') {
    throw new CredentialError('INVALID_KEY', `${method.id} is not a key for signatures`);
  }
  return { form: 'jwk', jwk: publicKeyJwk };
}

/** Whoever has seen it can sign with it. */
export function showsPrivateKey(jwk: JsonObject): boolean {
  return PRIVATE_MEMBERS.some((member) => jwk[member] !== undefined);
}
