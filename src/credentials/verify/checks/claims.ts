import { compareClaims, type ClaimsVerdict } from '../../jwt/claims.ts';
import type { CompactJwt } from '../../jwt/compact.ts';
import type { JsonObject } from '../../bytes/json-object.ts';
import type { Check, Words } from '../../verification.ts';

export interface ClaimsResult extends Pick<ClaimsVerdict, 'notes' | 'issuedAt'> {
  readonly check: Check;
}

/** A JWT says some things twice, and the official validator does not compare them. */
export function checkClaims(jwt: CompactJwt, document: JsonObject, now: Date): ClaimsResult {
  const { outcome, detail, ...said } = compareClaims(jwt.payload, document, now);
  const check = outcome === 'ambiguous' ? 'fail' : outcome;
  return { ...said, check: { id: 'claims', outcome: check, sentence: SENTENCES[outcome], detail } };
}

const SENTENCES = {
  pass: {
    fr: 'L’enveloppe et le badge disent la même chose.',
    en: 'The envelope and the badge say the same.',
  },
  warn: {
    fr: 'L’enveloppe du badge est incomplète.',
    en: 'The badge’s envelope is incomplete.',
  },
  ambiguous: {
    fr: 'L’enveloppe et le badge se contredisent.',
    en: 'The envelope and the badge contradict each other.',
  },
} satisfies Record<ClaimsVerdict['outcome'], Words>;
