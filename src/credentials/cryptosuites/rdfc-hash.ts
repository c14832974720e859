/**
 * What the RDFC suites sign (VC Data Integrity EdDSA 1.0 §3.2.3 to §3.2.5, ECDSA 1.0 §3.2): a hash
 * of the canonical proof options, then of the canonical document.
 */
import { LRUCache } from 'lru-cache';
import type { Allowance } from '../allowance.ts';
import { digest, type HashName } from '../bytes/digest.ts';
import { CredentialError } from '../errors.ts';
import { canonize, type CanonizeOptions } from '../graph/canonize.ts';
import { graphOf } from '../graph/expand.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import type { SignedParts } from './cryptosuite.ts';

type Hashed = { readonly hash: Uint8Array } | { readonly failure: unknown };

/** The proofs of one document share its hash, or that there is none. */
const documentHashes: Readonly<Record<HashName, WeakMap<JsonObject, Hashed>>> = {
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
  if (!documentHashes[algorithm].has(document)) allowance.spend(document);
  // One after the other: when the first has no canonical form, nothing is left running.
  const documentHash = await hashOfDocument(document, algorithm, allowance);
  return concatenate(await hashOfOptions(options, { algorithm, asking: allowance }), documentHash);
}

async function hashOfDocument(
  document: JsonObject,
  algorithm: HashName,
  asking: Allowance,
): Promise<Uint8Array> {
  const known = documentHashes[algorithm].get(document) ?? (await tryHash());
  if ('hash' in known) return known.hash;
  throw known.failure;

  async function tryHash(): Promise<Hashed> {
    // Once its signature is right, the same graph is judged (`proof-memo.ts`).
    const hashing = hashOf(document, { algorithm, asking, graph: graphOf(document, asking) });
    const hashed = await hashing.then(
      (hash) => ({ hash }),
      (failure: unknown) => ({ failure }),
    );
    // That there was no time for it says nothing to whoever has more.
    const isFinal = 'hash' in hashed || !isTooCostly(hashed.failure);
    if (isFinal) documentHashes[algorithm].set(document, hashed);
    return hashed;
  }
}

const isTooCostly = (failure: unknown) =>
  failure instanceof CredentialError && failure.code === 'TOO_COSTLY';

/** What one key signs in one second has the same options. */
const optionsHashes = new LRUCache<string, Uint8Array>({ max: 200 });
const LONGEST_OPTIONS = 2_000;

/** As `hashOf`, for what `proofOptions` answers. */
export async function hashOfOptions(
  options: JsonObject,
  how: CanonizeOptions = {},
): Promise<Uint8Array> {
  const name = `${how.algorithm ?? 'SHA-256'} ${JSON.stringify(options)}`;
  const known = optionsHashes.get(name);
  if (known) return known;
  const hash = await hashOf(options, how);
  if (name.length <= LONGEST_OPTIONS) optionsHashes.set(name, hash);
  return hash;
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
