/** Somebody's signed word about a badge, a badge class or an issuer (Open Badges 3.0, appendix B). */
import { z } from 'zod';
import { isDated } from './achievement-credential-schema.ts';
import { contexts, instant, profile, typed, uri, words } from './schema-parts.ts';

export const ENDORSEMENT_TYPE = 'EndorsementCredential';

export const endorsementCredential = z
  .looseObject({
    '@context': contexts,
    id: uri.optional(),
    type: typed('VerifiableCredential').refine(
      (type) => type.includes(ENDORSEMENT_TYPE),
      `expected the type ${ENDORSEMENT_TYPE}`,
    ),
    name: words,
    issuer: z.union([uri, profile]),
    validFrom: instant.optional(),
    validUntil: instant.optional(),
    issuanceDate: instant.optional(),
    expirationDate: instant.optional(),
    credentialSubject: z.looseObject({
      id: uri,
      type: typed('EndorsementSubject'),
      endorsementComment: words.optional(),
    }),
  })
  .refine(isDated, 'the endorsement needs validFrom, or issuanceDate in VCDM 1.1');
