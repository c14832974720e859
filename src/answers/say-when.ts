/** When something ended, or was last known, as the verdict on a badge says it. */
import type { Check, CheckId, Verification } from '../credentials/verification.ts';
import { formatDate, formatDateTime } from '../language/french.ts';

const find = ({ checks }: Verification, id: CheckId) => checks.find((check) => check.id === id);

export function sayExpired(verification: Verification): string {
  const date = find(verification, 'dates')?.date;
  const end =
    date === undefined ? 'Sa date de fin est passée.' : `Il valait jusqu’au ${formatDate(date)}.`;
  return `${end} La signature est juste.`;
}

export function sayEarly(verification: Verification): string {
  const date = find(verification, 'dates')?.date;
  const start =
    date === undefined
      ? 'Sa date de début n’est pas arrivée.'
      : `Il vaudra à partir du ${formatDate(date)}.`;
  return `${start} La signature est juste.`;
}

/** What was true then may have changed since: the date is that of our last look, no more. */
export function sayUnknownStatus({ statusUnknownSince: since, statuses }: Verification): string {
  const what = sayWhatIsUnknown(statuses);
  if (since === undefined) return `Nous n’avons pas pu savoir ${what} depuis.`;
  return `Depuis le ${formatDateTime(since)}, nous ne savons plus ${what}.`;
}

/** What is known of one purpose is not put in doubt by another. */
function sayWhatIsUnknown(statuses: Verification['statuses'] = []): string {
  const unknown = statuses.filter(({ standing }) => standing === 'unknown');
  const isFor = (name: string) => unknown.some(({ purpose }) => purpose === name);
  if (unknown.length === 0 || isFor('revocation')) return 's’il a été retiré';
  return isFor('suspension') ? 's’il a été suspendu' : 'ce que l’émetteur en dit';
}

export function sayUnchecked(verification: Verification): string {
  const last = sayLastAnswer(find(verification, 'issuer-key'));
  return [
    'Nous n’avons pas pu contrôler la signature.',
    ...(last === undefined ? [] : [last]),
    'Cela ne prouve pas que le badge est faux.',
  ].join(' ');
}

export function sayLastAnswer(check: Check | undefined): string | undefined {
  const at = check?.lastAnswered;
  return at === undefined
    ? undefined
    : `Dernière réponse de l’émetteur : le ${formatDateTime(at)}.`;
}
