/** A did:jwk is its own document too (https://github.com/quartzjer/did-jwk/blob/main/spec.md). */
import { decodeBase64Url } from '../../bytes/encoding.ts';
import { CredentialError } from '../../errors.ts';
import { isObject, type JsonObject } from '../../bytes/json-object.ts';
import { parseJson } from '../../bytes/json.ts';
import type { LocalDidMethod } from './local-did-methods.ts';

export const didJwk: LocalDidMethod = {
  prefix: 'did:jwk:',

  documentOf(did) {
    const publicKeyJwk = readJwk(did.slice(this.prefix.length));
    const id = `${did}#0`;
    return {
      id: did,
      verificationMethod: [{ id, type: 'JsonWebKey', controller: did, publicKeyJwk }],
      assertionMethod: [id],
      authentication: [id],
    };
  },
};

function readJwk(encoded: string): JsonObject {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(decodeBase64Url(encoded));
  const parsed = parseJson(text);
  if (parsed.ok && isObject(parsed.value)) return parsed.value;
  throw new CredentialError('INVALID_DID', parsed.ok ? 'Not a JWK' : parsed.detail);
}
