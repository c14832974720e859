/** VC Data Integrity ECDSA 1.0 §3.2: the curve of the key decides on every hash. */
import { curveOf, readKeyOfAnyCurve } from '../identifiers/public-keys/ec-curves.ts';
import { ecVerifier } from '../identifiers/public-keys/ec-key.ts';
import type { Cryptosuite } from './cryptosuite.ts';
import { readProofValue } from './proof-value.ts';
import { hashRdfc } from './rdfc-hash.ts';

export const ecdsaRdfc2019: Cryptosuite = {
  type: 'DataIntegrityProof',
  cryptosuite: 'ecdsa-rdfc-2019',
  signatureIn: 'proofValue',
  readKey: readKeyOfAnyCurve,

  async verify(signed, key, allowance) {
    const signature = readProofValue(signed.signature, ['z']);
    const curve = curveOf(key);
    const message = await hashRdfc(signed, allowance, curve.hash);
    const isRight = await ecVerifier(curve, key);
    return isRight(signature, message);
  },
};
