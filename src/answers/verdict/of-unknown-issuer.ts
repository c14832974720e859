/** Whoever it is: their dates and revocations are their own word. */
import type { Verification } from '../../credentials/verification.ts';
import { say } from '../../language/message.ts';
import { sayClaim, saySigner, sayTrue } from '../say-who.ts';
import { no, type Verdict } from './verdict.ts';

export function ofUnknownIssuer(verification: Verification): Verdict | undefined {
  const { summary, namesake } = verification;
  if (summary.issuerKnown) return undefined;
  if (namesake) {
    return no('alike', say('verdict.not-from', { name: namesake.name }), [
      saySigner(verification),
      say('verdict.not-network'),
      ...sayClaim(verification),
      ...sayTrue(verification),
    ]);
  }
  return {
    tone: 'other',
    icon: 'other',
    title: say('verdict.unknown-issuer'),
    lines: [saySigner(verification), ...sayClaim(verification), say('verdict.unknown-issuer-why')],
  };
}
