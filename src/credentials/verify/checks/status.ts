import type { Issuer } from '../../proofs/proof-verdict.ts';
import { readStatus, worstOf } from '../../statuses/read-status.ts';
import type { StatusHolder, StatusReading, Status } from '../../statuses/status-type.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Check, Said } from '../../verification.ts';

export interface StatusResult {
  readonly check: Check;
  /** The worst of the readings. */
  readonly status: Status;
  /** One for each status, in their order. */
  readonly readings: readonly StatusReading[];
  /** ISO 8601: when the list was made. */
  readonly asOf?: string;
  /** ISO 8601: when it was last read, if it is unknown now. */
  readonly since?: string;
}

/** Whatever goes wrong leaves the status unknown: never valid, and never a wrong signature. */
export async function checkStatus(
  credential: StatusHolder,
  issuer: Issuer,
  surroundings: Surroundings,
): Promise<StatusResult> {
  const { credentialStatus: entries = [] } = credential;
  const readings = await readStatus(entries, {
    credential,
    issuer,
    fetchStatusList: (url) => surroundings.fetchStatusList(url),
    newestSeen: (url, made) => surroundings.newestSeen?.(url, made) ?? Promise.resolve(made.at),
  });
  const worst = worstOf(readings);
  if (!worst) return { check: withoutStatus, status: 'valid', readings };
  const { status, asOf, since } = worst;
  return {
    check: checkOf(status, readings, since),
    status,
    readings,
    ...(asOf !== undefined && { asOf }),
    ...(since !== undefined && { since }),
  };
}

function checkOf(
  status: Status,
  readings: readonly StatusReading[],
  since: string | undefined,
): Check {
  const { explanation = [], ...check } =
    status === 'unknown' ? doubtAbout(readings) : CHECKS[status];
  const said = readings.flatMap((reading) => (reading.said ? [reading.said] : []));
  const words = [...explanation, ...said];
  return {
    ...check,
    ...(words.length > 0 && { explanation: words }),
    detail: readings.map(({ detail }) => detail).join('; '),
    ...(since !== undefined && { lastAnswered: since }),
  };
}

type Answer = Omit<Check, 'detail'>;

/** What is known of one purpose is not put in doubt by another. */
function doubtAbout(readings: readonly StatusReading[]): Answer {
  const purposes = readings
    .filter(({ status }) => status === 'unknown')
    .map(({ purpose }) => purpose);
  if (purposes.includes('revocation')) return { ...unread, ...DOUBTS.revocation };
  return {
    ...unread,
    ...(purposes.includes('suspension') ? DOUBTS.suspension : DOUBTS.other),
  };
}

const DOUBTS = {
  revocation: { code: 'check.status.unknown' },
  suspension: { code: 'check.status.unknown-suspension' },
  other: { code: 'check.status.unknown-other' },
} satisfies Record<string, Said>;

const unread: Omit<Answer, 'code'> = {
  id: 'status',
  outcome: 'unknown',
  explanation: [{ code: 'check.status.unknown.why' }],
};

const withoutStatus: Check = {
  id: 'status',
  outcome: 'pass',
  code: 'check.status.none',
  detail: 'There is no credentialStatus',
};

const unreadable = (detail: string): StatusResult => ({
  check: { ...unread, ...DOUBTS.revocation, detail },
  status: 'unknown',
  readings: [],
});

const CHECKS: Record<Exclude<Status, 'unknown'>, Answer> = {
  valid: {
    id: 'status',
    outcome: 'pass',
    code: 'check.status.valid',
  },
  revoked: {
    id: 'status',
    outcome: 'fail',
    code: 'check.status.revoked',
    explanation: [{ code: 'check.status.revoked.why' }],
  },
  /** Like a date that has not come: not a fault, and not for ever. */
  suspended: {
    id: 'status',
    outcome: 'warn',
    code: 'check.status.suspended',
    explanation: [{ code: 'check.status.suspended.why' }],
  },
};

export const unreadableStatus = unreadable('Its credentialStatus cannot be read');
export const hiddenStatus = unreadable('Its credentialStatus is written to be missed');
