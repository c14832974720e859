import { compareClaims, type ClaimsVerdict } from '../jwt/claims.ts';
import type { CompactJwt } from '../jwt/compact.ts';
import type { VcdmCredential } from '../vcdm-schema.ts';
import type { Check, Words } from '../verification.ts';

/** A JWT says some things twice, and the official validator does not compare them. */
export function checkClaims(jwt: CompactJwt, credential: VcdmCredential, now: Date): Check {
  const { outcome, detail } = compareClaims(jwt.payload, credential, now);
  const check = outcome === 'ambiguous' ? 'fail' : outcome;
  return { id: 'claims', outcome: check, sentence: SENTENCES[outcome], detail };
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
