/** What kinds of credentials are read here, one row each. */
import type { z } from 'zod';
import { ENDORSEMENT_TYPE, endorsementCredential } from '../schemas/endorsement-schema.ts';
import { type JsonObject, toArray } from '../bytes/json-object.ts';
import { readAnyCredential, readBadge, readEndorsement } from './reading.ts';
import { BADGE_TYPES, badgeCredential } from '../schemas/achievement-credential-schema.ts';
import type { BadgeReading } from '../readings.ts';
import type { VerifyOptions } from '../verification.ts';

export interface CredentialKind {
  readonly name: 'badge' | 'endorsement' | 'credential';
  /** Whether an Open Badges context must come second. */
  readonly isOpenBadges: boolean;
  /** What its standard wants beside what every credential says. */
  readonly schema?: z.ZodType;
  /** What it says, whatever it lacks. */
  read(document: JsonObject): BadgeReading;
}

/** The same for the same document, which is read in several places. */
function once(read: CredentialKind['read']): CredentialKind['read'] {
  const readings = new WeakMap<JsonObject, BadgeReading>();
  return (document) => {
    const reading = readings.get(document) ?? read(document);
    readings.set(document, reading);
    return reading;
  };
}

const badge: CredentialKind = {
  name: 'badge',
  isOpenBadges: true,
  schema: badgeCredential,
  read: once(readBadge),
};

const endorsement: CredentialKind = {
  name: 'endorsement',
  isOpenBadges: true,
  schema: endorsementCredential,
  read: once(readEndorsement),
};

const anyCredential: CredentialKind = {
  name: 'credential',
  isOpenBadges: false,
  read: once(readAnyCredential),
};

export function kindOf(document: JsonObject, { profile }: VerifyOptions): CredentialKind {
  const types = toArray(document['type']);
  if (BADGE_TYPES.some((type) => types.includes(type))) return badge;
  if (types.includes(ENDORSEMENT_TYPE)) return endorsement;
  // Whoever asks about badges is told what this one lacks to be one.
  return profile === 'w3c' || types.includes('VerifiableCredential') ? anyCredential : badge;
}
