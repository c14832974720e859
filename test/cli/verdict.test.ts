import { expect, it } from 'vitest';
import { lineOf, verdictOf } from '../../src/cli/verdict.ts';
import type { Check, Verification } from '../../src/credentials/verification.ts';

const at = '2026-05-03T12:05:00.000Z';
const check = (id: Check['id'], more: Partial<Check> = {}): Check => ({
  id,
  outcome: 'unknown',
  sentence: { fr: '', en: 'A sentence.' },
  detail: 'why',
  ...more,
});
const summary = { authentic: 'yes', standing: 'valid', issuerKnown: true } as const;

it.each<[Partial<Verification>, string]>([
  [{}, 'authentic, valid, issuer known'],
  [
    { summary: { ...summary, standing: 'unknown' }, statusUnknownSince: at },
    `authentic, status unknown since ${at}, issuer known`,
  ],
  [{ summary: { ...summary, standing: 'unknown' } }, 'authentic, status unknown, issuer known'],
  [
    { summary: { ...summary, standing: 'expired' }, checks: [check('dates', { date: at })] },
    `authentic, expired (${at}), issuer known`,
  ],
  [
    { summary: { ...summary, standing: 'not-yet-valid' }, checks: [check('dates', { date: at })] },
    `authentic, not-yet-valid (before ${at}), issuer known`,
  ],
  [
    { summary: { ...summary, standing: 'revoked' }, checks: [check('dates', { date: at })] },
    'authentic, revoked, issuer known',
  ],
  [{ summary: { ...summary, standing: 'suspended' } }, 'authentic, suspended, issuer known'],
  [
    {
      summary: { authentic: 'unknown', standing: 'unknown', issuerKnown: false },
      checks: [check('issuer-key', { lastAnswered: at })],
    },
    `authenticity unknown since ${at}`,
  ],
])('says %j', (change, words) => {
  expect(verdictOf({ checks: [], summary, ...change })).toBe(words);
});

it('says when an address last answered', () => {
  expect(lineOf(check('status', { lastAnswered: at }))).toBe(
    `  unknown status       A sentence. (why; it last answered ${at})`,
  );
  expect(lineOf(check('status', { outcome: 'pass' }))).toBe('  pass    status       A sentence.');
});
