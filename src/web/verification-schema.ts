/** A verification as the API answers it: the shape that the core gives, described once. */
import { z } from 'zod';
import type { BadgeReading, Check, Verification } from '../credentials/verify.ts';

/** All its members: one that the core adds and nobody describes does not compile. */
type Members<T> = Readonly<Record<keyof T, z.ZodType>>;

const OUTCOMES = ['pass', 'warn', 'fail', 'unknown'] as const;
const STANDINGS = ['valid', 'revoked', 'suspended', 'expired', 'not-yet-valid', 'unknown'] as const;

const words = z.object({ fr: z.string(), en: z.string() });
const instant = z.string().meta({ format: 'date-time' });
const url = z.string().meta({ format: 'uri' });

const check = z.object({
  id: z.enum([
    'format',
    'context',
    'schema',
    'claims',
    'issuer-key',
    'signature',
    'status',
    'dates',
    'issuer-known',
    'recipient',
    'digests',
    'endorsement',
    'refresh',
    'holder',
  ]),
  outcome: z.enum(OUTCOMES),
  sentence: words.meta({ description: 'For everybody' }),
  explanation: words.optional(),
  detail: z.string().meta({ description: 'For engineers; may quote the badge: escape it' }),
  date: instant.optional().meta({ description: 'When it ended, or will begin' }),
  lastAnswered: instant
    .optional()
    .meta({ description: 'Of what is unknown: when its address last answered' }),
  endorsement: z
    .object({
      by: z.object({ id: z.string(), name: z.string().optional() }),
      about: z.string(),
      comment: z.string().optional(),
    })
    .optional(),
} satisfies Members<Check>);

const reading = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    achievementId: z.string(),
    imageUrl: url.optional(),
    issuer: z.object({ id: z.string(), name: z.string().optional(), url: url.optional() }),
    validFrom: instant.optional(),
    validUntil: instant.optional(),
    levelName: z.string().optional(),
    narrative: z.string().optional(),
    criteria: z.object({ narrative: z.string().optional(), url: url.optional() }),
    alignments: z.array(
      z.object({ name: z.string(), url: url.optional(), framework: z.string().optional() }),
    ),
    evidence: z.array(
      z.object({
        name: z.string().optional(),
        url: url.optional(),
        digest: z.string().optional(),
      }),
    ),
  } satisfies Members<BadgeReading>)
  .meta({ description: 'What the badge says of itself: to be believed only if it is authentic' });

export const verificationSchema = z.object({
  checks: z.array(check).meta({ description: 'Those that were done, in order' }),
  summary: z.object({
    authentic: z
      .enum(['yes', 'no', 'unknown'])
      .meta({ description: 'Signed by the issuer it names, and unchanged' }),
    standing: z.enum(STANDINGS).meta({ description: 'Unknown unless it is authentic' }),
    issuerKnown: z.boolean().meta({ description: 'Whether the network lists the issuer' }),
  }),
  kind: z.enum(['badge', 'endorsement', 'credential']).optional(),
  credential: reading.optional(),
  issuer: z.object({ name: z.string(), memberSince: z.int().optional() }).optional(),
  statusAsOf: instant.optional(),
  statusUnknownSince: instant.optional(),
  newest: z
    .object({ text: z.string(), standing: z.enum(STANDINGS), credential: reading.optional() })
    .meta({ description: 'A newer form of the badge, from its refresh service' })
    .optional(),
} satisfies Members<Verification>);

/** The compiler holds the two to each other. */
export function described(verification: Verification): Described {
  return verification;
}

export type Described = DeepReadonly<z.infer<typeof verificationSchema>>;

type DeepReadonly<T> = T extends readonly (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
