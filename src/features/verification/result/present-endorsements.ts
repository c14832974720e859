import type { Verification } from '../../../credentials/verify/verify.ts';
import { say, site } from '../../../language/message.ts';
import type { AwardView } from '../../../badges/present-award.ts';

/**
 * What others say of an authentic badge, as far as their signature is right. A name is shown when we
 * know it ourselves: of the person, or else of the KPA. Whoever else signed is named by their key,
 * not by what they call themselves.
 */
export function presentEndorsements(
  { summary, checks, credential, issuer }: Verification,
  { alsoConfirmed = [], byGroup }: Partial<Pick<AwardView, 'alsoConfirmed' | 'byGroup'>> = {},
) {
  if (summary.authentic !== 'yes') return [];
  return checks.flatMap(({ id, outcome, endorsement }) => {
    if (id !== 'endorsement' || outcome !== 'pass' || endorsement?.comment === undefined) return [];
    const { id: endorsementId, by, comment } = endorsement;
    const isTheirs = by.id === credential?.issuer.id;
    const person = isTheirs
      ? alsoConfirmed.find((one) => one.endorsementId === endorsementId)
      : undefined;
    const name = isTheirs ? issuer?.name : undefined;
    const signedBy = say('verify.signed-by', { site: site(by.id) });
    const group = isTheirs && byGroup?.endorsementId === endorsementId ? byGroup : undefined;
    return [{ comment, signedBy, name, ...person, group }];
  });
}
