/**
 * The proofs of a document. One valid proof by the issuer suffices, and proofs that a stranger adds
 * change nothing (VC Data Integrity 1.0 §4.4, docs/adr/0026).
 */
import { isObject, type JsonObject, toArray } from './json-object.ts';
import { judgeProof } from './judge-proof.ts';
import { invalid, type Issuer, type ProofVerdict, STAGES, undecided } from './proof-verdict.ts';

const MAX_PROOFS = 16;
const notAll = undecided('proof', 'There is not enough work left to look at every proof');
const tooMany = undecided('proof', `There are more than ${MAX_PROOFS} proofs`);

/** Never throws for what is in the document; it must have passed `screenDocument`. */
export async function verifyProofs(document: JsonObject, issuer: Issuer): Promise<ProofVerdict> {
  const { proof: proofs, ...unsecured } = document;
  const all = toArray(proofs);
  // Each may cost a canonical form of the whole document, also in a status list.
  if (all.length > MAX_PROOFS) return tooMany;
  let best: ProofVerdict | undefined;
  for (const proof of cheapFirst(all)) {
    // Of what cannot be looked at any more nobody knows anything, as of a suite that is not read.
    if (best && issuer.allowance.isSpent()) return isByKey(best) ? best : notAll;
    const verdict = await judgeProof({ unsecured, proof, all }, issuer);
    if (verdict.outcome === 'valid') return verdict;
    if (!best || loudnessOf(verdict) > loudnessOf(best)) best = verdict;
  }
  return best ?? invalid('proof', 'There is no proof');
}

/** Proofs that build on others have a canonical form each: they must not use up what all share. */
function cheapFirst(all: readonly unknown[]): readonly unknown[] {
  const isChained = (proof: unknown) => isObject(proof) && proof['previousProof'] !== undefined;
  return [...all.filter((proof) => !isChained(proof)), ...all.filter(isChained)];
}

/**
 * Of several proofs, the one that says most: what the issuer's own key says, and what the issuer
 * says of that key, before what nobody knows; and that before what is no proof of the issuer. Then
 * the one that got furthest.
 */
function loudnessOf(verdict: ProofVerdict): number {
  const rank = verdict.outcome === 'unknown' ? 1 : isByKey(verdict) ? 2 : 0;
  return rank * STAGES.length + STAGES.indexOf(verdict.stage);
}

/** Wrong, or disowned. */
const isByKey = ({ outcome, stage }: ProofVerdict) =>
  outcome !== 'unknown' && STAGES.indexOf(stage) >= STAGES.indexOf('key');
