import type { Issuer } from '../proofs/proof-verdict.ts';
import type { VcdmCredential } from '../schemas/vcdm-schema.ts';
import type { StatusListFetch, Surroundings } from '../surroundings.ts';
import type { Said } from '../verification.ts';

/** What an issuer’s status entry says. Revoked is for good; suspended may be taken back. */
export type Status = 'valid' | 'revoked' | 'suspended' | 'unknown';

/** What one status says. */
export interface StatusReading {
  /** What it is for, in the words of its issuer: escape it. */
  readonly purpose: string;
  readonly status: Status;
  readonly detail: string;
  /** What its issuer says by it, and that changes nothing; may quote them: escape it. */
  readonly said?: Said;
  /** ISO 8601: when the list was made. */
  readonly asOf?: string;
  /** ISO 8601, of an unknown status: when it was last known. */
  readonly since?: string;
}

export type StatusAnswer = Omit<StatusReading, 'purpose'>;

/** One way of giving a status: one file here and one row in `status-types.ts`. */
export interface StatusType {
  readonly type: string;
  /** `entry`: one `credentialStatus` of an authentic credential. May reject: that is unknown too. */
  read(entry: StatusEntry, asking: StatusSurroundings): Promise<StatusAnswer>;
}

export type StatusEntry = NonNullable<VcdmCredential['credentialStatus']>[number];

/** As far as its status is concerned. */
export type StatusHolder = Pick<VcdmCredential, 'id' | 'credentialStatus'>;

export interface StatusSurroundings extends Pick<Surroundings, 'fetchStatusList' | 'newestSeen'> {
  readonly credential: StatusHolder;
  readonly issuer: Issuer;
}

export function unknown(detail: string): StatusAnswer {
  return { status: 'unknown', detail };
}

export function notFetched(fetched: Exclude<StatusListFetch, { outcome: 'found' }>): StatusAnswer {
  const { detail, since } = fetched;
  return { status: 'unknown', detail, ...(since !== undefined && { since }) };
}
