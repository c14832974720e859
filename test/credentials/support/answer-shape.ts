/** What every answer is, whatever was asked: nothing more, and nothing less. */
import { z } from 'zod';

const text = z.string();
const words = z.strictObject({ fr: text.min(1), en: text.min(1) });
const authentic = z.enum(['yes', 'no', 'unknown']);
const standing = z.enum(['valid', 'revoked', 'expired', 'not-yet-valid', 'unknown']);

const check = z.strictObject({
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
  outcome: z.enum(['pass', 'warn', 'fail', 'unknown']),
  sentence: words,
  explanation: words.optional(),
  detail: text,
  endorsement: z
    .strictObject({
      by: z.strictObject({ id: text, name: text.optional() }),
      about: text,
      comment: text.optional(),
    })
    .optional(),
});

const reading = z.strictObject({
  ...{ id: text, name: text, description: text, achievementId: text },
  ...{ imageUrl: text.optional(), validFrom: text.optional(), validUntil: text.optional() },
  ...{ levelName: text.optional(), narrative: text.optional() },
  issuer: z.strictObject({ id: text, name: text.optional(), url: text.optional() }),
  criteria: z.strictObject({ narrative: text.optional(), url: text.optional() }),
  alignments: z.array(
    z.strictObject({ name: text, url: text.optional(), framework: text.optional() }),
  ),
  evidence: z.array(
    z.strictObject({ name: text.optional(), url: text.optional(), digest: text.optional() }),
  ),
});

export const verificationShape = z
  .strictObject({
    checks: z.array(check).min(1),
    summary: z.strictObject({ authentic, standing, issuerKnown: z.boolean() }),
    kind: z.enum(['badge', 'endorsement', 'credential']).optional(),
    credential: reading.optional(),
    issuer: z.strictObject({ name: text, memberSince: z.number().optional() }).optional(),
    statusAsOf: text.optional(),
    statusUnknownSince: text.optional(),
    newest: z.strictObject({ text, standing, credential: reading.optional() }).optional(),
  })
  .refine(
    ({ summary }) =>
      summary.authentic === 'yes' || (summary.standing === 'unknown' && !summary.issuerKnown),
    'nothing is said of what is not authentic',
  );

export const presentationShape = z.strictObject({
  checks: z.array(check).min(1),
  summary: z.strictObject({ authentic }),
  holder: text.optional(),
  credentials: z.array(verificationShape),
});

export const fileShape = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    text,
    format: z.enum(['data-integrity', 'vc-jwt', 'png', 'svg']),
  }),
  z.strictObject({ ok: z.literal(false), reason: text, detail: text, kind: text }),
]);
