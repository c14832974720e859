/** Whether a badge still counts: its dates and its statuses, for each purpose (docs/adr/0025). */
import type { Verification } from '../credentials/verification.ts';
import { formatDate, formatDateTime } from './french.ts';
import type { Said } from './present-answers.ts';
import { sayStatuses } from './say-statuses.ts';
import { line } from './say-who.ts';
import { sayEarly, sayExpired, sayUnknownStatus } from './say-when.ts';

/** The third answer. */
export function standing(verification: Verification): Said {
  const { summary } = verification;
  if (summary.authentic !== 'yes') {
    return {
      tone: 'neutral',
      icon: 'dash',
      answer: 'On ne sait pas',
      basis: [line('Sans signature juste, cela ne compte pas.')],
    };
  }
  const said = summary.issuerKnown ? ofKnown(verification) : ofStranger(verification);
  return { ...said, basis: [...said.basis, ...sayStatuses(verification)] };
}

function ofKnown(verification: Verification): Said {
  const { summary, statusAsOf } = verification;
  switch (summary.standing) {
    case 'valid':
      return {
        tone: 'ok',
        icon: 'ok',
        answer: 'Oui',
        basis: [
          line(
            statusAsOf === undefined
              ? 'Aucun retrait n’est prévu pour ce badge.'
              : `Pas de retrait. Liste faite le ${formatDateTime(statusAsOf)}.`,
          ),
        ],
      };
    case 'revoked':
      return { tone: 'no', icon: 'no', answer: 'Non, il est retiré', basis: [] };
    case 'suspended':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'Pas en ce moment',
        basis: [line('Il est suspendu.')],
      };
    case 'expired':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'Non, sa date est passée',
        basis: [line(sayExpired(verification))],
      };
    case 'not-yet-valid':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'Pas encore',
        basis: [line(sayEarly(verification))],
      };
    case 'unknown':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'On ne sait pas',
        basis: [line(sayUnknownStatus(verification))],
      };
  }
}

/** A date or a withdrawal by a stranger proves nothing: it is their own word. */
function ofStranger(verification: Verification): Said {
  const { summary, namesake, checks, statuses } = verification;
  const own: Pick<Said, 'tone' | 'icon'> = namesake
    ? { tone: 'neutral', icon: 'dash' }
    : { tone: 'other', icon: 'other' };
  const date = checks.find(({ id }) => id === 'dates')?.date;
  const on = date === undefined ? '' : ` le ${formatDate(date)}`;
  const UNPROVEN = line('Une date écrite par un inconnu ne prouve rien.');
  switch (summary.standing) {
    case 'valid':
      return statuses === undefined
        ? {
            ...own,
            answer: 'Oui, dit-il',
            basis: [line('Il n’a pas prévu de retrait.')],
          }
        : {
            ...own,
            answer: 'Oui, dit-il',
            basis: [line('Pas de retrait, dit ce même émetteur.')],
          };
    case 'revoked':
      return { ...own, answer: 'Non, dit-il', basis: [line('Il dit l’avoir retiré.')] };
    case 'suspended':
      return {
        ...own,
        answer: 'Pas en ce moment, dit-il',
        basis: [line('Il dit l’avoir suspendu.')],
      };
    case 'expired':
      return {
        ...own,
        answer: 'Non, dit-il',
        basis: [line(`Il dit avoir expiré${on}.`), UNPROVEN],
      };
    case 'not-yet-valid':
      return {
        ...own,
        answer: 'Pas encore, dit-il',
        basis: [line(`Il dit valoir à partir du${on.replace(' le', '')}.`), UNPROVEN],
      };
    case 'unknown':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'On ne sait pas',
        basis: [line(sayUnknownStatus(verification))],
      };
  }
}
