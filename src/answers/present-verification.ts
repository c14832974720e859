/** How a verification reads to somebody who has ten seconds: one verdict, then what was checked. */
import type { Check, CheckId, Outcome, Verification } from '../credentials/verification.ts';
import { count, formatDate, ofKpa, theKpa } from '../language/french.ts';
import { type Line, line, sayClaim, sayNamesake, saySigner, sayTrue } from './say-who.ts';
import { sayEarly, sayExpired, sayLastAnswer, sayUnchecked, sayUnknownStatus } from './say-when.ts';

/** `other`: right, and not ours. `neutral`: an answer that is neither good nor bad. */
export type Tone = 'ok' | 'other' | 'no' | 'unk' | 'neutral';
/** Told by its shape before its colour: one for each kind of answer. */
export type Icon = 'ok' | 'other' | 'alike' | 'broken' | 'no' | 'unk' | 'pen' | 'sheets';

export interface Verdict {
  /** What we could not check, and a name that may be misspelt, never look like a failure. */
  readonly tone: Tone;
  readonly icon: Icon;
  readonly title: string;
  readonly lines: readonly Line[];
  /** The same in the past tense: paper does not know what happens next. */
  readonly printTitle?: string;
}

interface Seen {
  /** ISO 8601 */
  readonly checkedAt: string;
  readonly revocation?: { readonly at: string; readonly reason: string } | undefined;
}

/**
 * The answers by weight: who signed comes before everything that the signer says, so that no date
 * and no withdrawal by a stranger makes a forgery look better (docs/adr/0025).
 */
export function verdictOf(verification: Verification, seen: Seen): Verdict {
  return (
    ofSeveral(verification) ??
    ofSignature(verification) ??
    ofKind(verification) ??
    ofStranger(verification) ??
    ofStanding(verification, seen)
  );
}

function ofSeveral({ credentials, wrapping, checks }: Verification): Verdict | undefined {
  if (!credentials) return undefined;
  const tally = (test: (one: Verification) => boolean, one: string, many: string) => {
    const n = credentials.filter(test).length;
    return n === 0 ? [] : [count(n, one, many)];
  };
  const counts = [
    ...tally(({ summary }) => summary.authentic === 'no', 'à ne pas croire', 'à ne pas croire'),
    ...tally(isOver, 'qui ne vaut plus', 'qui ne valent plus'),
    ...tally(({ summary }) => summary.authentic === 'unknown', 'sans réponse', 'sans réponse'),
    ...tally(isOfStranger, 'd’un émetteur inconnu de nous', 'd’émetteurs inconnus de nous'),
    ...tally((one) => isSound(one) && isOfOther(one), 'à un autre nom', 'à un autre nom'),
    ...tally((one) => isSound(one) && !isOfOther(one), 'authentique', 'authentiques'),
  ];
  const n = credentials.length;
  const record = wrapping?.summary;
  // Of a record, its own answers say it.
  const unread = record
    ? []
    : checks.filter(({ id, outcome }) => id !== 'holder' && isOpen(outcome));
  const empty = wrapping?.kind === 'presentation' ? 'Cette présentation est vide.' : 'C’est vide.';
  return {
    tone: 'neutral',
    icon: 'sheets',
    title: n === 1 ? 'Un badge dans ce fichier' : `${n} badges, ${n} réponses`,
    lines: [
      ...(n > 0 ? [line(`${counts.join(', ')}.`)] : unread.length > 0 ? [] : [line(empty)]),
      ...unread.map(({ sentence }) => line(sentence.fr)),
      ...(record && record.authentic !== 'yes' ? [line(NOT_AROUND[record.authentic])] : []),
    ],
  };
}

const isOpen = (outcome: Outcome) => outcome === 'fail' || outcome === 'unknown';

/** Of what is around several badges: who put them together. */
const NOT_AROUND = {
  no: 'Le document qui les réunit n’est pas signé par celui qu’il nomme.',
  unknown: 'Nous ne savons pas qui a réuni ces badges.',
};

