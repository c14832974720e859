/** What a verification asks of the world, and what it answers. */

/** Everything the core needs from outside. A rejection counts as unreachable. */
export interface Surroundings {
  readonly now: Date;
  /** Called with a did:web, or with an https URL that should give a controller document or a JWK. */
  resolveDid(did: string): Promise<DidResolution>;
  /** Called with an http(s) URL that comes from the badge. */
  fetchStatusList(url: string): Promise<StatusListFetch>;
  /** What the network's own list says of an issuer. */
  knownIssuer(did: string): Promise<KnownIssuer | undefined>;
  /**
   * Called at most once, with the http(s) URL at which the badge says its newest form lies, and the
   * media type of the form that was given. Left out: nothing is said of newer forms.
   */
  refresh?(url: string, form: SignedForm): Promise<TextFetch>;
  /** Told of the work that it takes, in values that are canonicalised (`allowance.ts`). */
  readonly spend?: (values: number) => void;
  /** The name of the person who shows the badge: asks for the `recipient` check. */
  readonly holderName?: string;
}

/** The media types of JSON with its proof in it, and of a JWT around it. */
export type SignedForm = 'application/vc' | 'application/vc+jwt';

interface NotFetched {
  readonly outcome: 'not-found' | 'unreachable';
  readonly detail: string;
  /** ISO 8601: when it was last read, if that is known. */
  readonly since?: string;
}
/** `document`: parsed JSON (a status list may be a compact JWT), of which nothing is believed yet. */
type Fetched = { readonly outcome: 'found'; readonly document: unknown } | NotFetched;
export type DidResolution = Fetched;
export type StatusListFetch = Fetched;
/** `text`: JSON or a compact JWT. */
export type TextFetch = { readonly outcome: 'found'; readonly text: string } | NotFetched;

export interface VerifyOptions {
  /**
   * `open-badges` (default): badges and endorsements only. `w3c`: any verifiable credential whose
   * contexts are pinned, as the VC-API takes them.
   */
  readonly profile?: 'open-badges' | 'w3c';
}

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
  | 'claims'
  | 'issuer-key'
  | 'signature'
  | 'status'
  | 'dates'
  | 'issuer-known'
  | 'recipient'
  | 'digests'
  | 'endorsement'
  | 'refresh'
  | 'holder';

export interface Check {
  readonly id: CheckId;
  readonly outcome: Outcome;
  readonly sentence: Words;
  readonly explanation?: Words;
  /** For the technically curious: English, may quote the badge. */
  readonly detail: string;
  /** ISO 8601, on `dates`: the end that has passed, or the beginning that has not come. */
  readonly date?: string;
  /** ISO 8601, on what is unknown: when the address last answered, if it ever did. */
  readonly lastAnswered?: string;
  /** On an `endorsement`: who said what. */
  readonly endorsement?: EndorsementReading;
}

/** Strings from a stranger: escape them. */
export interface EndorsementReading {
  readonly by: { readonly id: string; readonly name?: string };
  /** The id of what is endorsed. */
  readonly about: string;
  readonly comment?: string;
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
  /** What it is, as far as it could be read: a page about badges should not show another kind. */
  readonly kind?: 'badge' | 'endorsement' | 'credential';
  /** What the badge says of itself: to be believed only if it is authentic. */
  readonly credential?: BadgeReading;
  readonly issuer?: KnownIssuer;
  /** ISO 8601: when the issuer made the status list that was read. */
  readonly statusAsOf?: string;
  /** ISO 8601: when the status list was last read, if it cannot be read now. */
  readonly statusUnknownSince?: string;
  /** The newest form of the badge, if its refresh service gives an authentic one that differs. */
  readonly newest?: NewestForm;
}

export interface NewestForm {
  readonly text: string;
  readonly standing: Standing;
  readonly credential?: BadgeReading;
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
  readonly evidence: readonly {
    readonly name?: string;
    readonly url?: string;
    /** `sha384-…` of what lies there. It was not fetched: whoever reads it can compare. */
    readonly digest?: string;
  }[];
}
