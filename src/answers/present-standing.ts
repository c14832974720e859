/** Whether a badge still counts: its dates and its statuses, for each purpose (docs/adr/0025). */
import type { Verification } from '../credentials/verification.ts';
import { formatDate, formatDateTime } from '../language/french.ts';
import type { Said } from './present-answers.ts';
import { sayStatuses } from './say-statuses.ts';
import { line } from './say-who.ts';
import { sayEarly, sayExpired, sayUnknownStatus } from './say-when.ts';

type Look = Pick<Said, 'tone' | 'icon'>;

const WELL: Look = { tone: 'ok', icon: 'ok' };
const WITHDRAWN: Look = { tone: 'no', icon: 'no' };
const OPEN: Look = { tone: 'unk', icon: 'unk' };
const NOTHING: Look = { tone: 'neutral', icon: 'dash' };
/** A stranger's word is neither praised nor doubted. */
const TOLD: Look = { tone: 'other', icon: 'other' };

const say = (look: Look, answer: string, ...basis: readonly string[]): Said => {
  return { ...look, answer, basis: basis.map(line) };
};

/** The third answer. */
export function standing(verification: Verification): Said {
  const { summary } = verification;
  if (summary.authentic !== 'yes') {
    return say(NOTHING, 'On ne sait pas', 'Sans signature juste, cela ne compte pas.');
  }
  const said = summary.issuerKnown ? ofKnown(verification) : ofStranger(verification);
  return { ...said, basis: [...said.basis, ...sayStatuses(verification)] };
}

function ofKnown(verification: Verification): Said {
  const { summary, statusAsOf } = verification;
  switch (summary.standing) {
    case 'valid':
      return statusAsOf === undefined
        ? say(WELL, 'Oui', 'Aucun retrait n’est prévu pour ce badge.')
        : say(WELL, 'Oui', `Pas de retrait. Liste faite le ${formatDateTime(statusAsOf)}.`);
    case 'revoked':
      return say(WITHDRAWN, 'Non, il est retiré');
    case 'suspended':
      return say(OPEN, 'Pas en ce moment', 'Il est suspendu.');
    case 'expired':
      return say(OPEN, 'Non, sa date est passée', sayExpired(verification));
    case 'not-yet-valid':
      return say(OPEN, 'Pas encore', sayEarly(verification));
    case 'unknown':
      return say(OPEN, 'On ne sait pas', sayUnknownStatus(verification));
  }
}

const UNPROVEN = 'Une date écrite par un inconnu ne prouve rien.';

/** A date or a withdrawal by a stranger proves nothing: it is their own word. */
function ofStranger(verification: Verification): Said {
  const { summary, namesake, checks, statuses } = verification;
  const look = namesake ? NOTHING : TOLD;
  const date = checks.find(({ id }) => id === 'dates')?.date;
  const on = date === undefined ? '' : ` le ${formatDate(date)}`;
  switch (summary.standing) {
    case 'valid':
      return statuses === undefined
        ? say(look, 'Oui, dit-il', 'Il n’a pas prévu de retrait.')
        : say(look, 'Oui, dit-il', 'Pas de retrait, dit ce même émetteur.');
    case 'revoked':
      return say(look, 'Non, dit-il', 'Il dit l’avoir retiré.');
    case 'suspended':
      return say(look, 'Pas en ce moment, dit-il', 'Il dit l’avoir suspendu.');
    case 'expired':
      return say(look, 'Non, dit-il', `Il dit avoir expiré${on}.`, UNPROVEN);
    case 'not-yet-valid':
      return say(
        look,
        'Pas encore, dit-il',
        `Il dit valoir à partir du${on.replace(' le', '')}.`,
        UNPROVEN,
      );
    case 'unknown':
      return say(OPEN, 'On ne sait pas', sayUnknownStatus(verification));
  }
}
