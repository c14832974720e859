/** The sentence and the counts on top of a portfolio. */
import { count, formatDate } from '../../language/french.ts';
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
    all,
    title: titleOf({ authentic, total: badges.length, unknown }),
    printTitle: all ? allWereAuthentic(authentic, formatDate(checkedAt)) : undefined,
    counts: [
      {
        n: revoked,
        tone: 'no',
        text: `${count(revoked, 'badge retiré', 'badges retirés')} par le KPA depuis le partage`,
      },
      { n: ended, tone: 'unk', text: `${count(ended, 'badge', 'badges')} dont la date est passée` },
      { n: unknown, tone: 'unk', text: `${count(unknown, 'badge', 'badges')} sans réponse` },
    ].filter(({ n }) => n > 0),
  };
}

function allAuthentic(n: number): string {
  return n === 1 ? 'Ce badge est authentique' : `Les ${n} badges sont authentiques`;
}

/** On paper: nobody knows what happened to a badge since it was printed. */
function allWereAuthentic(n: number, on: string): string {
  return n === 1
    ? `Ce badge était authentique le ${on}`
    : `Les ${n} badges étaient authentiques le ${on}`;
}

/** No count of what is missing: what is left is an answer, and each exception has its own line. */
function titleOf({ authentic, total, unknown }: Record<'authentic' | 'total' | 'unknown', number>) {
  if (total === 0) return 'Ce partage ne montre plus de badge';
  if (authentic === total) return allAuthentic(total);
  if (authentic > 0) return count(authentic, 'badge authentique', 'badges authentiques');
  return unknown > 0 ? 'Nous ne pouvons pas répondre' : 'Aucun badge ne vaut aujourd’hui';
}
