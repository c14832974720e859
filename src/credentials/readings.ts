/** What a badge says of itself, and an endorsement, as far as they could be read. */

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

/** Strings from a stranger: escape them. */
export interface EndorsementReading {
  readonly id?: string;
  readonly by: { readonly id: string; readonly name?: string };
  /** The id of what is endorsed. */
  readonly about: string;
  readonly comment?: string;
}
