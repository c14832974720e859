/** How a verification reads to somebody who has ten seconds: one verdict, then what was checked. */
import type { Check, CheckId, Outcome, Verification } from '../credentials/verification.ts';
import { formatDate, theKpa } from './french.ts';
import { sayEarly, sayExpired, sayLastAnswer, sayUnchecked, sayUnknownStatus } from './say-when.ts';

export interface Verdict {
  /** What we could not check, and a name that may be misspelt, never look like a failure. */
  readonly tone: 'ok' | 'no' | 'unk';
  readonly title: string;
  readonly sentence: string;
  /** The same in the past tense: paper does not know what happens next. */
  readonly printTitle?: string;
}

interface Seen {
  /** ISO 8601 */
  readonly checkedAt: string;
  readonly revocation?: { readonly at: string; readonly reason: string } | undefined;
}

type Words = Pick<Verdict, 'tone' | 'title' | 'sentence'>;

/** The signature, the trust in the issuer and the name are three answers: the worst one speaks. */
export function verdictOf(verification: Verification, { checkedAt, revocation }: Seen): Verdict {
  const { summary, checks, issuer } = verification;
  if (summary.authentic === 'no') return notAuthentic(checks);
  if (summary.authentic === 'unknown') {
    const sentence = sayUnchecked(verification);
    return { tone: 'unk', title: 'Nous ne pouvons pas répondre', sentence };
  }
  if (summary.standing === 'revoked') return revoked(revocation);
  if (summary.standing === 'suspended') return SUSPENDED;
  if (checks.some(({ id, outcome }) => id === 'recipient' && outcome === 'fail')) {
    return {
      tone: 'unk',
      title: 'Ce badge n’est pas à ce nom',
      sentence: 'La signature est juste, mais pour un autre nom. Vérifiez comment il s’écrit.',
    };
  }
  const late = outsideItsDates(verification);
  if (late) return late;
  const doubt = summary.standing === 'unknown' ? sayUnknownStatus(verification) : undefined;
  if (!summary.issuerKnown) {
    const sentence = 'La signature est juste, mais l’émetteur n’est pas dans le réseau KPA-Cité.';
    return {
      tone: 'unk',
      title: 'Nous ne connaissons pas cet émetteur',
      sentence: doubt === undefined ? sentence : `${sentence} ${doubt}`,
    };
  }
  if (doubt !== undefined)
    return { tone: 'unk', title: 'Ce badge est bien signé', sentence: doubt };
  return {
    tone: 'ok',
    title: 'Ce badge est authentique',
    printTitle: `Ce badge était authentique le ${formatDate(checkedAt)}`,
    sentence: `Signé par ${issuer ? theKpa(issuer.name) : 'un KPA du réseau'}. Ni modifié, ni retiré.`,
  };
}

function outsideItsDates(verification: Verification): Words | undefined {
  const { standing } = verification.summary;
  if (standing === 'expired') {
    return {
      tone: 'unk',
      title: 'Ce badge n’est plus valable',
      sentence: sayExpired(verification),
    };
  }
  if (standing !== 'not-yet-valid') return undefined;
  return {
    tone: 'unk',
    title: 'Ce badge n’est pas encore valable',
    sentence: sayEarly(verification),
  };
}

function notAuthentic(checks: readonly Check[]): Verdict {
  const failed = checks.find(({ outcome }) => outcome === 'fail');
  const words = [failed?.sentence.fr, failed?.explanation?.fr].filter((one) => one !== undefined);
  return { tone: 'no', title: 'Ce badge n’est pas authentique', sentence: words.join(' ') };
}

function revoked(revocation: Seen['revocation']): Verdict {
  const title = 'Ce badge a été retiré';
  const end = 'Il ne vaut plus. Le retrait ne dit rien sur la personne.';
  if (!revocation) return { tone: 'no', title, sentence: end };
  const { at, reason } = revocation;
  return { tone: 'no', title, sentence: `Retiré le ${formatDate(at)}. ${reason} ${end}` };
}

/** Like a date that has not come: it may count again. */
const SUSPENDED: Words = {
  tone: 'unk',
  title: 'Ce badge est suspendu',
  sentence:
    'Pour le moment, il ne vaut pas. La signature est juste, et la suspension ne dit rien sur la personne.',
};

const TONES = { pass: 'ok', fail: 'no', warn: 'unk', unknown: 'unk' } as const;
const FIRST: Readonly<Record<Outcome, number>> = { fail: 0, unknown: 1, warn: 2, pass: 3 };
/** When these pass, only engineers want to know: they are in the technical details. */
const FORM: ReadonlySet<CheckId> = new Set(['format', 'context', 'schema', 'issuer-key']);

/** `checks`: in plain words, exceptions first. `technical`: all of them, in the order of the work. */
export function presentChecks({ checks }: Verification) {
  return {
    checks: checks
      .filter(({ id, outcome }) => outcome !== 'pass' || !FORM.has(id))
      .toSorted((a, b) => FIRST[a.outcome] - FIRST[b.outcome])
      .map((check) => ({
        outcome: TONES[check.outcome],
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
