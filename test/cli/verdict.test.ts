import { expect, it } from 'vitest';
import { lineOf, lineOfNote, verdictOf } from '../../src/cli/verdict.ts';
import { english, french } from '../support/languages/languages.ts';
import type { Check, Verification } from '../../src/credentials/verification.ts';

const at = '2026-05-03T12:05:00.000Z';
const check = (id: Check['id'], more: Partial<Check> = {}): Check => ({
  id,
  outcome: 'unknown',
  code: 'check.status.valid',
  detail: 'why',
  ...more,
});
const summary = {
  signature: 'right',
  standard: 'followed',
  authentic: 'yes',
  standing: 'valid',
  issuerKnown: true,
} as const;

it.each<[Partial<Verification>, string]>([
  [{}, 'authentic, issuer known, valid'],
  [
    { summary: { ...summary, standing: 'unknown' }, statusUnknownSince: at },
    `authentic, issuer known, status unknown since ${at}`,
  ],
  [{ summary: { ...summary, standing: 'unknown' } }, 'authentic, issuer known, status unknown'],
  [
    { summary: { ...summary, standing: 'expired' }, checks: [check('dates', { date: at })] },
    `authentic, issuer known, expired (${at})`,
  ],
  [
    { summary: { ...summary, standing: 'not-yet-valid' }, checks: [check('dates', { date: at })] },
    `authentic, issuer known, not-yet-valid (before ${at})`,
  ],
  [
    { summary: { ...summary, standing: 'revoked' }, checks: [check('dates', { date: at })] },
    'authentic, issuer known, revoked',
  ],
  [{ summary: { ...summary, standing: 'suspended' } }, 'authentic, issuer known, suspended'],
  [
    {
      summary: {
        ...summary,
        signature: 'unknown',
        authentic: 'unknown',
        standing: 'unknown',
        issuerKnown: false,
      },
      checks: [check('issuer-key', { lastAnswered: at })],
    },
    `authenticity unknown since ${at}`,
  ],
  [
    {
      summary: { ...summary, standard: 'notes' },
      notes: [{ place: 'id', rule: 'x', must: true, code: 'note.empty-members' }],
    },
    'authentic, issuer known, valid, 1 note',
  ],
  [
    { summary: { ...summary, signature: 'wrong', authentic: 'no' } },
    'NOT AUTHENTIC: the signature is not valid',
  ],
  [
    { summary: { ...summary, signature: 'none', authentic: 'no' } },
    'NOT AUTHENTIC: the issuer that it names did not sign it',
  ],
  [
    { summary: { ...summary, standard: 'ambiguous', authentic: 'no' } },
    'NOT AUTHENTIC: two readers would read two badges in it',
  ],
])('says %j', (change, words) => {
  expect(verdictOf({ checks: [], notes: [], summary, ...change }, english)).toBe(words);
});

it('says when an address last answered', () => {
  expect(lineOf(check('status', { lastAnswered: at }), english)).toBe(
    `  unknown status       The badge has not been withdrawn. (why; it last answered ${at})`,
  );
  expect(lineOf(check('status', { outcome: 'pass' }), french)).toBe(
    '  pass    status       Le badge n’a pas été retiré.',
  );
});

it('is French where the terminal is', () => {
  const notes = Array.from({ length: 2 }, () => ({
    place: 'name',
    rule: 'Open Badges 3.0',
    must: true,
    code: 'note.lacks' as const,
    values: { what: { code: 'note.name.name' as const } },
  }));
  const expired = { ...summary, standing: 'expired' } as const;
  const checks = [check('dates', { date: at })];
  expect(verdictOf({ checks, notes, summary: expired }, french)).toBe(
    `authentique, émetteur connu, expiré (${at}), 2 remarques`,
  );
  const [note] = notes;
  expect(note && lineOfNote(note, french)).toBe(
    '  note    name: Il manque le nom. (Open Badges 3.0)',
  );
});
