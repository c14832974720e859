/**
 * What the RDFC suites sign (VC Data Integrity EdDSA 1.0 §3.2.3 to §3.2.5, ECDSA 1.0 §3.2): a hash
 * of the canonical proof options, then of the canonical document. With jsonld itself: the library
 * that signs has a copy of its own, so that what we issue is verified by another.
 */
import type { Allowance } from '../allowance.ts';
import { digest, type HashName } from '../bytes/digest.ts';
import { canonize } from '../graph/canonize.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import type { SignedParts } from './cryptosuite.ts';

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
  // A proof may bring the words of its suite along, as the first linked data proofs did.
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
  return digest(algorithm, new TextEncoder().encode(await canonize(document, algorithm)));
}
