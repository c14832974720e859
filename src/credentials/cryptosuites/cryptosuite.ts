import type { Allowance } from '../allowance.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import type { VerificationMethod } from '../identifiers/verification-method.ts';

/** One way of signing with an embedded proof: one file here and one row in `cryptosuites.ts`. */
export interface Cryptosuite {
  /** The proof's `type` and `cryptosuite`. */
  readonly type: string;
  readonly cryptosuite: string | undefined;
  /** The member of the proof that holds the signature. */
  readonly signatureIn: 'proofValue' | 'jws';
  /** The public key of a method. Throws `CredentialError` for a key of another kind, or unsafe. */
  readKey(method: VerificationMethod): Uint8Array;
  /**
   * The document without its proof, the proof with its signature. False for a wrong signature: it
   * was computed. Rejects with `CredentialError` UNREADABLE_SIGNATURE for what is none of the suite,
   * and with jsonld's error if there is no canonical form: see `canonical-error.ts`. Each form that
   * it makes is taken from the allowance.
   */
  verify(signed: SignedParts, key: Uint8Array, allowance: Allowance): Promise<boolean>;
}

export interface SignedParts {
  readonly document: JsonObject;
  readonly proof: JsonObject;
  /** As the proof has it, in the encoding of the suite. */
  readonly signature: string;
}
