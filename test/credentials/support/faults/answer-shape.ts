/** What every answer is, whatever was asked: what the API describes, nothing more and nothing less. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { BAKING_NOTES } from '../../../../src/credentials/baking/notes.ts';
import { FORMATS } from '../../../../src/credentials/formats/formats.ts';
import { verificationSchema } from '../../../../src/web/api/verification-schema.ts';

const NOTES = Object.keys(BAKING_NOTES);

const verificationShape = verificationSchema.refine(
  ({ summary }) =>
    summary.authentic === 'yes' || (summary.standing === 'unknown' && !summary.issuerKnown),
  'nothing is said of what is not authentic',
);

const presentationShape = z.object({
  checks: verificationSchema.shape.checks,
  summary: z.object({
    authentic: z.enum(['yes', 'no', 'unknown']),
    signature: z.enum(['right', 'wrong', 'none', 'unknown']),
  }),
  notes: verificationSchema.shape.notes,
  holder: z.string().optional(),
  credentials: z.array(verificationShape),
});

const fileShape = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    text: z.string(),
    format: z.enum(FORMATS.map(({ id }) => id)),
    notes: z.array(z.enum(NOTES)).min(1).optional(),
  }),
  z.object({
    ok: z.literal(false),
    reason: z.string(),
    detail: z.string(),
    kind: z.string(),
    link: z.url().optional(),
  }),
]);

const SHAPES = {
  verification: verificationShape,
  presentation: presentationShape,
  file: fileShape,
} as const;

/** What does not fit, named; a member that nobody describes does not fit. */
export function faultsOf(shape: keyof typeof SHAPES, answer: unknown): readonly unknown[] {
  const { data, error } = SHAPES[shape].safeParse(answer);
  if (error) return error.issues;
  return isDeepStrictEqual(data, answer) ? [] : [`${shape}: more than is described`];
}
