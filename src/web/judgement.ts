/** What features ask of an award before they show it: see features/awards/judge-award.ts. */
import type { Verification } from '../credentials/verification.ts';
import type { Award, Kpa } from '../storage/store.ts';
import { type Verdict, verdictOf } from './present-verification.ts';
import { line } from './say-who.ts';

export interface Doubt {
  /** What is not as it should be, by name: for the log. */
  readonly why: readonly string[];
  /** The stored text is not this award's: nothing that it says may be told of it. */
  readonly isForeign: boolean;
}

export interface Judgement {
  readonly verification: Verification;
  /** The row is not to be believed: no word of it is shown. */
  readonly doubt: Doubt | undefined;
  readonly answer: 'sound' | 'revoked' | 'ended' | 'unknown';
}

export interface AwardJudge {
  /** Whether the row is as we wrote it and as it was signed; the signature itself is not checked. */
  doubtOf(kpa: Kpa, award: Award): Promise<Doubt | undefined>;
  /** `holderName`: asks also whether the badge is in this name. */
  judge(kpa: Kpa, award: Award, question?: { readonly holderName?: string }): Promise<Judgement>;
}

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
