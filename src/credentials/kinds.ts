/** What kinds of credentials are read here, one row each. */
import { ENDORSEMENT_TYPE, endorsementCredential } from './endorsement-schema.ts';
import { type JsonObject, toArray } from './json-object.ts';
import { readBadge, readEndorsement } from './reading.ts';
import { BADGE_TYPES, type BadgeCredential, badgeCredential } from './schema.ts';
import { describeIssues } from './schema-parts.ts';
import type { BadgeReading, Verification, VerifyOptions } from './verification.ts';

export interface CredentialKind {
  readonly name: NonNullable<Verification['kind']>;
  /** Whether an Open Badges context must come second. */
  readonly isOpenBadges: boolean;
  /** What it says beside what every credential says, or why it is not one of this kind. */
  read(document: JsonObject): KindReading;
}

export type KindReading =
  | { readonly ok: true; readonly reading?: BadgeReading; readonly badge?: BadgeCredential }
  | { readonly ok: false; readonly detail: string };

const badge: CredentialKind = {
  name: 'badge',
  isOpenBadges: true,
  read(document) {
    const read = badgeCredential.safeParse(document);
    return read.success
      ? { ok: true, reading: readBadge(read.data), badge: read.data }
      : { ok: false, detail: describeIssues(read.error) };
  },
};

const endorsement: CredentialKind = {
  name: 'endorsement',
  isOpenBadges: true,
  read(document) {
    const read = endorsementCredential.safeParse(document);
    return read.success
      ? { ok: true, reading: readEndorsement(read.data) }
      : { ok: false, detail: describeIssues(read.error) };
  },
};

const anyCredential: CredentialKind = {
  name: 'credential',
  isOpenBadges: false,
  read: () => ({ ok: true }),
};

export function kindOf(document: JsonObject, { profile }: VerifyOptions): CredentialKind {
  const types = toArray(document['type']);
  if (BADGE_TYPES.some((type) => types.includes(type))) return badge;
  if (types.includes(ENDORSEMENT_TYPE)) return endorsement;
  return profile === 'w3c' ? anyCredential : badge;
}
