/** The verdict on a badge of the network, rightly signed: whether it is still worth something. */
import type { Verification } from '../../credentials/verification.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { sayEarly, sayExpired, sayUnknownStatus } from '../say-when.ts';
import { sayFormerName, saySuspended } from '../say-who.ts';
import { no, unknown, type Verdict } from './verdict.ts';

interface Revocation {
  readonly at: string;
  readonly reason: Message;
}

/** Dates: ISO 8601. */
export interface Seen {
  readonly checkedAt: string;
  readonly revocation?: Revocation | undefined;
  /** A witness’s word by itself, as we know of it. */
  readonly isTestimony?: boolean;
}

export const isOfOther = ({ checks }: Verification) =>
  checks.some(({ id, outcome }) => id === 'recipient' && outcome === 'fail');

export function ofStanding(verification: Verification, { checkedAt, revocation }: Seen): Verdict {
  const { standing } = verification.summary;
  if (standing === 'revoked') return revoked(verification, revocation);
  if (isOfOther(verification)) {
    return unknown(say('verdict.other-name'), [
      say('verdict.other-name-why'),
      say('verdict.write-name'),
    ]);
  }
  switch (standing) {
    case 'suspended':
      return unknown(say('verdict.suspended'), [
        say('verdict.suspended-now'),
        say('verdict.suspended-person'),
      ]);
    case 'expired':
      return unknown(say('verdict.expired'), [sayExpired(verification)]);
    case 'not-yet-valid':
      return unknown(say('verdict.early'), [sayEarly(verification)]);
    case 'unknown':
      return unknown(say('verdict.standing-unknown'), [
        say('verdict.right'),
        sayUnknownStatus(verification),
      ]);
    case 'valid':
      return authentic(verification, checkedAt);
  }
}

function authentic(verification: Verification, checkedAt: string): Verdict {
  const { issuer } = verification;
  return {
    tone: 'ok',
    icon: 'ok',
    title: say('verdict.authentic'),
    printTitle: say('verdict.authentic-then', { on: checkedAt }),
    lines: [
      issuer
        ? say('verdict.signed-by', { name: typed(issuer.name) })
        : say('verdict.signed-in-network'),
      ...sayFormerName(verification),
      ...saySuspended(verification),
    ],
  };
}

function revoked({ issuer }: Verification, revocation: Seen['revocation']): Verdict {
  return no('no', say('verdict.revoked'), [
    ...(revocation ? [sayRevoked(revocation, issuer)] : []),
    say('verdict.revoked-person'),
  ]);
}

function sayRevoked({ at: on, reason }: Revocation, issuer: Verification['issuer']): Message {
  return issuer
    ? say('verdict.revoked-by', { on, name: typed(issuer.name), reason })
    : say('verdict.revoked-on', { on, reason });
}
