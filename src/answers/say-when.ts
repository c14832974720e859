/** When something ended, or was last known, as the verdict on a badge says it. */
import type { Check, CheckId, Verification } from '../credentials/verification.ts';
import { type Message, say } from '../language/message.ts';

const find = ({ checks }: Verification, id: CheckId) => checks.find((check) => check.id === id);

export function sayExpired(verification: Verification): Message {
  const on = find(verification, 'dates')?.date;
  return on === undefined ? say('answer.end-passed') : say('answer.valid-until', { on });
}

export function sayEarly(verification: Verification): Message {
  const on = find(verification, 'dates')?.date;
  return on === undefined ? say('answer.start-to-come') : say('answer.valid-from', { on });
}

/** What was true then may have changed since: the date is that of our last look, no more. */
export function sayUnknownStatus({ statusUnknownSince: at, statuses }: Verification): Message {
  const { plain, since } = UNKNOWN[unknownOf(statuses)];
  return at === undefined ? say(plain) : say(since, { at });
}

const UNKNOWN = {
  revocation: {
    plain: 'answer.revocation-unknown',
    since: 'answer.revocation-unknown-since',
  },
  suspension: {
    plain: 'answer.suspension-unknown',
    since: 'answer.suspension-unknown-since',
  },
  other: {
    plain: 'answer.status-unknown',
    since: 'answer.status-unknown-since',
  },
} as const;

/** What is known of one purpose is not put in doubt by another. */
function unknownOf(statuses: Verification['statuses'] = []): keyof typeof UNKNOWN {
  const unknown = statuses.filter(({ standing: status }) => status === 'unknown');
  const isFor = (name: string) => unknown.some(({ purpose }) => purpose === name);
  if (unknown.length === 0 || isFor('revocation')) return 'revocation';
  return isFor('suspension') ? 'suspension' : 'other';
}

export function sayUnchecked(verification: Verification): Message {
  const at = find(verification, 'issuer-key')?.lastAnswered;
  return at === undefined ? say('answer.unchecked') : say('answer.unchecked-since', { at });
}

export function sayLastAnswer({ lastAnswered: at }: Check): Message | undefined {
  return at === undefined ? undefined : say('answer.last-answer', { at });
}
