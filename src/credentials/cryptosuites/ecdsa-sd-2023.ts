/** Selective disclosure: derived proofs (VC Data Integrity ECDSA 1.0 §3.6.7). */
import { createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { loadContext } from '../contexts/loader.ts';
import { decodeBase64Url, encodeBase58 } from '../encoding.ts';
import { decodeP256Multikey } from '../multikey.ts';
import { p256Verifier, readP256Key, uncompressed } from '../public-keys/p256-key.ts';
import type { Cryptosuite, SignedParts } from './cryptosuite.ts';

/** The CBOR tag of a derived proof; a base proof discloses all and is for the holder only. */
const DERIVED_PROOF = [0xd9, 0x5d, 0x01];

const suite = createVerifyCryptosuite();

export const ecdsaSd2023: Cryptosuite = {
  type: 'DataIntegrityProof',
  cryptosuite: suite.name,
  signatureIn: 'proofValue',
  readKey: readP256Key,

  async verify(signed, key, allowance) {
    if (!isDerived(signed.signature)) return false;
    allowance.spend(signed.document);
    return verifyDerived(signed, key);
  },
};

function isDerived(proofValue: string): boolean {
  if (!proofValue.startsWith('u')) return false;
  try {
    const bytes = decodeBase64Url(proofValue.slice(1));
    return DERIVED_PROOF.every((byte, at) => bytes[at] === byte);
  } catch {
    return false;
  }
}

async function verifyDerived(signed: SignedParts, key: Uint8Array): Promise<boolean> {
  const data = await readProof(signed);
  if (!data) return false;
  const { publicKey, signatures, nonMandatory } = data;
  if (signatures.length !== nonMandatory.length) return false;
  // The issuer signed this key, and this key signed each statement that may be left out.
  const proofKey = readProofKey(publicKey);
  if (!proofKey) return false;
  const verifyOne = await p256Verifier(proofKey);
  const verifyBase = await p256Verifier(key);
  const base = Uint8Array.from([...data.proofHash, ...publicKey, ...data.mandatoryHash]);
  const statements = nonMandatory.map((nquad) => new TextEncoder().encode(nquad));
  const verdicts = await Promise.all([
    verifyBase(data.baseSignature, base),
    ...signatures.map((signature, at) => verifyOne(signature, statements[at] ?? base)),
  ]);
  return verdicts.every(Boolean);
}

/** Nothing for a proof value that cannot be read. */
async function readProof({ document, proof }: SignedParts) {
  try {
    const options = { cryptosuite: suite, document, proof, documentLoader: loadContext };
    return await suite.createVerifyData(options);
  } catch (error) {
    // The library's own complaint, as opposed to one of jsonld.
    if (error instanceof TypeError && error.message.includes('"proofValue"')) return undefined;
    throw error;
  }
}

function readProofKey(publicKey: Uint8Array): Uint8Array | undefined {
  try {
    return uncompressed(decodeP256Multikey(`z${encodeBase58(publicKey)}`));
  } catch {
    return undefined;
  }
}
