import { describe, expect, it } from 'vitest';
import type { Check, Verification } from '../../src/credentials/verification.ts';
import { presentChecks, verdictOf } from '../../src/web/present-verification.ts';

const words = (fr: string) => ({ fr, en: '' });
const check = (id: Check['id'], outcome: Check['outcome'], fr: string = id): Check => ({
  id,
  outcome,
  sentence: words(fr),
  detail: '',
});
const good: Verification = {
  checks: [check('format', 'pass'), check('signature', 'pass'), check('status', 'pass')],
  summary: { authentic: 'yes', standing: 'valid', issuerKnown: true },
  issuer: { name: 'KPA des Hauts-Prés' },
};
const seen = { checkedAt: '2026-10-14T16:30:00Z' };

describe('the verdict on a badge', () => {
  it('is green only when signature, standing and issuer are all sure', () => {
    expect(verdictOf(good, seen)).toEqual({
      tone: 'ok',
      title: 'Ce badge est authentique',
      printTitle: 'Ce badge était authentique le 14\u00a0octobre\u00a02026',
      sentence: 'Signé par le KPA des Hauts-Prés. Ni modifié, ni retiré.',
    });
  });

  it.each<[string, Partial<Verification>, string, string]>([
    [
      'a false signature',
      { summary: { authentic: 'no', standing: 'unknown', issuerKnown: false } },
      'no',
      'Ce badge n’est pas authentique',
    ],
    [
      'a signature we could not check',
      { summary: { authentic: 'unknown', standing: 'unknown', issuerKnown: false } },
      'unk',
      'Nous ne pouvons pas répondre',
    ],
    [
      'a withdrawal',
      { summary: { authentic: 'yes', standing: 'revoked', issuerKnown: true } },
      'no',
      'Ce badge a été retiré',
    ],
    [
      'a right signature of a stranger, whatever name they took',
      { summary: { authentic: 'yes', standing: 'valid', issuerKnown: false } },
      'unk',
      'Nous ne connaissons pas cet émetteur',
    ],
    [
      'another name than the one given',
      { checks: [...good.checks, check('recipient', 'fail')] },
      'unk',
      'Ce badge n’est pas à ce nom',
    ],
    [
      'a date that has passed',
      { summary: { authentic: 'yes', standing: 'expired', issuerKnown: true } },
      'unk',
      'Ce badge n’est plus valable',
    ],
    [
      'a list that does not answer',
      { summary: { authentic: 'yes', standing: 'unknown', issuerKnown: true } },
      'unk',
      'Ce badge est bien signé',
    ],
  ])('tells %s', (_, change, tone, title) => {
    expect(verdictOf({ ...good, ...change }, seen)).toMatchObject({ tone, title });
  });

  it('says what failed when a badge is not authentic', () => {
    const checks = [check('signature', 'fail', 'La signature est fausse.')];
    const summary = { authentic: 'no', standing: 'unknown', issuerKnown: false } as const;
    expect(verdictOf({ checks, summary }, seen).sentence).toBe('La signature est fausse.');
  });

  it('gives the date and the reason of a withdrawal, and spares the person', () => {
    const summary = { authentic: 'yes', standing: 'revoked', issuerKnown: true } as const;
    const revocation = { at: '2026-10-03T10:00:00Z', reason: 'La phrase n’était pas exacte.' };
    expect(verdictOf({ ...good, summary }, { ...seen, revocation }).sentence).toBe(
      'Retiré le 3\u00a0octobre\u00a02026. La phrase n’était pas exacte. Il ne vaut plus. Le retrait ne dit rien sur la personne.',
    );
  });
});

describe('the checks on a page', () => {
  const checks = [
    check('format', 'pass'),
    check('schema', 'warn'),
    check('signature', 'pass'),
    check('status', 'fail'),
    check('dates', 'unknown'),
  ];

  it('begin with the exceptions, and leave out the form of the file when it is right', () => {
    const shown = presentChecks({ ...good, checks }).checks;
    expect(shown.map(({ sentence, outcome }) => [sentence, outcome])).toEqual([
      ['status', 'no'],
      ['dates', 'unk'],
      ['schema', 'unk'],
      ['signature', 'ok'],
    ]);
  });

  it('are all in the technical details, in the order of the work', () => {
    const { technical } = presentChecks({ ...good, checks });
    expect(technical.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  });
});
