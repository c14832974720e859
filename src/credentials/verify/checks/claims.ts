import { compareClaims, type ClaimsVerdict } from '../../jwt/claims.ts';
import type { CompactJwt } from '../../jwt/compact.ts';
import type { JsonObject } from '../../bytes/json-object.ts';
import type { Check, Said } from '../../verification.ts';

export interface ClaimsResult extends Pick<ClaimsVerdict, 'notes' | 'issuedAt'> {
  readonly check: Check;
}

/** A JWT says some things twice, and the official validator does not compare them. */
export function checkClaims(jwt: CompactJwt, document: JsonObject, now: Date): ClaimsResult {
  const { outcome, detail, ...said } = compareClaims(jwt.payload, document, now);
  const check = outcome === 'ambiguous' ? 'fail' : outcome;
  return { ...said, check: { id: 'claims', outcome: check, ...SENTENCES[outcome], detail } };
}

const SENTENCES = {
  pass: { code: 'check.claims.same' },
  warn: { code: 'check.claims.incomplete' },
  ambiguous: { code: 'check.claims.contradictory' },
} satisfies Record<ClaimsVerdict['outcome'], Said>;
