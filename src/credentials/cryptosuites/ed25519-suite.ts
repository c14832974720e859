import { verifyEd25519 } from '../identifiers/public-keys/ed25519.ts';
import { readEd25519Key } from '../identifiers/public-keys/ed25519-key.ts';
import type { Cryptosuite } from './cryptosuite.ts';
import { type Multibase, readProofValue } from './proof-value.ts';
import { hashRdfc } from './rdfc-hash.ts';

/** The Ed25519 suites differ in their names, and in the alphabets that a proof value may use. */
export function ed25519Suite(
  name: Pick<Cryptosuite, 'type' | 'cryptosuite'>,
  multibases: readonly Multibase[],
): Cryptosuite {
  return {
    ...name,
    signatureIn: 'proofValue',
    readKey: readEd25519Key,
    async verify(signed, key, allowance) {
      const signature = readProofValue(signed.signature, multibases);
      return verifyEd25519(signature, await hashRdfc(signed, allowance), key);
    },
  };
}
