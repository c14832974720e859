/** A right signature on something else than a badge is no badge. */
import type { Verification } from '../../credentials/verification.ts';
import { type Message, say } from '../../language/message.ts';
import { sayClaim, saySigner } from '../say-who.ts';
import type { Seen } from './of-standing.ts';
import type { Verdict } from './verdict.ts';

export function ofKind(
  verification: Verification,
  { isTestimony = false }: Pick<Seen, 'isTestimony'>,
): Verdict | undefined {
  if (verification.kind === 'endorsement') {
    const whose = verification.issuer ? [] : [saySigner(verification)];
    const stands = standsOf(verification);
    const isSound = stands === 'stands' && verification.summary.authentic === 'yes';
    const authentic = isTestimony
      ? say('verdict.testimony-authentic')
      : say('verdict.confirmation-authentic');
    return {
      tone: 'neutral',
      icon: 'pen',
      title: isTestimony ? say('verdict.testimony') : say('verdict.confirmation'),
      lines: [
        ...(isSound ? [authentic] : []),
        ...whose,
        (isTestimony ? TESTIMONY : CONFIRMATION)[stands],
      ],
    };
  }
  if (verification.kind !== 'credential') return undefined;
  return {
    tone: 'neutral',
    icon: 'other',
    title: say('verdict.other-document'),
    lines: [saySigner(verification), ...sayClaim(verification)],
  };
}

type Stands = 'stands' | 'fell' | 'not-now' | 'taken-back';

const CONFIRMATION: Readonly<Record<Stands, Message>> = {
  stands: say('verdict.confirmation-stands'),
  fell: say('verdict.confirmation-fell'),
  'not-now': say('verdict.confirmation-not-now'),
  'taken-back': say('verdict.taken-back-alone'),
};

const TESTIMONY: Readonly<Record<Stands, Message>> = {
  stands: say('verdict.testimony-stands'),
  fell: say('verdict.testimony-fell'),
  'not-now': say('verdict.testimony-not-now'),
  'taken-back': say('verdict.taken-back-alone'),
};

/** It stands and falls with its badge (docs/adr/0027), and by its own entry, too (0054). */
function standsOf({ endorsed, summary }: Verification): Stands {
  if (endorsed?.standing === 'revoked') return 'fell';
  if (summary.standing === 'revoked') return 'taken-back';
  const known = endorsed?.standing ?? 'unknown';
  return known === 'valid' || known === 'unknown' ? 'stands' : 'not-now';
}
