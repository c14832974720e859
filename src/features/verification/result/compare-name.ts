/** Whether the badge is in the name that was asked for, as the page says it. */
import { ofCore } from '../../../answers/of-core.ts';
import type { Verification } from '../../../credentials/verify/verify.ts';
import { type Message, say } from '../../../language/message.ts';

/** One of them; none, if no name was asked for. */
interface Compared {
  /** The name in the badge. */
  readonly holder?: string;
  /** The one that was asked for, which is not in it. */
  readonly otherName?: string;
  /** Why it was not compared. */
  readonly uncompared?: Message;
}

export function compareName(verification: Verification, name: string | undefined): Compared {
  if (name === undefined) return {};
  const recipient = verification.checks.find(({ id }) => id === 'recipient');
  if (!recipient) return { uncompared: whyNot(verification) };
  // As it is in the badge, if what was typed means that one.
  if (recipient.outcome === 'pass') return { holder: recipient.spelling ?? name };
  return recipient.outcome === 'fail' ? { otherName: name } : { uncompared: ofCore(recipient) };
}

function whyNot({ kind, summary }: Verification): Message {
  const isBadge = kind === undefined || kind === 'badge' || kind === 'wrapped';
  if (!isBadge) return say('verify.name-of-no-badge');
  return summary.standard === 'ambiguous'
    ? say('verify.name-in-ambiguous')
    : say('verify.name-without-signature');
}
