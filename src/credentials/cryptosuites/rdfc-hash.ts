/**
 * What the RDFC suites sign (VC Data Integrity EdDSA 1.0 §3.2.3 to §3.2.5, ECDSA 1.0 §3.2): a hash
 * of the canonical proof options, then of the canonical document.
 */
import type { Allowance } from '../allowance.ts';
import { digest, type HashName } from '../bytes/digest.ts';
import { canonize, type CanonizeOptions } from '../graph/canonize.ts';
import { graphOf } from '../graph/expand.ts';
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
  const options = proofOptions(document, proof);
  // Both before either: what is refused must not go on being worked at.
  allowance.spend(options);
  const hashes = documentHashes[algorithm];
  if (!hashes.has(document)) allowance.spend(document);
  const onLongWay = () => {
    allowance.takeLong();
  };
  // Once its signature is right, the same graph is judged (`proof-memo.ts`).
  const known =
    hashes.get(document) ?? hashOf(document, { algorithm, onLongWay, graph: graphOf(document) });
  hashes.set(document, known);
  // One after the other: when the first has no canonical form, nothing is left running.
  const documentHash = await known;
  return concatenate(await hashOf(options, { algorithm, onLongWay }), documentHash);
}

/** The proof without its value, in the words of its document, or in those it brings along. */
export function proofOptions(document: JsonObject, proof: JsonObject): JsonObject {
  const { proofValue, ...rest } = proof;
  return { '@context': document['@context'], ...rest };
}

/** Of the canonical form. */
export async function hashOf(
  document: JsonObject,
  options: CanonizeOptions = {},
): Promise<Uint8Array> {
  return digest(options.algorithm ?? 'SHA-256', await canonize(document, options));
}

export function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
