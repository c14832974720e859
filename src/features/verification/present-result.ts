/** What the page says of what was verified: the verdict, the three answers, and what it says. */
import type { BadgeReading, Standing, Verification } from '../../credentials/verify/verify.ts';
import type { Award } from '../../storage/store.ts';
import type { AwardView } from '../../badges/present-award.ts';
import { presentAnswers } from '../../answers/present-answers.ts';
import { presentChecks, type Tone, verdictOf } from '../../answers/present-verification.ts';
import { sayNamesake } from '../../answers/say-who.ts';
import { presentEndorsements } from './present-endorsements.ts';

/** What we know beside it of a badge of ours: who confirmed it, and why it was taken back. */
export interface Known {
  readonly confirmed?: AwardView['confirmed'] | undefined;
  /** Who else, in their words. */
  readonly alsoConfirmed?: AwardView['alsoConfirmed'];
  readonly revocation?: Award['revocation'];
  /** The path of the page that says what was done. */
  readonly evidence?: string;
  /** Of a confirmation by itself: whose it is. */
  readonly author?: AwardView['alsoConfirmed'][number] | undefined;
}

interface Asked {
  readonly publicUrl: string;
  readonly checkedAt: string;
  /** The name that was asked for. */
  readonly name?: string | undefined;
  readonly own: Known;
  /** What to hand in again, to compare another name. */
  readonly again: string;
}

/** It goes forth and back within the page. */
const LONGEST_AGAIN = 200_000;

export function presentResult(verification: Verification, asked: Asked) {
  const { summary, kind, credentials } = verification;
  const { checkedAt, own, name, again } = asked;
  const verdict = verdictOf(verification, { checkedAt, revocation: own.revocation });
  if (credentials) return { verdict, checkedAt, ...presentSeveral(verification, asked) };
  const holds = nameIn(verification, name);
  const mayCompare = summary.authentic === 'yes' && kind === 'badge' && !('holder' in holds);
  return {
    verdict,
    checkedAt,
    answers: presentAnswers(verification),
    unanswered: summary.signature === 'unknown' && summary.standard !== 'ambiguous',
    ...whatItSays(verification, asked.publicUrl),
    // Green, our drawing and a name inside the panel: only where all is well.
    inside: verdict.tone === 'ok' && kind === 'badge',
    believed: summary.authentic === 'yes' && verdict.icon !== 'alike',
    ...own,
    ...holds,
    fallen: summary.standing === 'revoked',
    ...(mayCompare && again.length <= LONGEST_AGAIN && { again }),
    endorsements: presentEndorsements(verification, own.alsoConfirmed),
    endorsed: presentEndorsed(verification, asked.publicUrl),
    ...presentChecks(verification),
  };
}

/** What a badge says of itself. Its picture is ours, or there is none. */
function whatItSays({ summary, credential, issuer, kind }: Verification, publicUrl: string) {
  const known = summary.authentic === 'yes' && summary.issuerKnown;
  return {
    badge: credential,
    issuer,
    known,
    isBadge: kind === 'badge',
    revoked: known && summary.standing === 'revoked',
    early: summary.standing === 'not-yet-valid',
    level: known ? levelOf(credential) : undefined,
    image: known ? imageOf(credential, publicUrl) : undefined,
  };
}

/** Images from elsewhere are not fetched: their server would learn who verifies what. */
function imageOf(credential: BadgeReading | undefined, publicUrl: string): string | undefined {
  const { imageUrl = '' } = credential ?? {};
  return imageUrl.startsWith(`${publicUrl}/badges/`) ? imageUrl.slice(publicUrl.length) : undefined;
}

function levelOf(credential: BadgeReading | undefined): string | undefined {
  const rank = credential?.levelRank;
  return rank && `Niveau ${rank.level} sur ${rank.of}`;
}

