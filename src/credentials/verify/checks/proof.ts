import type { ProofVerdict } from '../../proofs/proof-verdict.ts';
import type { Check, Outcome, Said, SignatureAnswer } from '../../verification.ts';

/** The first of the three answers. `isKnown`: the network lists the issuer, and its keys with it. */
export function answerOf(verdict: ProofVerdict | undefined, isKnown: boolean): SignatureAnswer {
  if (!verdict) return 'unknown';
  const { outcome, stage } = verdict;
  if (stage === 'done' || stage === 'graph') return 'right';
  if (outcome === 'invalid') return stage === 'signature' ? 'wrong' : 'none';
  // Whose keys we know in full has not signed with one that is not among them.
  const isOfOthers = stage === 'controller' || (stage === 'key' && verdict.isAbsent === true);
  return isKnown && isOfOthers ? 'none' : 'unknown';
}

/** Two lines: is the key the issuer's, and does the signature fit? */
export function checkProof(verdict: ProofVerdict, answer: SignatureAnswer): readonly Check[] {
  const { stage, detail } = verdict;
  switch (stage) {
    case 'done':
      return [
        key('pass', verdict),
        verdict.isOutsideProfile ? unusual(verdict) : signature('pass', verdict),
      ];
    case 'graph':
      return [key('pass', verdict), { ...rewritten, detail }];
    case 'signature':
      return [key('pass', verdict), signature(answer === 'wrong' ? 'fail' : 'unknown', verdict)];
    case 'key':
    case 'controller':
      return [key(answer === 'none' ? 'fail' : 'unknown', verdict), unchecked(NO_KEY)];
    case 'cryptosuite':
      return [signature('unknown', verdict)];
    case 'proof':
      return answer === 'none' ? [{ ...unsigned, detail }] : [signature('unknown', verdict)];
  }
}

const NO_KEY = 'There is no key to check it with';

type Judged = Exclude<Outcome, 'warn'>;

const NOT_A_FORGERY: Said = { code: 'check.issuer-key.not-found.why' };

const UNUSUAL: Said = { code: 'check.signature.unusual' };

const KEY: Record<Judged, Pick<Check, 'code' | 'explanation'>> = {
  pass: {
    code: 'check.issuer-key.right',
  },
  fail: {
    code: 'check.issuer-key.wrong',
    explanation: [{ code: 'check.issuer-key.wrong.why' }],
  },
  unknown: {
    code: 'check.issuer-key.not-found',
    explanation: [NOT_A_FORGERY],
  },
};

const SIGNATURE: Record<Judged, Required<Pick<Check, 'code' | 'explanation'>>> = {
  pass: {
    code: 'check.signature.right',
    explanation: [{ code: 'check.signature.right.why' }],
  },
  fail: {
    code: 'check.signature.wrong',
    explanation: [{ code: 'check.signature.wrong.why' }],
  },
  unknown: {
    code: 'check.signature.unknown',
    explanation: [{ code: 'check.signature.unknown.why' }],
  },
};

const unsigned: Omit<Check, 'detail'> = {
  id: 'signature',
  outcome: 'fail',
  code: 'check.signature.none',
};

/** It was not computed. `detail`: why, in English. */
export function unchecked(detail: string): Check {
  return {
    id: 'signature',
    outcome: 'unknown',
    code: 'check.signature.unchecked',
    detail,
  };
}

const rewritten: Omit<Check, 'detail'> = {
  id: 'signature',
  outcome: 'fail',
  code: 'check.signature.rewritten',
  explanation: [{ code: 'check.signature.rewritten.why' }],
};

/** Right, in a form that other verifiers of Open Badges refuse. */
function unusual({ detail }: ProofVerdict): Check {
  const { code } = SIGNATURE.pass;
  return { id: 'signature', outcome: 'warn', code, explanation: [UNUSUAL], detail };
}

function key(outcome: Judged, { detail, since }: ProofVerdict): Check {
  const lastAnswered = since === undefined ? {} : { lastAnswered: since };
  return { id: 'issuer-key', outcome, ...KEY[outcome], detail, ...lastAnswered };
}

function signature(outcome: Judged, { detail }: ProofVerdict): Check {
  return { id: 'signature', outcome, ...SIGNATURE[outcome], detail };
}
