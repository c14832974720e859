/** What a proof says beside its value (VC Data Integrity 1.0 §2.1). */
import { z } from 'zod';
import { isObject, type JsonObject, toArray } from './json-object.ts';
import { isCurrent, type Issuer } from './proof-verdict.ts';
import { instant } from './schema-parts.ts';

export const proofShape = z
  .looseObject({
    id: z.string().optional(),
    type: z.string(),
    cryptosuite: z.string().optional(),
    proofPurpose: z.string(),
    verificationMethod: z.string().includes('#'),
    // Which of them holds the signature is for the suite to say.
    proofValue: z.string().max(100_000).optional(),
    jws: z.string().max(100_000).optional(),
    created: instant.optional(),
    expires: instant.optional(),
    challenge: z.string().optional(),
    domain: z.union([z.string(), z.array(z.string())]).optional(),
    previousProof: z.union([z.string(), z.array(z.string())]).optional(),
  })
  .refine(
    ({ type, cryptosuite }) => type !== 'DataIntegrityProof' || cryptosuite !== undefined,
    'a DataIntegrityProof names its cryptosuite',
  );
export type Proof = z.infer<typeof proofShape>;

/** Why the proof, whoever made it, is not one for what is asked now. */
export function faultOfProof(
  proof: Proof,
  { now, expects = { purpose: 'assertionMethod' } }: Issuer,
): string | undefined {
  const { purpose, challenge, domain } = expects;
  if (proof.proofPurpose !== purpose) return `The proof is not one for ${purpose}`;
  if (!isCurrent(proof.created, proof.expires, now)) {
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
