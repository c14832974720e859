/**
 * What the RDFC suites sign (VC Data Integrity EdDSA 1.0 §3.2.3 to §3.2.5): SHA-256 of the
 * canonical proof options, then of the canonical document. With jsonld itself: the library that
 * signs has a copy of its own, so that what we issue is verified by another.
 */
import type { Allowance } from '../allowance.ts';
import { digest } from '../digest.ts';
import { canonize } from '../graph/canonize.ts';
import type { JsonObject } from '../json-object.ts';
import type { SignedParts } from './cryptosuite.ts';

/** The proofs of one document share its hash. */
const documentHashes = new WeakMap<JsonObject, Promise<Uint8Array>>();

/** 64 bytes. Rejects with jsonld's error if there is no canonical form. */
export async function hashRdfc(
  { document, proof }: SignedParts,
  allowance: Allowance,
): Promise<Uint8Array> {
  const { proofValue, ...rest } = proof;
  // A proof may bring the words of its suite along, as the first linked data proofs did.
  const options = { '@context': document['@context'], ...rest };
  // Both before either: what is refused must not go on being worked at.
  allowance.spend(options);
  if (!documentHashes.has(document)) allowance.spend(document);
  const known = documentHashes.get(document) ?? hash(document);
  documentHashes.set(document, known);
  // One after the other: when the first has no canonical form, nothing is left running.
  const documentHash = await known;
  const proofHash = await hash(options);
  return Uint8Array.from([...proofHash, ...documentHash]);
}

async function hash(document: JsonObject): Promise<Uint8Array> {
  return digest('SHA-256', new TextEncoder().encode(await canonize(document)));
}
