/** What features ask of an award before they show it: see judge-award.ts. */
import type { Verification } from '../credentials/verification.ts';
import type { Award, Kpa } from '../storage/store.ts';
import type { HolderNames } from './names/name-signed.ts';

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
  /** `holder`: asks also whether the badge is in their name. */
  judge(kpa: Kpa, award: Award, question?: { readonly holder?: HolderNames }): Promise<Judgement>;
  /**
   * A judge for the awards that one page shows: it reads once what they have in common, which is
   * their issuer, its keys, lists, and the holder. Not to be kept: it would miss a withdrawal.
   */
  forOnePage(): Pick<AwardJudge, 'judge'>;
}
