/** A right signature on something else than a badge is no badge. */
import type { Verification } from '../../credentials/verification.ts';
import { type Message, say } from '../../language/message.ts';
import { sayClaim, saySigner } from '../say-who.ts';
import type { Verdict } from './verdict.ts';

export function ofKind(verification: Verification): Verdict | undefined {
  if (verification.kind === 'endorsement') {
    const whose = verification.issuer ? [] : [saySigner(verification)];
    return {
      tone: 'neutral',
      icon: 'pen',
      title: say('verdict.confirmation'),
      lines: [...whose, sayEndorsed(verification)],
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

/** A confirmation stands and falls with its badge (docs/adr/0027). */
function sayEndorsed({ endorsed }: Verification): Message {
  switch (endorsed?.standing) {
    case undefined:
    case 'valid':
    case 'unknown':
      return say('verdict.confirmation-stands');
    case 'revoked':
      return say('verdict.confirmation-fell');
    default:
      return say('verdict.confirmation-not-now');
  }
}
