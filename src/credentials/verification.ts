/** What a verification asks of its surroundings, and what it answers. */

/** Everything the core needs from outside. A rejection counts as unreachable. */
export interface Surroundings {
  readonly now: Date;
  /** Called with a did:web, or with an https URL that should give a controller document or a JWK. */
  resolveDid(did: string): Promise<DidResolution>;
  /** Called with an http(s) URL that comes from the badge. */
  fetchStatusList(url: string): Promise<StatusListFetch>;
  /**
   * Told of a signed status list, with its address; answers when the newest one was made that it was
   * ever told of. Left out: an older list than the newest seen is not noticed.
   */
  newestSeen?(url: string, made: ListMade): Promise<string>;
  /** What the network's own list says of an issuer. */
  knownIssuer(did: string): Promise<KnownIssuer | undefined>;
  /** Of those whom the network lists: the one whose name looks like this one. */
  namesake?(name: string): Promise<Namesake | undefined>;
  /**
   * Called at most once, with the http(s) URL at which the badge says its newest form lies, and the
   * media type of the form that was given. Left out: nothing is said of newer forms.
   */
  refresh?(url: string, form: SignedForm): Promise<TextFetch>;
  /** The badge at its own address, which a confirmation is about. Left out: nobody is asked. */
  endorsed?(url: string, form: SignedForm): Promise<TextFetch>;
  /** Told of the work that it takes, in values that are canonicalised (`allowance.ts`). */
  readonly spend?: (values: number) => void;
  /** The name of the person who shows the badge: asks for the `recipient` check. */
  readonly holderName?: string;
}

/** Whose list it is, and since when it counts (ISO 8601). */
export interface ListMade {
  readonly by: string;
  readonly at: string;
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
export type DidResolution =
  | (Extract<Fetched, { outcome: 'found' }> & {
      /**
       * Absolute ids of keys that the controller may have, and of which nothing can be told now. One
       * that is not in the document either is unknown, and not somebody else's.
       */
      readonly doubtful?: readonly string[];
    })
  | NotFetched;
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

/** Somebody known, whose name a stranger uses. */
export interface Namesake {
  readonly name: string;
  /** Where their keys are published: `badges.example`. */
  readonly domain: string;
}

/**
 * A sentence by its name, with what stands in it. Its words are no business of the core: languages/
 * has them under this code, one file for each language (docs/adr/0029).
 */
export interface Said {
  readonly code: SentenceCode;
  /** Strings may be a stranger's: escape them. */
  readonly values?: Readonly<Record<string, string | number | Named>>;
}

type SentenceCode = `check.${CheckId}.${string}` | `note.${string}`;

/** A name within a sentence: of a member, say. */
export interface Named {
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

/** Strings from a stranger: escape them. */
export interface EndorsementReading {
  readonly id?: string;
  readonly by: { readonly id: string; readonly name?: string };
  /** The id of what is endorsed. */
  readonly about: string;
  readonly comment?: string;
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

/** Strings from a stranger: escape them. URLs are http or https, or left out. */
export interface BadgeReading {
  readonly id?: string;
  readonly name: string;
  readonly description: string;
  readonly achievementId?: string;
  readonly imageUrl?: string;
  readonly issuer: { readonly id: string; readonly name?: string; readonly url?: string };
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** BCP 47: of what the badge says of itself. */
  readonly inLanguage?: string;
  readonly levelName?: string;
  /** The rank of the level among those of its scale, if both can be read: 3 of 4. */
  readonly levelRank?: { readonly level: number; readonly of: number };
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
