/** A verification as the API answers it: the shape that the core gives, described once. */
import { z } from 'zod';
import type { BadgeReading, Summary } from '../../credentials/verify/verify.ts';
import type { Wrapping } from '../../credentials/verify/verify.ts';
import type {
  ToldVerification,
  ToldCheck,
  ToldNote,
} from '../../credentials/verify/with-sentences.ts';

/** All its members: one that the core adds and nobody describes does not compile. */
type Members<T> = Readonly<Record<keyof T, z.ZodType>>;

const OUTCOMES = ['pass', 'warn', 'fail', 'unknown'] as const;
const STANDINGS = ['valid', 'revoked', 'suspended', 'expired', 'not-yet-valid', 'unknown'] as const;
const SIGNATURES = ['right', 'wrong', 'unknown', 'none'] as const;

const named = z.object({
  code: z.string(),
  values: z.record(z.string(), z.string()).optional(),
});
/** The catalogue has the same sentence, by its code, in other languages. */
const said = {
  code: z.string().meta({ description: 'The name of the sentence: check.signature.right' }),
  values: z
    .record(z.string(), z.union([z.string(), z.number(), named]))
    .optional()
    .meta({ description: 'What stands in the sentence; may quote the badge: escape it' }),
  sentence: z.string().meta({ description: 'For everybody, in English' }),
};
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
    'endorsed',
  ]),
  outcome: z.enum(OUTCOMES),
  ...said,
  explanation: z
    .array(z.object(said))
    .optional()
    .meta({ description: 'Why, and what to do: sentences in their order' }),
  detail: z.string().meta({ description: 'For engineers; may quote the badge: escape it' }),
  date: instant.optional().meta({ description: 'When it ended, or will begin' }),
  lastAnswered: instant
    .optional()
    .meta({ description: 'Of what is unknown: when its address last answered' }),
  endorsement: z
    .object({
      id: z.string().optional(),
      by: z.object({ id: z.string(), name: z.string().optional() }),
      about: z.string(),
      comment: z.string().optional(),
    })
    .optional(),
  spelling: z
    .string()
    .optional()
    .meta({ description: 'Of the recipient: the name in the badge, where it was typed otherwise' }),
} satisfies Members<ToldCheck>);

const reading = z
  .object({
    id: z.string().optional(),
    name: z.string(),
    description: z.string(),
    achievementId: z.string().optional(),
    imageUrl: url.optional(),
    issuer: z.object({ id: z.string(), name: z.string().optional(), url: url.optional() }),
    validFrom: instant.optional(),
    validUntil: instant.optional(),
    inLanguage: z.string().optional(),
    levelName: z.string().optional(),
    levelRank: z
      .object({ level: z.int(), of: z.int() })
      .optional()
      .meta({ description: 'The level among those of its scale: 3 of 4' }),
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

const summary = z.object({
  signature: z.enum(SIGNATURES).meta({
    description:
      'Wrong: computed under a key of the issuer. None: the issuer it names did not sign it',
  }),
  standard: z.enum(['followed', 'notes', 'ambiguous', 'unknown']).meta({
    description: 'Ambiguous: two readers would read two badges; it is never one',
  }),
  standing: z.enum(STANDINGS).meta({ description: 'Unknown unless the signature is right' }),
  authentic: z
    .enum(['yes', 'no', 'unknown'])
    .meta({ description: 'Yes: right and not ambiguous. No: wrong, none or ambiguous' }),
  issuerKnown: z.boolean().meta({ description: 'Whether the network lists the issuer' }),
} satisfies Members<Summary>);

const note = z.object({
  place: z.string(),
  rule: z.string(),
  must: z.boolean().meta({ description: 'Whether the standard says MUST' }),
  ...said,
} satisfies Members<ToldNote>);

const wrapping = z.object({
  kind: z.enum(['presentation', 'record', 'list']),
  holder: z
    .object({
      id: z.string().optional(),
      signature: z.enum(SIGNATURES),
      isSubject: z.boolean().optional(),
    })
    .optional(),
  summary: summary.optional().meta({ description: 'Of a record: the answers on it alone' }),
} satisfies Members<Wrapping>);

/** Of one credential. */
const members = {
  checks: z.array(check).meta({ description: 'Those that were done, in order' }),
  summary,
  notes: z.array(note).meta({ description: 'In what it departs from its standard' }),
  signedBy: z
    .object({ issuer: z.string(), domain: z.string().optional(), key: z.string().optional() })
    .optional(),
  namesake: z
    .object({ name: z.string(), domain: z.string() })
    .optional()
    .meta({ description: 'The issuer is unknown, and has about the name of this known one' }),
  kind: z.enum(['badge', 'endorsement', 'credential', 'wrapped']).optional(),
  wrapping: wrapping.optional(),
  credential: reading.optional(),
  endorsed: z.object({ standing: z.enum(STANDINGS), credential: reading }).optional(),
  issuer: z
    .object({
      name: z.string(),
      memberSince: z.int().optional(),
      suspendedSince: z.string().optional().meta({
        description: 'Since when the network lets it sign nothing: what it signed goes on counting',
      }),
    })
    .optional(),
  statuses: z
    .array(
      z.object({
        purpose: z.string(),
        standing: z.enum(['valid', 'revoked', 'suspended', 'unknown']),
        asOf: instant.optional(),
        since: instant.optional(),
      }),
    )
    .optional()
    .meta({ description: 'One for each status of the badge; the summary has the worst' }),
  statusAsOf: instant.optional(),
  statusUnknownSince: instant.optional(),
  newest: z
    .object({ text: z.string(), standing: z.enum(STANDINGS), credential: reading.optional() })
    .meta({ description: 'A newer form of the badge, from its refresh service' })
    .optional(),
} satisfies Members<Omit<ToldVerification, 'credentials'>>;

/** Of one credential, or of several in one file: there is no wrapping in a wrapping. */
export const verificationSchema = z.object({
  ...members,
  credentials: z
    .array(z.object(members))
    .optional()
    .meta({ description: 'Of several in one file: the answer on each' }),
} satisfies Members<ToldVerification>);

/** The compiler holds the two to each other. */
export function described(verification: ToldVerification): DescribedVerification {
  return verification;
}

export type DescribedVerification = DeepReadonly<z.infer<typeof verificationSchema>>;

type DeepReadonly<T> = T extends readonly (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
