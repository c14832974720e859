import type { JsonObject } from '../../bytes/json-object.ts';
import { didJwk } from './did-jwk.ts';
import { didKey } from './did-key.ts';

/** A DID method whose documents follow from the identifier: nobody needs to be asked. */
export interface LocalDidMethod {
  readonly prefix: string;
  /** Throws `CredentialError` for an identifier that holds no key that is read here. */
  documentOf(did: string): JsonObject;
}

/** One file and one row each. */
const LOCAL_DID_METHODS: readonly LocalDidMethod[] = [didKey, didJwk];

export function findLocalDidMethod(did: string): LocalDidMethod | undefined {
  return LOCAL_DID_METHODS.find(({ prefix }) => did.startsWith(prefix));
}
