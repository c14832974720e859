import { CredentialError } from '../errors.ts';
import type { VerificationMethod } from '../identifiers/verification-method.ts';
import type { Cryptosuite } from './cryptosuite.ts';
import { readDetachedJws } from './detached-jws.ts';
import { hashRdfc } from './rdfc-hash.ts';

interface JwsKeys {
  /** The public key of a method. Throws `CredentialError` for a key of another kind, or unsafe. */
  readonly readKey: (method: VerificationMethod) => Uint8Array;
  /** The one algorithm that goes with the key, whatever the header says (RFC 8725 §3.1). */
  readonly algorithmOf: (key: Uint8Array) => JwsAlgorithm;
}

export interface JwsAlgorithm {
  readonly alg: string;
  readonly verify: (
    signature: Uint8Array,
    message: Uint8Array,
    key: Uint8Array,
  ) => Promise<boolean>;
}

/** The suites with a detached JWS differ in their names, and in the keys that they take. */
export function jwsSuite(type: string, { readKey, algorithmOf }: JwsKeys): Cryptosuite {
  return {
    type,
    cryptosuite: undefined,
    signatureIn: 'jws',
    readKey,

    async verify({ document, proof, signature }, key, allowance) {
      const { jws, ...options } = proof;
      const read = readDetachedJws(signature);
      const { alg, verify } = algorithmOf(key);
      if (read?.alg !== alg) {
        throw new CredentialError('UNREADABLE_SIGNATURE', `There is no detached JWS with ${alg}`);
      }
      const payload = await hashRdfc({ document, proof: options }, allowance);
      return verify(read.signature, read.messageOf(payload), key);
    },
  };
}
