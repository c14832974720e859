/**
 * What the RDFC suites sign (VC Data Integrity EdDSA 1.0 §3.2.3 to §3.2.5, ECDSA 1.0 §3.2): a hash
 * of the canonical proof options, then of the canonical document. With jsonld itself: the library
 * that signs has a copy of its own, so that what we issue is verified by another.
 */
import jsonld from 'jsonld';
import type { Allowance } from '../allowance.ts';
import { loadContext } from '../contexts/loader.ts';
import { digest } from '../digest.ts';
import type { JsonObject } from '../json-object.ts';
import type { SignedParts } from './cryptosuite.ts';

export type HashName = 'SHA-256' | 'SHA-384';

/** The proofs of one document share its hash. */
const documentHashes: Readonly<Record<HashName, WeakMap<JsonObject, Promise<Uint8Array>>>> = {
  'SHA-256': new WeakMap(),
  'SHA-384': new WeakMap(),
};

/** 64 bytes, or 96 with SHA-384. Rejects with jsonld's error if there is no canonical form. */
export async function hashRdfc(
  { document, proof }: Pick<SignedParts, 'document' | 'proof'>,
  allowance: Allowance,
  algorithm: HashName = 'SHA-256',
): Promise<Uint8Array> {
  const { proofValue, ...rest } = proof;
  const options = { '@context': document['@context'], ...rest };
  // Both before either: what is refused must not go on being worked at.
  allowance.spend(options);
  const hashes = documentHashes[algorithm];
  if (!hashes.has(document)) allowance.spend(document);
  const known = hashes.get(document) ?? hash(document, algorithm);
  hashes.set(document, known);
  // One after the other: when the first has no canonical form, nothing is left running.
  const documentHash = await known;
  const proofHash = await hash(options, algorithm);
  return Uint8Array.from([...proofHash, ...documentHash]);
}

async function hash(document: JsonObject, algorithm: HashName): Promise<Uint8Array> {
  const canonical = await jsonld.canonize(document, {
    format: 'application/n-quads',
    documentLoader: loadContext,
    base: null,
    // The direction of a text is signed too, as the libraries that sign do it.
    rdfDirection: 'i18n-datatype',
    // A term that no context defines is an error, not left out.
    safe: true,
    canonizeOptions: {
      algorithm: 'RDFC-1.0',
      // ECDSA 1.0 §3: with P-384, blank nodes get their names by SHA-384 too.
      messageDigestAlgorithm: algorithm,
      // A poisoned graph ends in an error: RDFC-1.0 §7.1.
      maxWorkFactor: 1,
    },
  });
  return digest(algorithm, new TextEncoder().encode(canonical));
}
