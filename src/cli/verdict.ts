/** What a verification says on a terminal. */
import type { Check, Note, Verification } from '../credentials/verify/verify.ts';
import type { Language } from '../language/language.ts';
import { type Message, say } from '../language/message.ts';
import { printable } from './printable.ts';

/** Who signed comes before what they say: an unknown issuer's dates are their own word. */
export function verdictOf(verification: Verification, language: Language): string {
  return messagesOf(verification)
    .map((message) => printable(language.say(message)))
    .join(', ');
}

function messagesOf(verification: Verification): readonly Message[] {
  const { summary, checks, notes } = verification;
  const { signature, standard, issuerKnown } = summary;
  if (standard === 'ambiguous') return [say('cli.ambiguous')];
  if (signature === 'unknown') {
    const at = checks.find(({ id }) => id === 'issuer-key')?.lastAnswered;
    return [at === undefined ? say('cli.not-checked') : say('cli.not-checked-since', { at })];
  }
  if (signature === 'wrong') return [say('cli.wrong-signature')];
  if (signature === 'none') return [say('cli.not-signed')];
  return [
    say('cli.authentic'),
    issuerKnown ? say('cli.issuer-known') : say('cli.issuer-unknown'),
    standingOf(verification),
    ...(notes.length === 0 ? [] : [say('cli.notes', { count: notes.length })]),
  ];
}

function standingOf({ summary, checks, statusUnknownSince: at }: Verification): Message {
  const date = checks.find(({ id }) => id === 'dates')?.date;
  switch (summary.standing) {
    case 'valid':
      return say('cli.valid');
    case 'revoked':
      return say('cli.revoked');
    case 'suspended':
      return say('cli.suspended');
    case 'expired':
      return date === undefined ? say('cli.over') : say('cli.expired', { date });
    case 'not-yet-valid':
      return date === undefined ? say('cli.to-come') : say('cli.not-yet-valid', { date });
    case 'unknown':
      return at === undefined ? say('cli.status-unknown') : say('cli.status-unknown-since', { at });
  }
}

/** In what it departs from its standard. */
export function lineOfNote({ place, rule, ...said }: Note, language: Language): string {
  const mark = language.text('cli.note').padEnd(7);
  return `  ${mark} ${printable(place)}: ${printable(language.say(said))} (${rule})`;
}

/** `id` and the outcome are the names by which the standard and scripts know them. */
export function lineOf(check: Check, language: Language): string {
  const { id, outcome, detail, lastAnswered: at } = check;
  const last = at === undefined ? '' : `; ${language.text('cli.last-answered', { at })}`;
  const why = outcome === 'pass' ? '' : ` (${printable(detail)}${last})`;
  return `  ${outcome.padEnd(7)} ${id.padEnd(12)} ${printable(language.say(check))}${why}`;
}
