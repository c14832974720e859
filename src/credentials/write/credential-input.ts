/** What `buildCredential` needs. Instants are ISO 8601 with a zone. */
export interface CredentialInput {
  /** Absolute URL of this credential. */
  readonly id: string;
  readonly issuer: ProfileInput;
  readonly validFrom: string;
  readonly validUntil?: string;
  readonly recipient: RecipientInput;
  readonly achievement: AchievementInput;
  /** The `id` of one level of `achievement.rubric`: required when there is a rubric. */
  readonly achievedLevel?: string;
  /** What the signer saw, in one sentence. */
  readonly narrative?: string;
  readonly evidence?: readonly EvidenceInput[];
  readonly status: StatusInput;
  /** URL at which the newest form of this credential lies. */
  readonly refresh?: string;
}

export interface ProfileInput {
  /** The DID. */
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly description?: string;
}

interface RecipientInput {
  /** `urn:uuid:` and a random UUID made for this credential. */
  readonly id: string;
  /** `hashIdentity(the name the person chose, salt)`. */
  readonly nameHash: string;
  readonly salt: string;
}

export interface AchievementInput {
  /** URL of this version of the badge class. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly criteria: { readonly narrative: string; readonly id?: string };
  readonly image: { readonly id: string; readonly caption?: string };
  /** One of the closed list of Open Badges 3.0, or `ext:…`. */
  readonly achievementType: string;
  readonly version: string;
  /** BCP 47: that of its texts. */
  readonly inLanguage: string;
  readonly creator?: ProfileInput;
  readonly alignments?: readonly AlignmentInput[];
  readonly tags?: readonly string[];
  readonly rubric?: RubricInput;
}

export interface AlignmentInput {
  readonly targetName: string;
  readonly targetUrl: string;
  readonly targetFramework: string;
  readonly targetCode?: string;
}

export interface RubricInput {
  readonly id: string;
  readonly name: string;
  /** From the lowest level to the highest; `level` is the rank, as text. */
  readonly levels: readonly {
    readonly id: string;
    readonly name: string;
    readonly level: string;
  }[];
}

export interface EvidenceInput {
  readonly id: string;
  readonly name: string;
  readonly genre?: string;
  readonly narrative?: string;
  /** `digestSri` of the bytes at `id`. */
  readonly digestSRI: string;
}

/** What `buildEndorsement` needs. */
export interface EndorsementInput {
  /** Absolute URI of this endorsement. */
  readonly id: string;
  readonly name: string;
  readonly issuer: ProfileInput;
  readonly validFrom: string;
  readonly validUntil?: string;
  /** The id of what is endorsed: a credential, an achievement, a profile. */
  readonly about: string;
  readonly comment: string;
  /** Of the badge that it is about. */
  readonly status?: StatusInput;
}

interface StatusInput {
  /** URL of the status list. */
  readonly list: string;
  readonly index: number;
}
