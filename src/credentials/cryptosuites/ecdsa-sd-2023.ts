/** Selective disclosure: derived proofs (VC Data Integrity ECDSA 1.0 §3.6.7). */
import { createVerifyCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { loadContext } from '../contexts/loader.ts';
import { encodeBase58 } from '../bytes/encoding.ts';
import { CredentialError } from '../errors.ts';
import { decodeP256Multikey } from '../identifiers/public-keys/multikey.ts';
import { p256Verifier, readP256Key, uncompressed } from '../identifiers/public-keys/p256-key.ts';
import type { Cryptosuite, SignedParts } from './cryptosuite.ts';
import { readProofValue } from './proof-value.ts';

/** The CBOR tag of a derived proof; a base proof discloses all and is for the holder only. */
const DERIVED_PROOF = [0xd9, 0x5d, 0x01];
const BASE_PROOF = [0xd9, 0x5d, 0x00];

const suite = createVerifyCryptosuite();

export const ecdsaSd2023: Cryptosuite = {
  type: 'DataIntegrityProof',
  cryptosuite: suite.name,
  signatureIn: 'proofValue',
  readKey: readP256Key,

  async verify(signed, key, allowance) {
    refuseBaseProof(signed.signature);
    allowance.spend(signed.document);
    // The library makes a form of its own for each statement.
    allowance.takeLong();
    return verifyDerived(signed, key);
  },
};

/** It may be as right as can be: it is not read. */
function refuseBaseProof(proofValue: string): void {
  const bytes = readProofValue(proofValue, ['u']);
  const starts = (header: readonly number[]) => header.every((byte, at) => bytes[at] === byte);
  if (starts(DERIVED_PROOF)) return;
  throw starts(BASE_PROOF)
    ? new CredentialError('UNSUPPORTED_ALGORITHM', 'It is a base proof, which is for the holder')
    : unreadable;
}

const unreadable = new CredentialError(
  'UNREADABLE_SIGNATURE',
  'The proof value is no derived proof',
);

async function verifyDerived(signed: SignedParts, key: Uint8Array): Promise<boolean> {
  const data = await readProof(signed);
  const { publicKey, signatures, nonMandatory } = data;
  if (signatures.length !== nonMandatory.length) throw unreadable;
  // The issuer signed this key, and this key signed each statement that may be left out.
  const proofKey = readProofKey(publicKey);
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

async function readProof({ document, proof }: SignedParts) {
  try {
    const options = { cryptosuite: suite, document, proof, documentLoader: loadContext };
    return await suite.createVerifyData(options);
  } catch (error) {
    // The library's own complaint, as opposed to one of jsonld.
    throw error instanceof TypeError && error.message.includes('"proofValue"') ? unreadable : error;
  }
}

function readProofKey(publicKey: Uint8Array): Uint8Array {
  try {
    return uncompressed(decodeP256Multikey(`z${encodeBase58(publicKey)}`));
  } catch {
    throw unreadable;
  }
}
