/** What a verification asks of the world, and what it answers. */

/** Everything the core needs from outside. A rejection counts as unreachable. */
export interface Surroundings {
  readonly now: Date;
  /** Called with a did:web, or with an https URL that should give a controller document. */
  resolveDid(did: string): Promise<DidResolution>;
  /** Called with an http(s) URL that comes from the badge. */
  fetchStatusList(url: string): Promise<StatusListFetch>;
  /** What the network's own list says of an issuer. */
  knownIssuer(did: string): Promise<KnownIssuer | undefined>;
  /** The name of the person who shows the badge: asks for the `recipient` check. */
  readonly holderName?: string;
}

type Fetched =
  /** `document`: parsed JSON, of which nothing is believed yet. */
  | { readonly outcome: 'found'; readonly document: unknown }
  | { readonly outcome: 'not-found' | 'unreachable'; readonly detail: string };
export type DidResolution = Fetched;
export type StatusListFetch = Fetched;

export interface KnownIssuer {
  readonly name: string;
  readonly memberSince?: number;
}

export interface Words {
  readonly fr: string;
  readonly en: string;
}

export type Outcome = 'pass' | 'warn' | 'fail' | 'unknown';

export type CheckId =
  | 'format'
  | 'context'
  | 'schema'
  | 'issuer-key'
  | 'signature'
  | 'status'
  | 'dates'
  | 'issuer-known'
  | 'recipient';

export interface Check {
  readonly id: CheckId;
  readonly outcome: Outcome;
  readonly sentence: Words;
  readonly explanation?: Words;
  /** For the technically curious: English, may quote the badge. */
  readonly detail: string;
}

export type Standing = 'valid' | 'revoked' | 'expired' | 'not-yet-valid' | 'unknown';

export interface Verification {
  /** Those that were done, in order: a badge that cannot be read is not asked for its status. */
  readonly checks: readonly Check[];
  readonly summary: {
    readonly authentic: 'yes' | 'no' | 'unknown';
    /** `unknown` unless the badge is authentic. */
    readonly standing: Standing;
    /** False unless the badge is authentic. */
    readonly issuerKnown: boolean;
  };
  /** What the badge says of itself: to be believed only if it is authentic. */
  readonly credential?: BadgeReading;
  readonly issuer?: KnownIssuer;
  /** ISO 8601: when the issuer made the status list that was read. */
  readonly statusAsOf?: string;
}

/** Strings from a stranger: escape them. URLs are http or https, or left out. */
export interface BadgeReading {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly achievementId: string;
  readonly imageUrl?: string;
  readonly issuer: { readonly id: string; readonly name?: string; readonly url?: string };
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly levelName?: string;
  /** The signer's sentence. */
  readonly narrative?: string;
  readonly criteria: { readonly narrative?: string; readonly url?: string };
  readonly alignments: readonly {
    readonly name: string;
    readonly url?: string;
    readonly framework?: string;
  }[];
  readonly evidence: readonly { readonly name?: string; readonly url?: string }[];
}
