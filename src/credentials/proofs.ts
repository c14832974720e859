/**
 * The proofs of a document. One valid proof by the issuer suffices, and proofs that a stranger adds
 * change nothing: the one that gets furthest speaks (VC Data Integrity 1.0 §4.4).
 */
import type { Allowance } from './allowance.ts';
import { explainCanonicalError } from './canonical-error.ts';
import type { Cryptosuite, SignedParts } from './cryptosuites/cryptosuite.ts';
import { findCryptosuite } from './cryptosuites/cryptosuites.ts';
import { messageOf } from './errors.ts';
import { isObject, type JsonObject, toArray } from './json-object.ts';
import { verifyOnce } from './proof-memo.ts';
import { faultOfProof, type Proof, proofShape, withPreviousProofs } from './proof-options.ts';
import {
  invalid,
  isOver,
  type Issuer,
  missing,
  type ProofVerdict,
  STAGES,
  undecided,
  unresolved,
} from './proof-verdict.ts';
import { findMethod } from './verification-method.ts';

const MAX_PROOFS = 16;

/** Never throws for what is in the document; it must have passed `screenDocument`. */
export async function verifyProofs(document: JsonObject, issuer: Issuer): Promise<ProofVerdict> {
  const { proof: proofs, ...unsecured } = document;
  const all = toArray(proofs);
  // Each may cost a canonical form of the whole document, also in a status list.
  if (all.length > MAX_PROOFS) return invalid('proof', `There are more than ${MAX_PROOFS} proofs`);
  let best: ProofVerdict = { outcome: 'invalid', stage: 'proof', detail: 'There is no proof' };
  for (const proof of cheapFirst(all)) {
    const verdict = await judge(unsecured, proof, all, issuer);
    // What could not be looked at any more may be right: the answer is neither yes nor no.
    if (verdict.outcome === 'valid' || issuer.allowance.isSpent()) return verdict;
    if (speaksLouder(verdict, best)) best = verdict;
  }
  return best;
}

/** Proofs that build on others have a canonical form each: they must not use up what all share. */
function cheapFirst(all: readonly unknown[]): readonly unknown[] {
  const isChained = (proof: unknown) => isObject(proof) && proof['previousProof'] !== undefined;
  return [...all.filter((proof) => !isChained(proof)), ...all.filter(isChained)];
}

/** At the same stage a fault outweighs a doubt, so that the order of the proofs says nothing. */
function speaksLouder(verdict: ProofVerdict, best: ProofVerdict): boolean {
  const further = STAGES.indexOf(verdict.stage) - STAGES.indexOf(best.stage);
  return further > 0 || (further === 0 && verdict.outcome === 'invalid');
}

async function judge(
  unsecured: JsonObject,
  input: unknown,
  all: readonly unknown[],
  issuer: Issuer,
): Promise<ProofVerdict> {
  const read = proofShape.safeParse(input);
  if (!read.success) return invalid('proof', 'The proof lacks something, or has a wrong value');
  const proof = read.data;
  const document = withPreviousProofs(unsecured, proof, all);
  const fault = document ? faultOfProof(proof, issuer) : 'The proof continues one that is missing';
  if (!document || fault !== undefined) return invalid('proof', String(fault));
  if (proof.verificationMethod.replace(/#.*$/s, '') !== issuer.id) {
    return invalid('controller', `${proof.verificationMethod} is not a key of ${issuer.id}`);
  }
  const suite = findCryptosuite(proof.type, proof.cryptosuite);
  if (!suite) {
    return undecided(
      'cryptosuite',
      `${[proof.type, proof.cryptosuite].join(' ')} is not supported`,
    );
  }
  const { [suite.signatureIn]: signature } = proof;
  if (signature === undefined) return invalid('proof', `The proof has no ${suite.signatureIn}`);
  const found = await findKey(suite, proof, issuer);
  return found instanceof Uint8Array
    ? verify(suite, { document, proof, signature }, found, issuer.allowance)
    : found;
}

async function findKey(
  suite: Cryptosuite,
  proof: Proof,
  issuer: Issuer,
): Promise<Uint8Array | ProofVerdict> {
  const resolution = await issuer.resolve(issuer.id);
  if (resolution.outcome !== 'found') return unresolved(resolution);
  const purpose = issuer.expects?.purpose ?? 'assertionMethod';
  const search = findMethod(resolution.document, issuer.id, proof.verificationMethod, purpose);
  if (!search.found) return missing(resolution, proof.verificationMethod, search.detail);
  if (isOver(search.method, issuer.now)) return invalid('key', 'The key is revoked or expired');
  try {
    return suite.readKey(search.method);
  } catch (error) {
    return invalid('key', messageOf(error));
  }
}

async function verify(
  suite: Cryptosuite,
  signed: SignedParts,
  key: Uint8Array,
  allowance: Allowance,
): Promise<ProofVerdict> {
  try {
    const answer = await verifyOnce(suite, signed, key, allowance);
    if (answer.outcome === 'wrong') return invalid('signature', 'The signature does not match');
    if (answer.outcome === 'rewritten') return invalid('graph', answer.detail);
    return {
      outcome: 'valid',
      stage: 'done',
      detail: `Signed by ${String(signed.proof['verificationMethod'])}`,
    };
  } catch (error) {
    return { stage: 'signature', ...explainCanonicalError(error) };
  }
}
