/** What a verification says on a terminal. */
import type { Check, Verification } from '../credentials/verify.ts';
import { printable } from './printable.ts';

const AUTHENTIC = { yes: 'authentic', no: 'NOT AUTHENTIC', unknown: 'authenticity unknown' };

export function verdictOf({ summary, checks, statusUnknownSince }: Verification): string {
  const { authentic, standing, issuerKnown } = summary;
  const key = checks.find(({ id }) => id === 'issuer-key');
  if (authentic !== 'yes') return `${AUTHENTIC[authentic]}${since(key?.lastAnswered)}`;
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
  return [AUTHENTIC.yes, words[standing], known].join(', ');
}

export function lineOf({ id, outcome, sentence, detail, lastAnswered }: Check): string {
  const last = lastAnswered === undefined ? '' : `; it last answered ${lastAnswered}`;
  const why = outcome === 'pass' ? '' : ` (${printable(detail)}${last})`;
  return `  ${outcome.padEnd(7)} ${id.padEnd(12)} ${printable(sentence.en)}${why}`;
}

const since = (at: string | undefined) => (at === undefined ? '' : ` since ${at}`);
