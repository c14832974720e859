/** The sentence and the counts on top of a portfolio. */
import { count, formatDate } from '../../web/french.ts';
import type { Judgement } from '../../web/judgement.ts';

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
    title: titleOf({ authentic, ended, total: badges.length }),
    printTitle: all ? allWereAuthentic(authentic, formatDate(checkedAt)) : undefined,
    counts: [
      { n: authentic, tone: 'ok', text: count(authentic, 'authentique', 'authentiques') },
      { n: revoked, tone: 'no', text: `${count(revoked, 'retiré', 'retirés')} depuis le partage` },
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

function titleOf({ authentic, ended, total }: { authentic: number; ended: number; total: number }) {
  if (total > 0 && authentic === total) return allAuthentic(total);
  // Those that ended are authentic too: nothing else is wrong with them.
  return ended > 0 && authentic + ended === total
    ? `${count(authentic, 'badge', 'badges')} sur ${total} ${authentic < 2 ? 'est encore valable' : 'sont encore valables'}`
    : someAuthentic(authentic, total);
}

function someAuthentic(n: number, total: number): string {
  if (total === 0) return 'Ce partage ne montre plus de badge';
  return `${count(n, 'badge', 'badges')} sur ${total} ${n < 2 ? 'est authentique' : 'sont authentiques'}`;
}
