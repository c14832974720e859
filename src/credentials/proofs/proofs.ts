/**
 * The proofs of a document. One valid proof by the issuer suffices, and proofs that a stranger adds
 * change nothing (VC Data Integrity 1.0 §4.4, docs/adr/0026).
 */
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { judgeProof } from './judge-proof.ts';
import { invalid, type Issuer, type ProofVerdict, STAGES, undecided } from './proof-verdict.ts';

const MAX_PROOFS = 16;
const notAll = undecided('proof', 'There is not enough work left to look at every proof');
const tooMany = undecided('proof', `There are more than ${MAX_PROOFS} proofs`);

/** Never throws for what is in the document; it must have passed `screenDocument`. */
export async function verifyProofs(document: JsonObject, issuer: Issuer): Promise<ProofVerdict> {
  const unsecured = withoutProof(document);
  const all = toArray(document['proof']);
  let best: ProofVerdict | undefined;
  // Each may cost a canonical form of the whole document, also in a status list.
  for (const proof of likeliestFirst(all).slice(0, MAX_PROOFS)) {
    // What cannot be looked at any more may be right: the answer is neither yes nor no.
    if (best && issuer.allowance.isSpent()) return notAll;
    const verdict = await judgeProof({ unsecured, proof, all }, issuer);
    if (verdict.outcome === 'valid') return verdict;
    if (!best || loudnessOf(verdict) > loudnessOf(best)) best = verdict;
  }
  if (all.length > MAX_PROOFS) return tooMany;
  return best ?? invalid('proof', 'There is no proof');
}

const unsecuredForms = new WeakMap<JsonObject, JsonObject>();

/** One object for one document: what is found out of it is kept by it. */
function withoutProof(document: JsonObject): JsonObject {
  const known = unsecuredForms.get(document);
  if (known) return known;
  const { proof, ...unsecured } = document;
  unsecuredForms.set(document, unsecured);
  return unsecured;
}

/**
 * Proofs that build on others have a canonical form each: they must not use up what all share. What
 * holds no signature takes no place from one that does.
 */
function likeliestFirst(all: readonly unknown[]): readonly unknown[] {
  const rank = (proof: unknown) => {
    if (!isObject(proof) || (proof['proofValue'] ?? proof['jws']) === undefined) return 2;
    return proof['previousProof'] === undefined ? 0 : 1;
  };
  return all.toSorted((a, b) => rank(a) - rank(b));
}

/**
 * Of several proofs, the one that says most: what the issuer's own key says, and what the issuer
 * says of that key, before what nobody knows; and that before what is no proof of the issuer. Then
 * the one that got furthest.
 */
function loudnessOf({ outcome, stage }: ProofVerdict): number {
  const at = STAGES.indexOf(stage);
  const isByKey = at >= STAGES.indexOf('key');
  const rank = outcome === 'unknown' ? 1 : isByKey ? 2 : 0;
  return rank * STAGES.length + at;
}