const isRight = ({ summary }: Verification) => summary.authentic === 'yes';
const isOfStranger = (one: Verification) => isRight(one) && !one.summary.issuerKnown;
const isSound = (one: Verification) =>
  isRight(one) && one.summary.issuerKnown && one.summary.standing === 'valid';
const isOfOther = ({ checks }: Verification) =>
  checks.some(({ id, outcome }) => id === 'recipient' && outcome === 'fail');
const isOver = (one: Verification) => isRight(one) && one.summary.issuerKnown && !isSound(one);

function ofSignature(verification: Verification): Verdict | undefined {
  const { signature, standard } = verification.summary;
  if (standard === 'ambiguous') {
    return no('broken', 'Ce fichier peut tromper', [
      line('Deux lecteurs peuvent y lire deux badges.'),
      line('Ne vous fiez pas à ce qu’il dit.'),
    ]);
  }
  switch (signature) {
    case 'right':
      return undefined;
    case 'wrong':
      return no('broken', 'La signature est fausse', [
        line('Le fichier a changé après la signature, ou une autre clé l’a signé.'),
        line('Ne vous fiez pas à ce qu’il dit.'),
        line('Demandez le lien ou le fichier d’origine. La personne a pu être trompée.'),
      ]);
    case 'none':
      return unsigned(verification);
    case 'unknown':
      return {
        tone: 'unk',
        icon: 'unk',
        title: 'Nous ne pouvons pas répondre',
        lines: [line(sayUnchecked(verification)), ...sayNamesake(verification)],
      };
  }
}

function unsigned({ checks, issuer }: Verification): Verdict {
  const isOfOthers = checks.some(({ id, outcome }) => id === 'issuer-key' && outcome === 'fail');
  if (!isOfOthers) {
    return no('broken', 'Ce badge n’est pas signé', [line('Ne vous fiez pas à ce qu’il dit.')]);
  }
  return no('alike', 'Pas signé avec une clé de l’émetteur', [
    line(`Cette clé n’est pas, ou plus, ${issuer ? `celle ${ofKpa(issuer.name)}` : 'la sienne'}.`),
    line('Ne vous fiez pas à ce que dit le fichier.'),
  ]);
}

/** A right signature on something else than a badge is no badge. */
function ofKind(verification: Verification): Verdict | undefined {
  if (verification.kind === 'endorsement') {
    const whose = verification.issuer ? [] : [saySigner(verification)];
    return {
      tone: 'neutral',
      icon: 'pen',
      title: 'Ceci est une confirmation, pas un badge',
      lines: [...whose, line(sayEndorsed(verification))],
    };
  }
  if (verification.kind !== 'credential') return undefined;
  return {
    tone: 'neutral',
    icon: 'other',
    title: 'Ce document est signé, et n’est pas un badge',
    lines: [saySigner(verification), ...sayClaim(verification)],
  };
}

/** A confirmation stands and falls with its badge (docs/adr/0027). */
function sayEndorsed({ endorsed }: Verification): string {
  switch (endorsed?.standing) {
    case undefined:
    case 'valid':
    case 'unknown':
      return 'Elle vaut tant que le badge qu’elle confirme vaut.';
    case 'revoked':
      return 'Le badge qu’elle confirme a été retiré. Elle ne vaut plus.';
    default:
      return 'Le badge qu’elle confirme ne vaut pas aujourd’hui, et elle non plus.';
  }
}

/** Whoever it is: their dates and withdrawals are their own word. */
function ofStranger(verification: Verification): Verdict | undefined {
  const { summary, namesake } = verification;
  if (summary.issuerKnown) return undefined;
  if (namesake) {
    return no('alike', `Ce badge ne vient pas ${ofKpa(namesake.name)}`, [
      saySigner(verification),
      line('Ce n’est pas le réseau KPA-Cité.'),
      ...sayClaim(verification),
      ...sayTrue(verification),
    ]);
  }
  return {
    tone: 'other',
    icon: 'other',
    title: 'Signature juste, émetteur inconnu',
    lines: [
      saySigner(verification),
      ...sayClaim(verification),
      line('Inconnu ne veut pas dire faux. Demandez à la personne qui est cet organisme.'),
    ],
  };
}

