/** The answer about an award, out of what its signature, its row and its list say. */
import type { Verification } from '../credentials/verify/verify.ts';
import type { Award } from '../storage/store.ts';
import type { Doubt, Judgement } from './judgement.ts';

/** A list that is behind our own mark says of a revoked badge that it stands. */
export function inAgreement(verification: Verification, answer: Judgement['answer']): Verification {
  const { summary, checks } = verification;
  if (answer !== 'revoked' || summary.standing === 'revoked') return verification;
  return {
    ...verification,
    summary: { ...summary, standing: 'revoked' },
    checks: checks.filter(({ id }) => id !== 'status'),
  };
}

export function answerOf(
  award: Award,
  { summary }: Verification,
  doubt: Doubt | undefined,
): Judgement['answer'] {
  const authentic = summary.authentic === 'yes' && doubt?.isForeign !== true;
  // A revocation that is signed counts, whatever else somebody wrote.
  if (authentic && summary.standing === 'revoked') return 'revoked';
  if (doubt) return 'unknown';
  // Marked by us: the list that says so to others follows.
  if (award.standing === 'revoked') return 'revoked';
  if (!authentic) return 'unknown';
  if (summary.standing === 'valid') return 'sound';
  return summary.standing === 'expired' ? 'ended' : 'unknown';
}
