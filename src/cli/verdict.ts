/** What a verification says on a terminal. */
import type { Check, Note, Verification } from '../credentials/verify/verify.ts';
import { printable } from './printable.ts';

/** Who signed comes before what they say: an unknown issuer's dates are their own word. */
export function verdictOf({ summary, checks, notes, statusUnknownSince }: Verification) {
  const { signature, standard, standing, issuerKnown } = summary;
  const key = checks.find(({ id }) => id === 'issuer-key');
  if (standard === 'ambiguous') return 'NOT AUTHENTIC: two readers would read two badges in it';
  if (signature === 'unknown') return `authenticity unknown${since(key?.lastAnswered)}`;
  if (signature !== 'right') return `NOT AUTHENTIC: ${NOT_RIGHT[signature]}`;
  const known = issuerKnown ? 'issuer known' : 'issuer not known here';
  const { date = 'its dates' } = checks.find(({ id }) => id === 'dates') ?? {};
  const words = {
    valid: 'valid',
    revoked: 'revoked',
    suspended: 'suspended',
    expired: `expired (${date})`,
    'not-yet-valid': `not-yet-valid (before ${date})`,
    unknown: `status unknown${since(statusUnknownSince)}`,
  };
  const departs = notes.length === 0 ? [] : [`${notes.length} note${notes.length > 1 ? 's' : ''}`];
  return ['authentic', known, words[standing], ...departs].join(', ');
}

const NOT_RIGHT = {
  wrong: 'the signature is wrong',
  none: 'the issuer that it names did not sign it',
};

/** In what it departs from its standard. */
export function lineOfNote({ place, rule, sentence }: Note): string {
  return `  note    ${printable(place)}: ${printable(sentence.en)} (${rule})`;
}

export function lineOf({ id, outcome, sentence, detail, lastAnswered }: Check): string {
  const last = lastAnswered === undefined ? '' : `; it last answered ${lastAnswered}`;
  const why = outcome === 'pass' ? '' : ` (${printable(detail)}${last})`;
  return `  ${outcome.padEnd(7)} ${id.padEnd(12)} ${printable(sentence.en)}${why}`;
}

const since = (at: string | undefined) => (at === undefined ? '' : ` since ${at}`);
