import { type JsonObject, toArray } from '../../bytes/json-object.ts';
import { timeOf } from '../../bytes/instants.ts';
import { CLOCK_SKEW } from '../../proofs/proof-verdict.ts';
import type { Check } from '../../verification.ts';

export interface DatesResult {
  readonly check: Check;
  readonly validity: 'valid' | 'expired' | 'not-yet-valid' | 'unknown';
}

/** Expired is a state to show, not a fault of the badge. `issuedAt`: when the JWT around it was made. */
export function checkDates(
  document: JsonObject,
  now: Date,
  issuedAt: string | undefined,
): DatesResult {
  // A credential of one version may carry the other's names: the narrowest span counts.
  const begins = instantsAt(document, ['validFrom', 'issuanceDate']);
  const ends = instantsAt(document, ['validUntil', 'expirationDate']);
  const from = inOrder(begins.instants, issuedAt === undefined ? [] : [issuedAt]).at(-1);
  const [until] = ends.instants;
  const known = validityOf(from, until, now);
  // An end that cannot be read may have passed.
  const validity = known === 'valid' && !(begins.isRead && ends.isRead) ? 'unknown' : known;
  const detail = `From ${from ?? 'always'} until ${until ?? 'always'}`;
  const date = validity === 'expired' ? until : validity === 'not-yet-valid' ? from : undefined;
  const check = { ...CHECKS[validity], detail, ...(date !== undefined && { date }) };
  return { check, validity };
}

/** In order, as they were written. */
function instantsAt(document: JsonObject, members: readonly string[]) {
  const values = members.flatMap((member) => toArray(document[member]));
  const instants = values
    .filter((value) => typeof value === 'string')
    .filter((value) => !Number.isNaN(timeOf(value)));
  return { instants: inOrder(instants), isRead: instants.length === values.length };
}

function inOrder(...instants: readonly (readonly string[])[]): readonly string[] {
  return instants.flat().sort((a, b) => timeOf(a) - timeOf(b));
}

function validityOf(
  from: string | undefined,
  until: string | undefined,
  now: Date,
): Exclude<DatesResult['validity'], 'unknown'> {
  if (until !== undefined && timeOf(until) < now.getTime()) return 'expired';
  const isEarly = from !== undefined && now.getTime() + CLOCK_SKEW < timeOf(from);
  return isEarly ? 'not-yet-valid' : 'valid';
}

const CHECKS: Record<DatesResult['validity'], Omit<Check, 'detail'>> = {
  valid: {
    id: 'dates',
    outcome: 'pass',
    code: 'check.dates.right',
  },
  expired: {
    id: 'dates',
    outcome: 'warn',
    code: 'check.dates.expired',
    explanation: [{ code: 'check.dates.expired.why' }],
  },
  'not-yet-valid': {
    id: 'dates',
    outcome: 'warn',
    code: 'check.dates.early',
    explanation: [{ code: 'check.dates.early.why' }],
  },
  unknown: {
    id: 'dates',
    outcome: 'unknown',
    code: 'check.dates.unreadable',
  },
};
