/**
 * The proofs of a document. One valid proof by the issuer suffices, and proofs that a stranger adds
 * change nothing: the one that gets furthest speaks (VC Data Integrity 1.0 §4.4).
 */
import { z } from 'zod';
import { explainCanonicalError } from './canonical-error.ts';
import type { Cryptosuite, SuiteProof } from './cryptosuites/cryptosuite.ts';
import { findCryptosuite } from './cryptosuites/cryptosuites.ts';
import { messageOf } from './errors.ts';
import { type JsonObject, toArray } from './json-object.ts';
import type { Resolve } from './resolve.ts';
import { instant } from './schema-parts.ts';
import { findAssertionMethod, type VerificationMethod } from './verification-method.ts';

/** How far a proof gets, in order. */
const STAGES = ['proof', 'controller', 'cryptosuite', 'key', 'signature', 'done'] as const;

export interface ProofVerdict {
  readonly outcome: 'valid' | 'invalid' | 'unknown';
  /** Where it stopped; `done` if it is valid. */
  readonly stage: (typeof STAGES)[number];
  readonly detail: string;
}

export interface Issuer {
  readonly id: string;
  readonly resolve: Resolve;
  readonly now: Date;
}

/** Clocks differ by so many milliseconds. */
export const CLOCK_SKEW = 60_000;
const FRAGMENT = /#.*$/s;

const proofShape = z.looseObject({
  type: z.string(),
  cryptosuite: z.string().optional(),
  proofPurpose: z.literal('assertionMethod'),
  verificationMethod: z.string().includes('#'),
  proofValue: z.string().max(100_000),
  created: instant.optional(),
  expires: instant.optional(),
});
type Proof = z.infer<typeof proofShape>;

/** Never throws for what is in the document; it must have passed `screenDocument`. */
export async function verifyProofs(document: JsonObject, issuer: Issuer): Promise<ProofVerdict> {
  const { proof: proofs, ...unsecured } = document;
  let best: ProofVerdict = { outcome: 'invalid', stage: 'proof', detail: 'There is no proof' };
  for (const proof of toArray(proofs)) {
    const verdict = await judge(unsecured, proof, issuer);
    if (verdict.outcome === 'valid') return verdict;
    if (speaksLouder(verdict, best)) best = verdict;
  }
  return best;
}

/** At the same stage a fault outweighs a doubt, so that the order of the proofs says nothing. */
function speaksLouder(verdict: ProofVerdict, best: ProofVerdict): boolean {
  const further = STAGES.indexOf(verdict.stage) - STAGES.indexOf(best.stage);
  return further > 0 || (further === 0 && verdict.outcome === 'invalid');
}

async function judge(document: JsonObject, input: unknown, issuer: Issuer): Promise<ProofVerdict> {
  const read = proofShape.safeParse(input);
  if (!read.success) return invalid('proof', 'The proof is not one for an assertion');
  const proof = read.data;
  if (!isCurrent(proof.created, proof.expires, issuer.now)) {
    return invalid('proof', 'The proof is from the future, or has expired');
  }
  if (proof.verificationMethod.replace(FRAGMENT, '') !== issuer.id) {
    return invalid('controller', `${proof.verificationMethod} is not a key of ${issuer.id}`);
  }
  const suite = findCryptosuite(proof.type, proof.cryptosuite);
  if (!suite) {
    const name = [proof.type, proof.cryptosuite].join(' ');
    return { outcome: 'unknown', stage: 'cryptosuite', detail: `${name} is not supported` };
  }
  const found = await findKey(suite, proof, issuer);
  return found instanceof Uint8Array ? verify(suite, document, proof, found) : found;
}

async function findKey(
  suite: Cryptosuite,
  proof: Proof,
  issuer: Issuer,
): Promise<Uint8Array | ProofVerdict> {
  const resolution = await issuer.resolve(issuer.id);
  if (resolution.outcome !== 'found') {
    return { outcome: 'unknown', stage: 'key', detail: resolution.detail };
  }
  const search = findAssertionMethod(resolution.document, issuer.id, proof.verificationMethod);
  if (!search.found) return invalid('key', search.detail);
  if (isOver(search.method, issuer.now)) return invalid('key', 'The key is revoked or expired');
  try {
    return suite.readKey(search.method);
  } catch (error) {
    return invalid('key', messageOf(error));
  }
}

async function verify(
  suite: Cryptosuite,
  document: JsonObject,
  proof: SuiteProof & Proof,
  key: Uint8Array,
): Promise<ProofVerdict> {
  try {
    const isValid = await suite.verify(document, proof, key);
    if (!isValid) return invalid('signature', 'The signature does not match');
    return { outcome: 'valid', stage: 'done', detail: `Signed by ${proof.verificationMethod}` };
  } catch (error) {
    return { stage: 'signature', ...explainCanonicalError(error) };
  }
}

/** From `created` (give or take the skew) until before `expires`; each may be missing. */
export function isCurrent(
  created: string | undefined,
  expires: string | undefined,
  now: Date,
): boolean {
  const hasBegun = created === undefined || Date.parse(created) <= now.getTime() + CLOCK_SKEW;
  return hasBegun && (expires === undefined || now.getTime() < Date.parse(expires));
}

function isOver({ revoked, expires }: VerificationMethod, now: Date): boolean {
  return [revoked, expires].some((end) => end !== undefined && Date.parse(end) <= now.getTime());
}

function invalid(stage: ProofVerdict['stage'], detail: string): ProofVerdict {
  return { outcome: 'invalid', stage, detail };
}
