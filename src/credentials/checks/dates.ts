import { CLOCK_SKEW } from '../proof-verdict.ts';
import type { VcdmCredential } from '../vcdm-schema.ts';
import type { Check } from '../verification.ts';

export interface DatesResult {
  readonly check: Check;
  readonly standing: 'valid' | 'expired' | 'not-yet-valid';
}

/** Expired is a state to show, not a fault of the badge. */
export function checkDates(credential: VcdmCredential, now: Date): DatesResult {
  // A credential of one version may carry the other's names: the narrowest span counts.
  const from = inOrder(credential.validFrom, credential.issuanceDate).at(-1);
  const [until] = inOrder(credential.validUntil, credential.expirationDate);
  const standing = standingOf(from, until, now);
  const detail = `From ${from ?? 'always'} until ${until ?? 'always'}`;
  const date = standing === 'expired' ? until : standing === 'not-yet-valid' ? from : undefined;
  const check = { ...CHECKS[standing], detail, ...(date !== undefined && { date }) };
  return { check, standing };
}

function inOrder(...instants: readonly (string | undefined)[]): readonly string[] {
  return instants
    .filter((instant) => instant !== undefined)
    .sort((a, b) => Date.parse(a) - Date.parse(b));
}

function standingOf(
  from: string | undefined,
  until: string | undefined,
  now: Date,
): DatesResult['standing'] {
  if (until !== undefined && Date.parse(until) < now.getTime()) return 'expired';
  const isEarly = from !== undefined && now.getTime() + CLOCK_SKEW < Date.parse(from);
  return isEarly ? 'not-yet-valid' : 'valid';
}

const CHECKS: Record<DatesResult['standing'], Omit<Check, 'detail'>> = {
  valid: {
    id: 'dates',
    outcome: 'pass',
    sentence: { fr: 'Le badge est en cours de validité.', en: 'The badge is within its dates.' },
  },
  expired: {
    id: 'dates',
    outcome: 'warn',
    sentence: { fr: 'Ce badge a expiré.', en: 'This badge has expired.' },
    explanation: {
      fr: 'Il dit ce qui était vrai jusqu’à sa date de fin.',
      en: 'It says what was true until its end date.',
    },
  },
  'not-yet-valid': {
    id: 'dates',
    outcome: 'warn',
    sentence: { fr: 'Ce badge ne vaut pas encore.', en: 'This badge does not count yet.' },
    explanation: {
      fr: 'Sa date de début est dans le futur.',
      en: 'Its start date is in the future.',
    },
  },
};
