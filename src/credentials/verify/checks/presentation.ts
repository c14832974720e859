import type { ProofVerdict } from '../../proofs/proof-verdict.ts';
import type { Screening } from '../../graph/screen.ts';
import type { Check, Words } from '../../verification.ts';
import { answerOf } from './proof.ts';

export function checkPresentationContext(screening: Screening): Check {
  return screening.outcome === 'pass'
    ? { id: 'context', outcome: 'pass', sentence: CONTEXT.pass, detail: 'Pinned contexts only' }
    : {
        id: 'context',
        outcome: screening.outcome,
        sentence: CONTEXT[screening.outcome],
        detail: screening.detail,
      };
}

export function checkPresentationSchema(fault: string | undefined): Check {
  return fault === undefined
    ? { id: 'schema', outcome: 'pass', sentence: SCHEMA.pass, detail: 'A verifiable presentation' }
    : { id: 'schema', outcome: 'fail', sentence: SCHEMA.fail, detail: fault };
}

/** Is the one who presents it the one who says so, here and now? */
export function checkHolder(verdict: ProofVerdict): Check {
  const { outcome, detail } = verdict;
  // Nothing that fits the one who presents was computed.
  const isUnsigned = answerOf(verdict, false) === 'none';
  return { id: 'holder', ...HOLDER[outcome], ...(isUnsigned && { sentence: UNSIGNED }), detail };
}

const UNSIGNED: Words = {
  fr: 'Personne n’a signé cette présentation.',
  en: 'Nobody has signed this presentation.',
};

const CONTEXT: Record<'pass' | 'fail' | 'unknown', Words> = {
  pass: {
    fr: 'Le document emploie des mots que nous connaissons.',
    en: 'The document uses words that we know.',
  },
  fail: {
    fr: 'Le document emploie des mots qui peuvent tromper.',
    en: 'The document uses words that can mislead.',
  },
  unknown: {
    fr: 'Le document emploie des mots que nous ne connaissons pas.',
    en: 'The document uses words that we do not know.',
  },
};

const SCHEMA: Record<'pass' | 'fail', Words> = {
  pass: { fr: 'La présentation est complète.', en: 'The presentation is complete.' },
  fail: {
    fr: 'Ce document n’est pas une présentation de badges.',
    en: 'This document is not a presentation of badges.',
  },
};

const HOLDER: Record<ProofVerdict['outcome'], Omit<Check, 'id' | 'detail'>> = {
  valid: {
    outcome: 'pass',
    sentence: {
      fr: 'La personne qui présente a bien signé.',
      en: 'The one who presents has signed.',
    },
  },
  invalid: {
    outcome: 'fail',
    sentence: {
      fr: 'La signature de la personne qui présente est fausse.',
      en: 'The signature of the one who presents is wrong.',
    },
  },
  unknown: {
    outcome: 'unknown',
    sentence: {
      fr: 'Nous n’avons pas pu contrôler qui présente.',
      en: 'We could not check who presents.',
    },
    explanation: {
      fr: 'Cela ne prouve pas que les badges sont faux.',
      en: 'This does not prove that the badges are false.',
    },
  },
};
