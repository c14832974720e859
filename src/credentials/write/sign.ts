/** Data Integrity proofs (VC Data Integrity 1.0, VC Data Integrity EdDSA 1.0 §3.2). */
import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { issue } from '@digitalcredentials/vc';
import { loadContext } from '../contexts/loader.ts';
import {
  eddsaRdfc2022For,
  eddsaRdfc2022Suite as cryptosuite,
} from '../cryptosuites/library-suite.ts';
import type { LongWork } from '../graph/expand.ts';
import { W3C_CONTEXTS } from '../contexts/pinned.ts';
import { encodeBase58 } from '../bytes/encoding.ts';
import { CredentialError, messageOf } from '../errors.ts';
import type { Signed } from './model.ts';

/** A private key that stays where it is kept. */
export interface Signer {
  /** The verification method: an absolute DID URL. */
  readonly id: string;
  readonly algorithm: 'Ed25519' | 'ES256';
  /** Ed25519: the 64 bytes of RFC 8032. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

type Unsigned = { readonly '@context': readonly unknown[] };

/** All of a signature but its value. Plain data: it can be made where no key is. */
export interface Prepared<T> {
  readonly unsigned: Signed<T>;
  /** What the key signs: SHA-256 of the canonical proof options, then of the document. */
  readonly hash: Uint8Array;
}

/**
 * A copy of a VCDM 2.0 document with an `eddsa-rdfc-2022` proof; `created` is written in whole
 * seconds. Throws as `prepareProof`.
 */
export async function signDocument<T extends Unsigned>(
  document: T,
  signer: Signer,
  created: Date,
): Promise<Signed<T>> {
  const prepared = await prepareProof(document, signer, created);
  return completeProof(prepared, await signer.sign(prepared.hash));
}

/**
 * Throws `CredentialError` UNSUPPORTED_ALGORITHM; UNKNOWN_CONTEXT; UNSIGNABLE for a term that no
 * context defines, which JSON-LD would leave out of the signature.
 */
export async function prepareProof<T extends Unsigned>(
  document: T,
  signer: Pick<Signer, 'id' | 'algorithm'>,
  created: Date,
  asking?: LongWork,
): Promise<Prepared<T>> {
  if (signer.algorithm !== cryptosuite.requiredAlgorithm) {
    const message = `${cryptosuite.name} signs with Ed25519, not ${signer.algorithm}`;
    throw new CredentialError('UNSUPPORTED_ALGORITHM', message);
  }
  checkContexts(document['@context']);
  const hashes: Uint8Array[] = [];
  const suite = new DataIntegrityProof({
    cryptosuite: asking ? eddsaRdfc2022For(asking) : cryptosuite,
    date: created,
    signer: {
      id: signer.id,
      algorithm: signer.algorithm,
      // The library signs as it goes; its empty signature is replaced once the key has signed.
      sign: ({ data }) => {
        hashes.push(data);
        return Promise.resolve(new Uint8Array());
      },
    },
  });
  try {
    // The library writes into what it is given, and into nothing within it.
    const credential = { ...document };
    const signed = await issue({ credential, suite, documentLoader: loadContext });
    const [hash] = hashes;
    if (!hash) throw new Error('Nothing was to be signed');
    return { unsigned: { ...signed, proof: [signed.proof] }, hash };
  } catch (cause) {
    throw new CredentialError('UNSIGNABLE', `Not signed: ${messageOf(cause)}`, { cause });
  }
}

/** `signature`: of the hash, by the key that was named. */
export function completeProof<T>({ unsigned }: Prepared<T>, signature: Uint8Array): Signed<T> {
  const [proof] = unsigned.proof;
  // Multibase, base58btc (VC Data Integrity EdDSA 1.0 §3.2.1).
  return { ...unsigned, proof: [{ ...proof, proofValue: `z${encodeBase58(signature)}` }] };
}

/** The library adds contexts of its own to the loader it is given. */
function checkContexts(contexts: readonly unknown[]): void {
  const urls = contexts.filter((one) => typeof one === 'string');
  const unknown = urls.find((url) => !W3C_CONTEXTS.has(url));
  if (unknown === undefined) return;
  throw new CredentialError('UNKNOWN_CONTEXT', `${unknown} is not a pinned context`);
}
