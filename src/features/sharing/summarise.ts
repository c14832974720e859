/** The sentence and the counts on top of a portfolio. */
import { type Message, say } from '../../language/message.ts';
import type { Judgement } from '../../awards/judgement.ts';

/** Counts for the status sentence. What is not authentic and valid is an exception to name. */
export function summarise(badges: readonly Pick<Judgement, 'answer'>[], checkedAt: string) {
  const having = (wanted: Judgement['answer']) =>
    badges.filter(({ answer }) => answer === wanted).length;
  const authentic = having('sound');
  const revoked = having('revoked');
  const ended = having('ended');
  const unknown = having('unknown');
  const all = badges.length > 0 && authentic === badges.length;
  return {
    tone: all ? 'ok' : 'neutral',
    title: titleOf({ authentic, total: badges.length, unknown }),
    // On paper: nobody knows what happened to a badge since it was printed.
    printTitle: all
      ? say('share.all-were-authentic', { count: authentic, on: checkedAt })
      : undefined,
    counts: [
      { n: revoked, tone: 'no', text: say('share.revoked-since', { count: revoked }) },
      { n: ended, tone: 'unk', text: say('share.ended', { count: ended }) },
      { n: unknown, tone: 'unk', text: say('share.unanswered', { count: unknown }) },
    ].filter(({ n }) => n > 0),
  };
}

type Counts = Record<'authentic' | 'total' | 'unknown', number>;

/** No count of what is missing: what is left is an answer, and each exception has its own line. */
function titleOf({ authentic, total, unknown }: Counts): Message {
  if (total === 0) return say('share.no-badge');
  if (authentic === total) return say('share.all-authentic', { count: total });
  if (authentic > 0) return say('share.some-authentic', { count: authentic });
  return say(unknown > 0 ? 'share.cannot-answer' : 'share.none-valid');
}
