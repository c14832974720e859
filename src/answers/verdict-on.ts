import type { Judgement } from '../awards/judgement.ts';
import type { Award } from '../storage/store.ts';
import { type Verdict, verdictOf } from './present-verification.ts';
import { line } from './say-who.ts';

/** What a page says first. Of a row that is not to be believed, not even why it was withdrawn. */
export function verdictOn(
  { verification, doubt, answer }: Judgement,
  {
    checkedAt,
    revocation,
  }: { readonly checkedAt: string; readonly revocation: Award['revocation'] },
): Verdict {
  if (!doubt) return verdictOf(verification, { checkedAt, revocation });
  if (answer === 'revoked') return verdictOf(verification, { checkedAt });
  return {
    tone: 'unk',
    icon: 'unk',
    title: 'Nous ne pouvons pas répondre',
    lines: [
      line('Nos données ne disent pas la même chose que ce qui a été signé.'),
      line('Cela ne dit rien contre la personne.'),
    ],
  };
}
