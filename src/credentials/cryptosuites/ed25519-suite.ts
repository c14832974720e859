import { verifyEd25519 } from '../ed25519.ts';
import { decodeBase58, decodeBase64Url } from '../encoding.ts';
import { readEd25519Key } from '../public-keys/ed25519-key.ts';
import type { Cryptosuite } from './cryptosuite.ts';
import { hashRdfc } from './rdfc-hash.ts';

/** The Ed25519 suites differ in their names, and in the alphabets that a proof value may use. */
export function ed25519Suite(
  name: Pick<Cryptosuite, 'type' | 'cryptosuite'>,
  multibases: readonly Multibase[],
): Cryptosuite {
  return {
    ...name,
    readKey: readEd25519Key,
    async verify(signed, key, allowance) {
      const message = await hashRdfc(signed, allowance);
      const signature = readSignature(signed.proof.proofValue, multibases);
      return signature !== undefined && verifyEd25519(signature, message, key);
    },
  };
}

/** VC Data Integrity 1.0 §2.4: base58btc and base64url. */
type Multibase = 'z' | 'u';

function readSignature(
  proofValue: string,
  multibases: readonly Multibase[],
): Uint8Array | undefined {
  const multibase = multibases.find((prefix) => proofValue.startsWith(prefix));
  if (multibase === undefined) return undefined;
  try {
    const encoded = proofValue.slice(1);
    return multibase === 'u' ? decodeBase64Url(encoded) : decodeBase58(encoded);
  } catch {
    return undefined;
  }
}