function nameIn({ checks, kind, summary }: Verification, name: string | undefined) {
  if (name === undefined) return {};
  const recipient = checks.find(({ id }) => id === 'recipient');
  if (!recipient) {
    const isBadge = kind === undefined || kind === 'badge' || kind === 'wrapped';
    if (!isBadge) return { uncompared: NO_BADGE };
    return { uncompared: summary.standard === 'ambiguous' ? MISLEADING : NOT_COMPARED };
  }
  // As it is in the badge, if what was typed means that one.
  if (recipient.outcome === 'pass') return { holder: recipient.spelling ?? name };
  return recipient.outcome === 'fail' ? { otherName: name } : { uncompared: recipient.sentence.fr };
}

const NOT_COMPARED = 'Le nom n’a pas été comparé : il faut d’abord une signature juste.';
const MISLEADING = 'Le nom n’a pas été comparé : ce fichier peut tromper.';
const NO_BADGE = 'Le nom n’a pas été comparé : nous le faisons seulement pour un badge.';

const STANDINGS: Readonly<Record<Standing, { readonly tone: Tone; readonly standing: string }>> = {
  valid: { tone: 'ok', standing: 'Ce badge est authentique' },
  revoked: { tone: 'no', standing: 'Ce badge a été retiré' },
  suspended: { tone: 'unk', standing: 'Ce badge est suspendu' },
  expired: { tone: 'unk', standing: 'Ce badge n’est plus valable' },
  'not-yet-valid': { tone: 'unk', standing: 'Ce badge n’est pas encore valable' },
  unknown: { tone: 'unk', standing: 'Nous ne savons pas s’il vaut encore' },
};

/** The badge that a confirmation is about, as it stands by itself. */
function presentEndorsed({ endorsed, summary }: Verification, publicUrl: string) {
  if (!endorsed || !summary.issuerKnown) return undefined;
  const { credential, standing } = endorsed;
  const { id = '', name } = credential;
  return {
    name,
    isRevoked: standing === 'revoked',
    ...STANDINGS[standing],
    image: imageOf(credential, publicUrl),
    href: id.startsWith(`${publicUrl}/`) ? id.slice(publicUrl.length) : undefined,
  };
}

function presentSeveral(verification: Verification, { publicUrl, checkedAt, name }: Asked) {
  const { credentials = [] } = verification;
  // Exceptions first, as everywhere.
  const weight = ({ summary }: Verification) =>
    ['no', 'unknown', 'yes'].indexOf(summary.authentic) * 2 + Number(summary.standing === 'valid');
  return {
    several: credentials
      .toSorted((a, b) => weight(a) - weight(b))
      .map((one) => ({
        verdict: verdictOf(one, { checkedAt }),
        ...nameIn(one, name),
        calledOut: one.summary.signature === 'unknown' ? sayNamesake(one) : [],
        name: one.credential?.name ?? '',
        answers: presentAnswers(one).map(({ question, answer }) => ({
          question: question.replace(/^\d\. /, ''),
          answer,
        })),
        ...whatItSays(one, publicUrl),
        ...presentChecks(one),
      })),
    ...(credentials.length === 0 && nameIn(verification, name)),
    presenter: presentHolder(verification),
    ...presentChecks(verification),
  };
}

/** Who holds the file is another question than who signed the badges in it. */
function presentHolder({ wrapping }: Verification) {
  const holder = wrapping?.holder;
  if (!holder) return undefined;
  return {
    tone: 'unk',
    title: 'Nous ne savons pas qui tient ce fichier.',
    lines: [
      ...(holder.isSubject === false ? ['Le porteur n’est pas la personne du badge.'] : []),
      ...(holder.signature === 'wrong' ? ['La signature du porteur est fausse.'] : []),
      ...(holder.signature === 'none' ? ['Personne n’a signé cette présentation.'] : []),
      // A proof of before can be copied: only an answer to a question of now cannot.
      'Aucune question n’a été posée.',
    ],
  };
}
