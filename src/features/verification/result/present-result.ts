/** What the page says of what was verified: the verdict, the three answers, and what it says. */
import { presentAnswers } from '../../../answers/present-answers.ts';
import { presentChecks } from '../../../answers/present-checks.ts';
import type { TestimonyView } from '../../../awards/testimonies/shown.ts';
import { verdictOf } from '../../../answers/verdict/verdict-of.ts';
import type { AwardView } from '../../../badges/present-award.ts';
import type { Verification } from '../../../credentials/verify/verify.ts';
import { compareName } from './compare-name.ts';
import type { Here } from './names-here.ts';
import { presentEndorsed } from './present-endorsed.ts';
import { presentEndorsements } from './present-endorsements.ts';
import { presentSeveral } from './present-several.ts';
import { whatItSays } from './what-it-says.ts';

/** What we know beside it of a badge of ours: who confirmed it, and why it was taken back. */
export interface Known {
  readonly confirmed?: AwardView['confirmed'] | undefined;
  /** Who else, in their words. */
  readonly alsoConfirmed?: AwardView['alsoConfirmed'];
  readonly byGroup?: NonNullable<AwardView['byGroup']>;
  /** Who is not of the KPA, where the holder shows it. */
  readonly testimonies?: readonly TestimonyView[];
  readonly revocation?: AwardView['revocation'];
  /** The path of the page that says what was done. */
  readonly evidence?: string;
  /** Of a confirmation by itself: whose it is. */
  readonly author?: AwardView['alsoConfirmed'][number] | undefined;
  /** Of the word of a witness by itself: what we know of it. */
  readonly witness?: TestimonyView | undefined;
  /** Whether it is one, though we know nothing more of it. */
  readonly isTestimony?: boolean;
}

interface Asked extends Here {
  readonly checkedAt: string;
  /** The name that was asked for. */
  readonly name?: string | undefined;
  readonly own: Known;
  /** What to hand in again: to compare another name, or for the same answer in another language. */
  readonly again: string;
}

/** It goes forth and back within the page. */
const LONGEST_AGAIN = 200_000;

export function presentResult(verification: Verification, asked: Asked) {
  const { summary, kind, credentials } = verification;
  const { checkedAt, own, name, again } = asked;
  const verdict = verdictOf(verification, {
    ...{ checkedAt, revocation: own.revocation },
    ...(own.isTestimony !== undefined && { isTestimony: own.isTestimony }),
  });
  const handedIn = again.length <= LONGEST_AGAIN ? { again, asked: name } : {};
  if (credentials)
    return { verdict, checkedAt, ...handedIn, ...presentSeveral(verification, asked) };
  const believed = summary.authentic === 'yes' && verdict.icon !== 'alike';
  const fallen = summary.standing === 'revoked';
  const holds = compareName(verification, name);
  const mayCompare =
    'again' in handedIn && summary.authentic === 'yes' && kind === 'badge' && !('holder' in holds);
  return {
    verdict,
    checkedAt,
    answers: presentAnswers(verification),
    unanswered: summary.signature === 'unknown' && summary.standard !== 'ambiguous',
    ...whatItSays(verification, asked),
    // Green, our drawing and a name inside the panel: only where all is well.
    inside: verdict.tone === 'ok' && kind === 'badge',
    believed,
    ...own,
    ...languagesOf(verification, own),
    ...holds,
    fallen,
    // Of a word that is withdrawn, nothing lasts.
    hasEnd: believed && !(own.isTestimony === true && fallen),
    ...handedIn,
    mayCompare,
    endorsements: presentEndorsements(verification, own),
    endorsed: presentEndorsed(verification, asked),
    ...presentChecks(verification),
  };
}

/** A confirmation says no language: its words are in that of the badge. */
function languagesOf({ kind, endorsed, summary }: Verification, { author, witness }: Known) {
  if (kind !== 'endorsement' || !summary.issuerKnown) return {};
  return {
    nameLanguage: endorsed?.credential.inLanguage,
    wordsLanguage: (author ?? witness)?.language,
  };
}
