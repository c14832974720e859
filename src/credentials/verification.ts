/** What a verification answers. */
import type { BadgeReading, EndorsementReading } from './readings.ts';
import type { KnownIssuer, Namesake } from './surroundings.ts';

export interface VerifyOptions {
  /**
   * `open-badges` (default): badges and endorsements only. `w3c`: any verifiable credential whose
   * contexts are pinned, as the VC-API takes them.
   */
  readonly profile?: 'open-badges' | 'w3c';
}

/**
 * A sentence by its name, with what stands in it. Its words are no business of the core: languages/
 * has them under this code, one file for each language (docs/adr/0029).
 */
export interface Said {
  readonly code: SentenceCode;
  /** Strings may be a stranger's: escape them. */
  readonly values?: Readonly<Record<string, string | number | SaidName>>;
}

type SentenceCode = `check.${CheckId}.${string}` | `note.${string}`;

/** A name within a sentence: of a member, say. */
export interface SaidName {
  readonly code: `note.name.${string}`;
  readonly values?: Readonly<Record<string, string>>;
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
  | 'holder'
  | 'endorsed';

/** It says whether. */
export interface Check extends Said {
  readonly id: CheckId;
  readonly outcome: Outcome;
  /** Why, and what to do: sentences in their order. */
  readonly explanation?: readonly Said[];
  /** For the technically curious: English, may quote the badge. */
  readonly detail: string;
  /** ISO 8601, on `dates`: the end that has passed, or the beginning that has not come. */
  readonly date?: string;
  /** ISO 8601, on what is unknown: when the address last answered, if it ever did. */
  readonly lastAnswered?: string;
  /** On an `endorsement`: who said what. */
  readonly endorsement?: EndorsementReading;
  /** On a `recipient` that passes: the name as it was hashed, where it was typed otherwise. */
  readonly spelling?: string;
}

/** Whether it counts today: its status and its dates together. */
export type Standing = 'valid' | 'revoked' | 'suspended' | 'expired' | 'not-yet-valid' | 'unknown';

/** What one status of a badge says: `revocation`, `suspension`, or another purpose in the words of its issuer. */
export interface StatusOfPurpose {
  readonly purpose: string;
  /** Its status: programs know it by this name. */
  readonly standing: 'valid' | 'revoked' | 'suspended' | 'unknown';
  /** ISO 8601: when the list was made. */
  readonly asOf?: string;
  /** ISO 8601: when it was last known, if it is unknown now. */
  readonly since?: string;
}

/** `wrong`: computed under a key of the issuer. `none`: the issuer it names did not sign it. */
export type SignatureAnswer = 'right' | 'wrong' | 'unknown' | 'none';

/** `ambiguous`: two readers would read two badges in it. */
export type StandardAnswer = 'followed' | 'notes' | 'ambiguous' | 'unknown';

/** Three answers, none derived from another (docs/adr/0025), and two that follow from them. */
export interface Summary {
  readonly signature: SignatureAnswer;
  readonly standard: StandardAnswer;
  /** `unknown` unless the signature is right. */
  readonly standing: Standing;
  /** `yes`: right and not ambiguous. `no`: wrong, none or ambiguous. */
  readonly authentic: 'yes' | 'no' | 'unknown';
  /** Whether the network vouches for the issuer that is named. */
  readonly issuerKnown: boolean;
}

/** Strings from a stranger: escape them. */
export interface Signatory {
  /** The issuer that the badge names. */
  readonly issuer: string;
  /** The host of a did:web or an https issuer: `badges.example`. A key by itself has none. */
  readonly domain?: string;
  /** The verification method that was used. */
  readonly key?: string;
}

/** One way in which it departs from its standard, without being anything else because of it. */
export interface Note extends Said {
  /** Where: a path of members, `credentialSubject.achievement.criteria`. */
  readonly place: string;
  /** The standard and its section. */
  readonly rule: string;
  /** Whether the standard says MUST: a strict reader refuses it. */
  readonly must: boolean;
}

/** Of the file around several badges, or around one. */
export interface Wrapping {
  readonly kind: 'presentation' | 'record' | 'list';
  /** Of a presentation. Strings from a stranger: escape them. */
  readonly holder?: {
    readonly id?: string;
    readonly signature: SignatureAnswer;
    /** Whether the holder is the subject of each badge; undefined if that cannot be told. */
    readonly isSubject?: boolean;
  };
  /** Of a record: the answers on it alone. The badges in it have their own. */
  readonly summary?: Summary;
}

export interface Verification {
  /** Those that were done, in order: a badge that cannot be read is not asked for its status. */
  readonly checks: readonly Check[];
  /** Of several badges in one file: the worst of each answer. */
  readonly summary: Summary;
  readonly notes: readonly Note[];
  /** Once a key was used or named. */
  readonly signedBy?: Signatory;
  /** The issuer is unknown, and calls itself much like somebody who is known. */
  readonly namesake?: Namesake;
  /** What it is, as far as it could be read: a page about badges should not show another kind. */
  readonly kind?: 'badge' | 'endorsement' | 'credential' | 'wrapped';
  /** Of `wrapped`: the answer on each credential in it, and what it is. */
  readonly credentials?: readonly Verification[];
  readonly wrapping?: Wrapping;
  /** What the badge says of itself: to be believed only if it is authentic. */
  readonly credential?: BadgeReading;
  /** Of a confirmation: the badge that it confirms, if that is authentic. */
  readonly endorsed?: { readonly standing: Standing; readonly credential: BadgeReading };
  readonly issuer?: KnownIssuer;
  /** One for each status that it has, in their order; `summary` has the worst. */
  readonly statuses?: readonly StatusOfPurpose[];
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
