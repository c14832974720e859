import type { ProofVerdict } from '../../proofs/proof-verdict.ts';
import type { Check, Outcome, SignatureAnswer, Words } from '../../verification.ts';

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

const NOT_A_FORGERY: Words = {
  fr: 'Cela ne prouve pas que le badge est faux. Réessayez plus tard.',
  en: 'This does not prove that the badge is false. Try again later.',
};

const UNUSUAL: Words = {
  fr: 'Sa forme n’est pas celle des Open Badges. D’autres vérificateurs peuvent la refuser.',
  en: 'Its form is not that of Open Badges. Other verifiers may refuse it.',
};

const KEY: Record<Judged, Pick<Check, 'sentence' | 'explanation'>> = {
  pass: {
    sentence: {
      fr: 'La clé est bien celle de l’émetteur.',
      en: 'The key is the issuer’s.',
    },
  },
  fail: {
    sentence: {
      fr: 'La clé n’est pas une clé valable de l’émetteur.',
      en: 'The key is not a valid key of the issuer.',
    },
    explanation: {
      fr: 'Quelqu’un d’autre a signé, ou l’émetteur a renié cette clé.',
      en: 'Somebody else signed, or the issuer has disowned this key.',
    },
  },
  unknown: {
    sentence: {
      fr: 'Nous n’avons pas trouvé cette clé chez l’émetteur.',
      en: 'We did not find this key at the issuer’s.',
    },
    explanation: NOT_A_FORGERY,
  },
};

const SIGNATURE: Record<Judged, Required<Pick<Check, 'sentence' | 'explanation'>>> = {
  pass: {
    sentence: { fr: 'La signature est juste.', en: 'The signature is right.' },
    explanation: {
      fr: 'Le badge n’a pas changé depuis qu’il a été signé.',
      en: 'The badge has not changed since it was signed.',
    },
  },
  fail: {
    sentence: { fr: 'La signature est fausse.', en: 'The signature is wrong.' },
    explanation: {
      fr: 'Le badge a changé, ou quelqu’un d’autre l’a signé.',
      en: 'The badge has changed, or somebody else signed it.',
    },
  },
  unknown: {
    sentence: {
      fr: 'Nous ne savons pas contrôler cette signature.',
      en: 'We cannot check this signature.',
    },
    explanation: {
      fr: 'Cela ne prouve pas que le badge est faux.',
      en: 'This does not prove that the badge is false.',
    },
  },
};

const unsigned: Omit<Check, 'detail'> = {
  id: 'signature',
  outcome: 'fail',
  sentence: {
    fr: 'Ce badge n’a pas de signature valable.',
    en: 'This badge has no valid signature.',
  },
};

/** It was not computed. `detail`: why, in English. */
export function unchecked(detail: string): Check {
  return {
    id: 'signature',
    outcome: 'unknown',
    sentence: {
      fr: 'La signature n’a pas été contrôlée.',
      en: 'The signature was not checked.',
    },
    detail,
  };
}

const rewritten: Omit<Check, 'detail'> = {
  id: 'signature',
  outcome: 'fail',
  sentence: {
    fr: 'La signature est celle d’un autre document.',
    en: 'The signature is that of another document.',
  },
  explanation: {
    fr: 'Ce qui a été signé est écrit ici d’une façon qui peut tromper.',
    en: 'What was signed is written here in a way that can mislead.',
  },
};

/** Right, in a form that other verifiers of Open Badges refuse. */
function unusual({ detail }: ProofVerdict): Check {
  const { sentence } = SIGNATURE.pass;
  return { id: 'signature', outcome: 'warn', sentence, explanation: UNUSUAL, detail };
}

function key(outcome: Judged, { detail, since }: ProofVerdict): Check {
  const lastAnswered = since === undefined ? {} : { lastAnswered: since };
  return { id: 'issuer-key', outcome, ...KEY[outcome], detail, ...lastAnswered };
}

function signature(outcome: Judged, { detail }: ProofVerdict): Check {
  return { id: 'signature', outcome, ...SIGNATURE[outcome], detail };
}
