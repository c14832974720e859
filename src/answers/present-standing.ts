/** Whether a badge still counts: its dates and its statuses, for each purpose (docs/adr/0025). */
import type { Verification } from '../credentials/verification.ts';
import { type Message, say } from '../language/message.ts';
import { type Look, type Reply, UNKNOWN } from './answer.ts';
import { sayStatuses } from './say-statuses.ts';
import { sayEarly, sayExpired, sayUnknownStatus } from './say-when.ts';

const WELL: Look = { tone: 'ok', icon: 'ok' };
const REVOKED: Look = { tone: 'no', icon: 'no' };
const OPEN: Look = { tone: 'unk', icon: 'unk' };
const NOTHING: Look = { tone: 'neutral', icon: 'dash' };
/** An unknown issuer's word is neither praised nor doubted. */
const TOLD: Look = { tone: 'other', icon: 'other' };

const as = (look: Look, answer: Message, ...basis: readonly Message[]): Reply => {
  return { ...look, answer, basis };
};

/** The third answer. */
export function standing(verification: Verification): Reply {
  const { summary } = verification;
  if (summary.authentic !== 'yes') return as(NOTHING, UNKNOWN, say('answer.not-without-signature'));
  const said = summary.issuerKnown ? ofKnown(verification) : ofUnknownIssuer(verification);
  return { ...said, basis: [...said.basis, ...sayStatuses(verification)] };
}

function ofKnown(verification: Verification): Reply {
  const { summary, statusAsOf: at } = verification;
  switch (summary.standing) {
    case 'valid': {
      const why = at === undefined ? say('answer.for-good') : say('answer.not-revoked', { at });
      return as(WELL, say('answer.yes'), why);
    }
    case 'revoked':
      return as(REVOKED, say('answer.revoked'));
    case 'suspended':
      return as(OPEN, say('answer.not-now'), say('answer.suspended'));
    case 'expired':
      return as(OPEN, say('answer.past'), sayExpired(verification));
    case 'not-yet-valid':
      return as(OPEN, say('answer.not-yet'), sayEarly(verification));
    case 'unknown':
      return as(OPEN, UNKNOWN, sayUnknownStatus(verification));
  }
}

/** A date or a revocation by an unknown issuer proves nothing: it is their own word. */
function ofUnknownIssuer(verification: Verification): Reply {
  const { summary, namesake, checks, statuses } = verification;
  const look = namesake ? NOTHING : TOLD;
  const on = checks.find(({ id }) => id === 'dates')?.date;
  switch (summary.standing) {
    case 'valid':
      return as(
        look,
        say('answer.told-yes'),
        statuses === undefined ? say('answer.told-for-good') : say('answer.told-not-revoked'),
      );
    case 'revoked':
      return as(look, say('answer.told-no'), say('answer.told-revoked'));
    case 'suspended':
      return as(look, say('answer.told-not-now'), say('answer.told-suspended'));
    case 'expired': {
      const past = on === undefined ? say('answer.told-past') : say('answer.told-past-on', { on });
      return as(look, say('answer.told-no'), past, say('answer.unproven'));
    }
    case 'not-yet-valid': {
      const early =
        on === undefined ? say('answer.told-early') : say('answer.told-early-from', { on });
      return as(look, say('answer.told-not-yet'), early, say('answer.unproven'));
    }
    case 'unknown':
      return as(OPEN, UNKNOWN, sayUnknownStatus(verification));
  }
}
