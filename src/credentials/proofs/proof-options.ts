/** What a proof says beside its value (VC Data Integrity 1.0 §2.1). */
import { z } from 'zod';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { OLD_SUITE, UNREADABLE_DATE } from '../identifiers/key-notes.ts';
import { isCurrent, type Issuer } from './proof-verdict.ts';
import { instant } from '../schemas/schema-parts.ts';
import type { Note } from '../verification.ts';

/** What is read of a proof in a suite that is known here. */
export const proofShape = z.looseObject({
  id: z.string().optional(),
  type: z.string(),
  cryptosuite: z.string().optional(),
  proofPurpose: z.string(),
  verificationMethod: z.string().optional(),
  // Which of them holds the signature is for the suite to say.
  proofValue: z.string().max(100_000).optional(),
  jws: z.string().max(100_000).optional(),
  created: z.string().optional(),
  expires: instant.optional(),
  challenge: z.string().optional(),
  domain: z.union([z.string(), z.array(z.string())]).optional(),
  previousProof: z.union([z.string(), z.array(z.string())]).optional(),
});
export type Proof = z.infer<typeof proofShape>;

/** Whether it says what it is, in any suite. */
export function isProof(input: unknown): input is JsonObject {
  if (!isObject(input) || input['type'] === undefined) return false;
  return input['type'] !== 'DataIntegrityProof' || input['cryptosuite'] !== undefined;
}

/** Why the proof, whoever made it, is not one for what is asked now. */
export function faultOfProof(
  { created, expires, ...proof }: Proof,
  { now, expects = { purpose: 'assertionMethod' } }: Issuer,
): string | undefined {
  const { challenge, domain } = expects;
  // A date that cannot be read is told as a note, and says nothing.
  if (!isCurrent(isReadable(created) ? created : undefined, expires, now)) {
    return 'The proof is from the future, or has expired';
  }
  if (challenge !== undefined && proof.challenge !== challenge) {
    return 'The proof answers another challenge';
  }
  if (domain !== undefined && !toArray(proof.domain).includes(domain)) {
    return 'The proof was made for another domain';
  }
  return undefined;
}

export function notesOfProof({ created, type }: Proof): readonly Note[] {
  return [
    ...(created === undefined || isReadable(created) ? [] : [UNREADABLE_DATE]),
    ...(type === 'Ed25519Signature2018' ? [OLD_SUITE] : []),
  ];
}

const isReadable = (created: string | undefined) => instant.safeParse(created).success;

/** What a proof of a chain covers: the document, and the proofs it builds on (§4.5). */
export function withPreviousProofs(
  unsecured: JsonObject,
  { previousProof }: Proof,
  all: readonly unknown[],
): JsonObject | undefined {
  if (previousProof === undefined) return unsecured;
  const ids = toArray(previousProof);
  const proof = all.filter((one) => isObject(one) && ids.includes(one['id']));
  return proof.length === ids.length ? { ...unsecured, proof } : undefined;
}
