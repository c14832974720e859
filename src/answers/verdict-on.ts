import type { Judgement } from '../awards/judgement.ts';
import { say } from '../language/message.ts';
import type { Seen } from './verdict/of-standing.ts';
import { unknown, type Verdict } from './verdict/verdict.ts';
import { verdictOf } from './verdict/verdict-of.ts';

/** What a page says first. Of a row that is not to be believed, not even why it was withdrawn. */
export function verdictOn(
  { verification, doubt, answer }: Judgement,
  { checkedAt, revocation }: Seen,
): Verdict {
  if (!doubt) return verdictOf(verification, { checkedAt, revocation });
  if (answer === 'revoked') return verdictOf(verification, { checkedAt });
  return unknown(say('verdict.no-answer'), [say('verdict.doubt'), say('verdict.doubt-person')]);
}
