/** VC Data Integrity EdDSA 1.0 §3.2. */
import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import { loadContext } from '../contexts/loader.ts';
import { isSafePublicKey, verifyEd25519 } from '../ed25519.ts';
import { decodeBase58, decodeBase64Url } from '../encoding.ts';
import { CredentialError } from '../errors.ts';
import { decodeEd25519Multikey } from '../multikey.ts';
import type { VerificationMethod } from '../verification-method.ts';
import type { Cryptosuite } from './cryptosuite.ts';

const MULTIKEY_TYPES: readonly string[] = ['Multikey', 'Ed25519VerificationKey2020'];
const JWK_TYPES: readonly string[] = ['JsonWebKey', 'JsonWebKey2020'];

/** Kept: it remembers the hash of the last document, so that its proofs share one. */
const suite = new DataIntegrityProof({
  cryptosuite: {
    ...cryptosuite,
    // A poisoned graph ends in an error: RDFC-1.0 §7.1.
    canonize: (input, options) => cryptosuite.canonize(input, { ...options, maxWorkFactor: 1 }),
  },
});

export const eddsaRdfc2022: Cryptosuite = {
  type: 'DataIntegrityProof',
  cryptosuite: cryptosuite.name,

  readKey(method) {
    const key = readEd25519(method);
    if (isSafePublicKey(key)) return key;
    throw new CredentialError('INVALID_KEY', `${method.id} is not a key that one person can hold`);
  },

  async verify(document, proof, key) {
    const documentLoader = loadContext;
    const message = await suite.createVerifyData({ document, proof, documentLoader });
    const signature = readSignature(proof.proofValue);
    return signature !== undefined && verifyEd25519(signature, message, key);
  },
};

function readEd25519(method: VerificationMethod): Uint8Array {
  const { type, publicKeyMultibase, publicKeyJwk } = method;
  if (MULTIKEY_TYPES.includes(type) && publicKeyMultibase !== undefined) {
    return decodeEd25519Multikey(publicKeyMultibase);
  }
  const isOkp = publicKeyJwk?.['kty'] === 'OKP' && publicKeyJwk['crv'] === 'Ed25519';
  if (JWK_TYPES.includes(type) && isOkp) return decodeBase64Url(String(publicKeyJwk['x']));
  throw new CredentialError('INVALID_KEY', `${method.id} is not an Ed25519 key`);
}

/** Multibase: base58btc or base64url (VC Data Integrity 1.0 §2.4). */
function readSignature(proofValue: string): Uint8Array | undefined {
  try {
    const encoded = proofValue.slice(1);
    return proofValue.startsWith('u') ? decodeBase64Url(encoded) : readBase58(proofValue, encoded);
  } catch {
    return undefined;
  }
}

function readBase58(proofValue: string, encoded: string): Uint8Array | undefined {
  return proofValue.startsWith('z') ? decodeBase58(encoded) : undefined;
}
