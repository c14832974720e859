import type { Issuer } from '../proof-verdict.ts';
import type { VcdmCredential } from '../vcdm-schema.ts';
import type { StatusListFetch, Surroundings } from '../verification.ts';

export type StatusReading =
  | {
      readonly standing: 'valid' | 'revoked';
      /** ISO 8601: when the list was made. */
      readonly asOf?: string;
      readonly detail: string;
    }
  | {
      readonly standing: 'unknown';
      readonly detail: string;
      /** ISO 8601: when it was last known. */
      readonly since?: string;
    };

/** One way of withdrawing: one file here and one row in `status-types.ts`. */
export interface StatusType {
  readonly type: string;
  /** `entry`: one `credentialStatus` of an authentic credential. May reject: that is unknown too. */
  read(entry: StatusEntry, asking: Asking): Promise<StatusReading>;
}

export type StatusEntry = NonNullable<VcdmCredential['credentialStatus']>[number];

/** As far as its status is concerned. */
export type StatusHolder = Pick<VcdmCredential, 'id' | 'credentialStatus'>;

export interface Asking {
  readonly credential: StatusHolder;
  readonly issuer: Issuer;
  readonly fetchStatusList: Surroundings['fetchStatusList'];
}

export function unknown(detail: string): StatusReading {
  return { standing: 'unknown', detail };
}

export function notFetched(fetched: Exclude<StatusListFetch, { outcome: 'found' }>): StatusReading {
  const { detail, since } = fetched;
  return { standing: 'unknown', detail, ...(since !== undefined && { since }) };
}
