/** Data Integrity proofs (VC Data Integrity 1.0, VC Data Integrity EdDSA 1.0 §3.2). */
import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalcredentials/vc';
import { loadContext } from './contexts/loader.ts';
import { W3C_CONTEXTS } from './contexts/pinned.ts';
import { CredentialError, messageOf } from './errors.ts';
import type { Signed } from './model.ts';

/** A private key that stays where it is kept. */
export interface Signer {
  /** The verification method: an absolute DID URL. */
  readonly id: string;
  readonly algorithm: 'Ed25519' | 'ES256';
  /** Ed25519: the 64 bytes of RFC 8032. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/**
 * A copy of a VCDM 2.0 document with an `eddsa-rdfc-2022` proof; `created` is written in whole
 * seconds. Throws `CredentialError`
 * UNSUPPORTED_ALGORITHM; UNKNOWN_CONTEXT; UNSIGNABLE for a term that no context defines, which
 * JSON-LD would leave out of the signature.
 */
export async function signDocument<T extends { readonly '@context': readonly unknown[] }>(
  document: T,
  signer: Signer,
  created: Date,
): Promise<Signed<T>> {
  if (signer.algorithm !== cryptosuite.requiredAlgorithm) {
    const message = `${cryptosuite.name} signs with Ed25519, not ${signer.algorithm}`;
    throw new CredentialError('UNSUPPORTED_ALGORITHM', message);
  }
  checkContexts(document['@context']);
  const suite = new DataIntegrityProof({
    cryptosuite,
    date: created,
    signer: {
      id: signer.id,
      algorithm: signer.algorithm,
      sign: ({ data }) => signer.sign(data),
    },
  });
  try {
    // The library writes into what it is given.
    const credential = structuredClone(document);
    const signed = await issue({ credential, suite, documentLoader: loadContext });
    return { ...signed, proof: [signed.proof] };
  } catch (cause) {
    throw new CredentialError('UNSIGNABLE', `Not signed: ${messageOf(cause)}`, { cause });
  }
}

/** The library adds contexts of its own to the loader it is given. */
function checkContexts(contexts: readonly unknown[]): void {
  const urls = contexts.filter((one) => typeof one === 'string');
  const unknown = urls.find((url) => !W3C_CONTEXTS.has(url));
  if (unknown === undefined) return;
  throw new CredentialError('UNKNOWN_CONTEXT', `${unknown} is not a pinned context`);
}
