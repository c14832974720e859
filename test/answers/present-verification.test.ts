import { describe, expect, it } from 'vitest';
import type { Check, Note, Summary, Verification } from '../../src/credentials/verification.ts';
import { presentAnswers } from '../../src/answers/present-answers.ts';
import { presentChecks } from '../../src/answers/present-checks.ts';
import type { Verdict } from '../../src/answers/verdict/verdict.ts';
import { verdictOf } from '../../src/answers/verdict/verdict-of.ts';
import { say } from '../../src/language/message.ts';
import { inFrench } from '../support/languages/in-french.ts';
import { english } from '../support/languages/languages.ts';

const check = (id: Check['id'], outcome: Check['outcome']): Check => ({
  id,
  outcome,
  code: `check.${id}.${outcome}`,
  detail: '',
});
const good: Verification = {
  checks: [check('format', 'pass'), check('signature', 'pass'), check('status', 'pass')],
  summary: {
    signature: 'right',
    standard: 'followed',
    authentic: 'yes',
    standing: 'valid',
    issuerKnown: true,
  },
  notes: [],
  issuer: { name: 'KPA des Hauts-Prés' },
};
const seen = { checkedAt: '2026-10-14T16:30:00Z' };

const summary = (changes: Partial<Summary>): Partial<Verification> => ({
  summary: { ...good.summary, ...changes },
});
const NOT_RIGHT = { authentic: 'no', standing: 'unknown', issuerKnown: false } as const;
const said = ({ title, printTitle, lines, ...look }: Verdict) => ({
  ...look,
  title: inFrench(title),
  lines: lines.map(inFrench),
  ...(printTitle && { printTitle: inFrench(printTitle) }),
});
const namesake = { name: 'KPA des Hauts-Prés', domain: 'badges.example' };

describe('the verdict on a badge', () => {
  it('is green only when signature, standing and issuer are all sure', () => {
    expect(said(verdictOf(good, seen))).toEqual({
      tone: 'ok',
      icon: 'ok',
      title: 'Ce badge est authentique',
      printTitle: 'Ce badge était authentique le 14\u00a0octobre 2026',
      lines: ['Signé par le KPA des Hauts-Prés. Il vaut aujourd’hui.'],
    });
  });

  it.each<[string, Partial<Verification>, string, string]>([
    [
      'a wrong signature',
      summary({ ...NOT_RIGHT, signature: 'wrong' }),
      'no',
      'La signature est fausse',
    ],
    [
      'no signature',
      summary({ ...NOT_RIGHT, signature: 'none' }),
      'no',
      'Ce badge n’est pas signé',
    ],
    [
      'the signature of somebody else',
      {
        ...summary({ ...NOT_RIGHT, signature: 'none' }),
        checks: [check('issuer-key', 'fail')],
      },
      'no',
      'Pas signé avec une clé de l’émetteur',
    ],
    [
      'what two readers would read as two badges, though it is rightly signed',
      summary({ authentic: 'no', standard: 'ambiguous', standing: 'unknown' }),
      'no',
      'Ce fichier peut tromper',
    ],
    [
      'a signature we could not check',
      summary({
        authentic: 'unknown',
        signature: 'unknown',
        standing: 'unknown',
        issuerKnown: false,
      }),
      'unk',
      'Nous ne pouvons pas répondre',
    ],
    ['a withdrawal', summary({ standing: 'revoked' }), 'no', 'Ce badge a été retiré'],
    ['a suspension', summary({ standing: 'suspended' }), 'unk', 'Ce badge est suspendu'],
    [
      'another name than the one given',
      { checks: [...good.checks, check('recipient', 'fail')] },
      'unk',
      'Ce nom ne va pas avec ce badge',
    ],
    [
      'a date that has passed',
      summary({ standing: 'expired' }),
      'unk',
      'Ce badge n’est plus valable',
    ],
    [
      'a date to come',
      summary({ standing: 'not-yet-valid' }),
      'unk',
      'Ce badge n’est pas encore valable',
    ],
    [
      'a list that does not answer',
      summary({ standing: 'unknown' }),
      'unk',
      'Nous ne savons pas s’il vaut encore',
    ],
    [
      'a confirmation by itself, never green',
      { kind: 'endorsement' },
      'neutral',
      'Ceci est une confirmation, pas un badge',
    ],
    [
      'a signed document that is no badge, never green',
      { kind: 'credential' },
      'neutral',
      'Ce document est signé, et n’est pas un badge',
    ],
  ])('tells %s', (_, change, tone, title) => {
    expect(said(verdictOf({ ...good, ...change }, seen))).toMatchObject({ tone, title });
  });

  it('says of each purpose what its list says, where there are several', () => {
    const several = {
      ...summary({ standing: 'unknown' }),
      statuses: [
        { purpose: 'revocation', standing: 'valid' },
        { purpose: 'suspension', standing: 'unknown' },
        { purpose: 'message', standing: 'valid' },
      ],
    } as const;
    const [, , { answer, basis }] = presentAnswers({ ...good, ...several });
    expect(inFrench(answer)).toBe('On ne sait pas');
    expect(basis.map(inFrench)).toEqual([
      'Nous n’avons pas pu savoir s’il a été suspendu depuis.',
      'Retrait : non.',
      'Suspension : on ne sait pas.',
    ]);
  });

  it.each(['valid', 'revoked', 'suspended', 'expired', 'not-yet-valid', 'unknown'] as const)(
    'says first that the issuer is unknown, whatever the stranger says: %s',
    (standing) => {
      const ofUnknownIssuer = {
        ...good,
        ...summary({ standing, issuerKnown: false }),
        checks: [...good.checks, check('recipient', 'fail')],
      };
      const title = 'Signature juste, émetteur inconnu';
      expect(said(verdictOf(ofUnknownIssuer, seen))).toMatchObject({ tone: 'other', title });
      expect(said(verdictOf({ ...ofUnknownIssuer, namesake }, seen))).toMatchObject({
        tone: 'no',
        icon: 'alike',
        title: 'Ce badge ne vient pas du KPA des Hauts-Prés',
      });
      const [, standard, counts] = presentAnswers({ ...ofUnknownIssuer, namesake });
      expect([standard.icon, ['dash', 'unk'].includes(counts.icon)]).toEqual(['dash', true]);
    },
  );

  it('gives the date and the reason of a withdrawal, and spares the person', () => {
    const revocation = { at: '2026-10-03T10:00:00Z', reason: say('revocation.sentence') };
    const { lines } = verdictOf(
      { ...good, ...summary({ standing: 'revoked' }) },
      { ...seen, revocation },
    );
    expect(lines.map(inFrench)).toEqual([
      'Retiré le 3\u00a0octobre 2026 par le KPA des Hauts-Prés. La phrase n’était pas exacte.',
      'Il ne vaut plus. Le retrait ne dit rien sur la personne.',
    ]);
  });

  it('of no badge at all has no plural in French', () => {
    const { title } = verdictOf({ ...good, credentials: [] }, seen);
    expect([inFrench(title), english.say(title)]).toEqual([
      '0\u00a0badge, 0\u00a0réponse',
      '0\u00a0badges, 0\u00a0answers',
    ]);
  });

  it('counts several badges in one file, exceptions first', () => {
    const ofUnknownIssuer = { ...good, ...summary({ issuerKnown: false }) };
    const revoked = { ...good, ...summary({ standing: 'revoked' }) };
    const other = { ...good, checks: [...good.checks, check('recipient', 'fail')] };
    const several = { ...good, credentials: [good, other, ofUnknownIssuer, revoked] };
    expect(said(verdictOf(several, seen))).toMatchObject({
      tone: 'neutral',
      title: '4\u00a0badges, 4\u00a0réponses',
      lines: [
        '1\u00a0qui ne vaut plus, 1\u00a0d’un émetteur inconnu de nous, 1\u00a0à un autre nom et 1 authentique.',
      ],
    });
  });
});

