/** Of several badges in one file: how many of each kind of answer, exceptions first. */
import type { Outcome, Verification } from '../../credentials/verification.ts';
import { conjunction } from '../../language/lists.ts';
import { type Message, say } from '../../language/message.ts';
import { ofCore } from '../of-core.ts';
import { isOfOther } from './of-standing.ts';
import type { Verdict } from './verdict.ts';

type Several = readonly Verification[];

export function ofSeveral(verification: Verification): Verdict | undefined {
  const { credentials } = verification;
  if (!credentials) return undefined;
  const count = credentials.length;
  return {
    tone: 'neutral',
    icon: 'sheets',
    title: count === 1 ? say('verdict.one-badge') : say('verdict.several', { count }),
    lines: [...tally(credentials), ...unreadIn(verification), ...around(verification)],
  };
}

/** « 1 qui ne vaut plus et 2 authentiques. » */
function tally(credentials: Several): readonly Message[] {
  const counts = KINDS.flatMap(({ code, isOne }) => {
    const count = credentials.filter(isOne).length;
    return count === 0 ? [] : [say(code, { count })];
  });
  return counts.length === 0 ? [] : [say('verdict.tally', { list: conjunction(counts) })];
}

const isRight = ({ summary }: Verification) => summary.authentic === 'yes';
const isOfOurs = (one: Verification) => isRight(one) && one.summary.issuerKnown;
const isSound = (one: Verification) => isOfOurs(one) && one.summary.standing === 'valid';

interface Kind {
  readonly code: string;
  readonly isOne: (one: Verification) => boolean;
}

const KINDS: readonly Kind[] = [
  { code: 'verdict.not-believed', isOne: ({ summary }) => summary.authentic === 'no' },
  { code: 'verdict.over', isOne: (one) => isOfOurs(one) && !isSound(one) },
  { code: 'verdict.unanswered', isOne: ({ summary }) => summary.authentic === 'unknown' },
  { code: 'verdict.of-unknown-issuers', isOne: (one) => isRight(one) && !one.summary.issuerKnown },
  { code: 'verdict.of-others', isOne: (one) => isSound(one) && isOfOther(one) },
  { code: 'verdict.sound', isOne: (one) => isSound(one) && !isOfOther(one) },
];

const isOpen = (outcome: Outcome) => outcome === 'fail' || outcome === 'unknown';

/** What went wrong with the file itself; or that there is nothing in it. */
function unreadIn({ credentials = [], wrapping, checks }: Verification): readonly Message[] {
  // Of a record, its own answers say it.
  const unread = wrapping?.summary
    ? []
    : checks.filter(({ id, outcome }) => id !== 'holder' && isOpen(outcome));
  if (credentials.length > 0 || unread.length > 0) return unread.map(ofCore);
  return [
    wrapping?.kind === 'presentation' ? say('verdict.empty-presentation') : say('verdict.empty'),
  ];
}

/** Of what is around several badges: who put them together. */
function around({ wrapping }: Verification): readonly Message[] {
  switch (wrapping?.summary?.authentic) {
    case 'no':
      return [say('verdict.around-unsigned')];
    case 'unknown':
      return [say('verdict.around-unknown')];
    default:
      return [];
  }
}
