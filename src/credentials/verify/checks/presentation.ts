import type { ProofVerdict } from '../../proofs/proof-verdict.ts';
import type { Screening } from '../../graph/screen.ts';
import type { Check, Said } from '../../verification.ts';
import { answerOf } from './proof.ts';

export function checkPresentationContext(screening: Screening): Check {
  return screening.outcome === 'pass'
    ? { id: 'context', outcome: 'pass', ...CONTEXT.pass, detail: 'Pinned contexts only' }
    : {
        id: 'context',
        outcome: screening.outcome,
        ...CONTEXT[screening.outcome],
        detail: screening.detail,
      };
}

export function checkPresentationSchema(fault: string | undefined): Check {
  return fault === undefined
    ? { id: 'schema', outcome: 'pass', ...SCHEMA.pass, detail: 'A verifiable presentation' }
    : { id: 'schema', outcome: 'fail', ...SCHEMA.fail, detail: fault };
}

/** Is the one who presents it the one who says so, here and now? */
export function checkHolder(verdict: ProofVerdict): Check {
  const { outcome, detail } = verdict;
  // Nothing that fits the one who presents was computed.
  const isUnsigned = answerOf(verdict, false) === 'none';
  return { id: 'holder', ...HOLDER[outcome], ...(isUnsigned && UNSIGNED), detail };
}

const UNSIGNED: Said = { code: 'check.holder.unsigned' };

const CONTEXT: Record<'pass' | 'fail' | 'unknown', Said> = {
  pass: { code: 'check.context.known' },
  fail: { code: 'check.context.document-misleading' },
  unknown: { code: 'check.context.document-unknown' },
};

const SCHEMA: Record<'pass' | 'fail', Said> = {
  pass: { code: 'check.schema.presentation' },
  fail: { code: 'check.schema.no-presentation' },
};

const HOLDER: Record<ProofVerdict['outcome'], Omit<Check, 'id' | 'detail'>> = {
  valid: {
    outcome: 'pass',
    code: 'check.holder.signed',
  },
  invalid: {
    outcome: 'fail',
    code: 'check.holder.wrong',
  },
  unknown: {
    outcome: 'unknown',
    code: 'check.holder.unchecked',
    explanation: [{ code: 'check.holder.unchecked.why' }],
  },
};
