/**
 * The shape of an Open Badges 3.0 credential, as far as it is read or shown. Members that are not
 * named here are left to JSON-LD's safe mode.
 */
import { z } from 'zod';
import { achievementSubject } from './achievement-schema.ts';
import { CREDENTIALS_V1 } from '../contexts/urls.ts';
import { contexts, instant, oneOrMany, profile, typed, uri, words } from './schema-parts.ts';

/** Two names for one thing. */
export const BADGE_TYPES = ['OpenBadgeCredential', 'AchievementCredential'];

const evidence = z.looseObject({
  id: uri.optional(),
  type: typed('Evidence'),
  name: words.optional(),
  digestSRI: z.string().optional(),
});

const members = {
  '@context': contexts,
  id: uri,
  type: typed('VerifiableCredential').refine(
    (type) => BADGE_TYPES.some((name) => type.includes(name)),
    `expected the type ${BADGE_TYPES.join(' or ')}`,
  ),
  name: words.optional(),
  issuer: z.union([uri, profile]),
  validFrom: instant.optional(),
  validUntil: instant.optional(),
  /** The names of VCDM 1.1 for the two above. */
  issuanceDate: instant.optional(),
  expirationDate: instant.optional(),
  credentialSubject: achievementSubject,
  evidence: oneOrMany(evidence).optional(),
  /** One object: the published schema refuses a list of them. */
  credentialStatus: z.looseObject({ id: uri.optional(), type: z.string() }).optional(),
};

export const badgeCredential = z
  .looseObject(members)
  .refine(isDated, 'the credential needs validFrom, or issuanceDate in VCDM 1.1');

/** Open Badges wants to know since when, also where the data model does not. */
export function isDated(credential: {
  readonly '@context': readonly unknown[];
  readonly validFrom?: string | undefined;
  readonly issuanceDate?: string | undefined;
}): boolean {
  const isFirstVersion = credential['@context'][0] === CREDENTIALS_V1;
  return (isFirstVersion ? credential.issuanceDate : credential.validFrom) !== undefined;
}
