/** What was checked: in plain words for everybody, and all of it for engineers. */
import type { CheckId, Outcome, Verification } from '../credentials/verification.ts';
import { ofCore, whyOfCore } from './of-core.ts';
import { sayLastAnswer } from './say-when.ts';

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
        sentence: ofCore(check),
        explanation: [...whyOfCore(check), sayLastAnswer(check)].filter((one) => one !== undefined),
      })),
    technical: checks.map(({ id, outcome, detail }) => ({ id, outcome, detail })),
  };
}
