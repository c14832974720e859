import type { Verification } from '../../credentials/verify.ts';

/**
 * What others say of an authentic badge, as far as their signature is right. A name is shown when we
 * know it ourselves; whoever else signed is named by their key, not by what they call themselves.
 */
export function presentEndorsements({ summary, checks, credential, issuer }: Verification) {
  if (summary.authentic !== 'yes') return [];
  return checks.flatMap(({ id, outcome, endorsement }) => {
    if (id !== 'endorsement' || outcome !== 'pass' || endorsement?.comment === undefined) return [];
    const isTheirs = endorsement.by.id === credential?.issuer.id;
    const name = isTheirs ? issuer?.name : undefined;
    return [{ comment: endorsement.comment, name, signedBy: endorsement.by.id }];
  });
}