describe('the three answers', () => {
  it('stand in one order, each by itself', () => {
    const notes: readonly Note[] = [
      {
        place: 'id',
        rule: 'Open Badges 3.0',
        must: true,
        code: 'note.lacks',
        values: { what: { code: 'note.name.id' } },
      },
    ];
    const answers = presentAnswers({
      ...good,
      ...summary({ standard: 'notes', standing: 'revoked' }),
      notes,
    });
    const shown = answers.map(({ number, question, answer, tone }) => [
      number,
      inFrench(question),
      inFrench(answer),
      tone,
    ]);
    expect(shown).toEqual([
      [1, 'Qui a signé ?', 'Le KPA des Hauts-Prés', 'ok'],
      [2, 'Suit-il la norme ?', 'Pas en tout : 1\u00a0remarque', 'ok'],
      [3, 'Vaut-il encore ?', 'Non, il est retiré', 'no'],
    ]);
    const [, { notes: noted = [] }] = answers;
    expect(noted.map(({ sentence, ...where }) => [inFrench(sentence), where])).toEqual([
      ['Il manque un identifiant.', { place: 'id', rule: 'Open Badges 3.0' }],
    ]);
  });

  it('do not count without a right signature', () => {
    const [who, form, counts] = presentAnswers({
      ...good,
      ...summary({ ...NOT_RIGHT, signature: 'wrong' }),
    });
    expect([who.icon, form.icon, counts.icon]).toEqual(['broken', 'dash', 'dash']);
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
    expect(shown.map(({ sentence, outcome }) => [sentence.code, outcome])).toEqual([
      ['check.status.fail', 'no'],
      ['check.dates.unknown', 'unk'],
      ['check.schema.warn', 'unk'],
      ['check.signature.pass', 'ok'],
    ]);
  });

  it('are all in the technical details, in the order of the work', () => {
    const { technical } = presentChecks({ ...good, checks });
    expect(technical.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  });
});
