import type { JsonObject } from '../json-object.ts';
import type { CompactJwt } from '../jwt/compact.ts';
import { verifyJwt } from '../jwt/verify-jwt.ts';
import type { Issuer, ProofVerdict } from '../proof-verdict.ts';
import { verifyProofs } from '../proofs.ts';
import type { Check, Outcome, Words } from '../verification.ts';

/** Two answers: is the key the issuer's, and does the signature fit? */
export async function checkProof(
  { document, jwt }: { readonly document: JsonObject; readonly jwt?: CompactJwt },
  issuer: Issuer,
): Promise<readonly Check[]> {
  const verdict = jwt ? await verifyJwt(jwt, issuer) : await verifyProofs(document, issuer);
  switch (verdict.stage) {
    case 'done':
      return [
        key('pass', verdict),
        verdict.isOutsideProfile ? unusual(verdict) : signature('pass', verdict),
      ];
    case 'graph':
      return [key('pass', verdict), { ...rewritten, detail: verdict.detail }];
    case 'signature':
      return [
        key('pass', verdict),
        signature(verdict.outcome === 'invalid' ? 'fail' : 'unknown', verdict),
      ];
    case 'key':
      return [
        key(verdict.outcome === 'invalid' || verdict.isAbsent ? 'fail' : 'unknown', verdict),
        unchecked,
      ];
    case 'controller':
      return [key('fail', verdict), unchecked];
    case 'cryptosuite':
      return [signature('unknown', verdict)];
    case 'proof':
      return verdict.outcome === 'invalid'
        ? [{ ...unsigned, detail: verdict.detail }]
        : [signature('unknown', verdict)];
  }
}

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
      fr: 'Nous n’avons pas pu lire la clé de l’émetteur.',
      en: 'We could not read the issuer’s key.',
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

const unchecked: Check = {
  id: 'signature',
  outcome: 'unknown',
  sentence: {
    fr: 'La signature n’a pas été contrôlée.',
    en: 'The signature was not checked.',
  },
  detail: 'There is no key to check it with',
};

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