function ofStanding(verification: Verification, { checkedAt, revocation }: Seen): Verdict {
  const { summary, issuer } = verification;
  const { standing } = summary;
  if (standing === 'revoked') return revoked(verification, revocation);
  if (isOfOther(verification)) {
    return unknown('Ce nom ne va pas avec ce badge', [
      line('La signature est juste. Le badge est à un autre nom, ou il s’écrit autrement.'),
      line('Écrivez le prénom et le nom, comme sur une pièce d’identité.'),
    ]);
  }
  switch (standing) {
    case 'suspended':
      return unknown('Ce badge est suspendu', [
        line('Pour le moment, il ne vaut pas. Il peut valoir de nouveau plus tard.'),
        line('La suspension ne dit rien sur la personne.'),
      ]);
    case 'expired':
      return unknown('Ce badge n’est plus valable', [line(sayExpired(verification))]);
    case 'not-yet-valid':
      return unknown('Ce badge n’est pas encore valable', [line(sayEarly(verification))]);
    case 'unknown':
      return unknown('Nous ne savons pas s’il vaut encore', [
        line('La signature est juste.'),
        line(sayUnknownStatus(verification)),
      ]);
    case 'valid':
      return {
        tone: 'ok',
        icon: 'ok',
        title: 'Ce badge est authentique',
        printTitle: `Ce badge était authentique le ${formatDate(checkedAt)}`,
        lines: [
          line(
            `Signé par ${issuer ? theKpa(issuer.name) : 'un KPA du réseau'}. Il vaut aujourd’hui.`,
          ),
        ],
      };
  }
}

function revoked({ issuer }: Verification, revocation: Seen['revocation']): Verdict {
  const by = issuer ? ` par ${theKpa(issuer.name)}` : '';
  return no('no', 'Ce badge a été retiré', [
    ...(revocation
      ? [line(`Retiré le ${formatDate(revocation.at)}${by}. ${revocation.reason}`)]
      : []),
    line('Il ne vaut plus. Le retrait ne dit rien sur la personne.'),
  ]);
}

function no(icon: Icon, title: string, lines: readonly Line[]): Verdict {
  return { tone: 'no', icon, title, lines };
}

function unknown(title: string, lines: readonly Line[]): Verdict {
  return { tone: 'unk', icon: 'unk', title, lines };
}

const TONES = { pass: 'ok', fail: 'no', warn: 'unk', unknown: 'unk' } as const;
const FIRST: Readonly<Record<Outcome, number>> = { fail: 0, unknown: 1, warn: 2, pass: 3 };
/** When these pass, only engineers want to know: they are in the technical details. */
const FORM: ReadonlySet<CheckId> = new Set(['format', 'context', 'schema', 'issuer-key']);

/** `checks`: in plain words, exceptions first. `technical`: all of them, in the order of the work. */
export function presentChecks({ checks, summary }: Pick<Verification, 'checks' | 'summary'>) {
  const isBelieved = summary.authentic === 'yes';
  return {
    checks: checks
      .filter(({ id, outcome }) => outcome !== 'pass' || !FORM.has(id))
      // Anybody can write the name of an issuer that we know.
      .filter(({ id }) => isBelieved || id !== 'issuer-known')
      .toSorted((a, b) => FIRST[a.outcome] - FIRST[b.outcome])
      .map((check) => ({
        outcome: TONES[check.outcome],
        // A date that has passed, say: it is no answer that is missing.
        isKnown: check.outcome === 'warn',
        sentence: check.sentence.fr,
        explanation: explain(check),
      })),
    technical: checks.map(({ id, outcome, detail }) => ({ id, outcome, detail })),
  };
}

function explain(check: Check): string | undefined {
  const words = [check.explanation?.fr, sayLastAnswer(check)].filter((one) => one !== undefined);
  return words.length === 0 ? undefined : words.join(' ');
}
