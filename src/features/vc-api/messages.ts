/** What the VC-API takes and answers (W3C CCG, Verifiable Credentials API). */
import { z } from 'zod';
import { verificationSchema } from '../../web/api/verification-schema.ts';

const object = z.record(z.string(), z.unknown());

/** Options that we do not know are let pass: they ask for less than we do, or for nothing of ours. */
export const issueRequest = z.strictObject({
  credential: object.meta({ description: 'A VCDM 2.0 credential, unsigned. Its issuer is yours.' }),
  options: z.looseObject({}).optional(),
});

export const issueAnswer = z.object({ verifiableCredential: object });

export const statusRequest = z.strictObject({
  credentialId: z.string().min(1).max(500),
  credentialStatus: z.looseObject({
    type: z.literal('BitstringStatusListEntry'),
    statusPurpose: z.literal('revocation'),
  }),
});

export const statusAnswer = z.object({ revoked: z.int() });

/** Text is a compact JWT: JSON as text would be a second way of saying the same. */
const held = z.union([object, z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'no compact JWT')]);

const requireKnownIssuer = z
  .boolean()
  .optional()
  .meta({ description: 'Ours: not verified unless the network lists the issuer' });

export const verifyRequest = z.strictObject({
  verifiableCredential: held.meta({ description: 'A credential, an envelope, or a compact JWT' }),
  options: z.looseObject({ requireKnownIssuer }).optional(),
});

export const presentationRequest = z.strictObject({
  verifiablePresentation: held,
  options: z
    .looseObject({
      challenge: z.string().max(1_000).optional(),
      domain: z.string().max(1_000).optional(),
      requireKnownIssuer,
    })
    .optional(),
});

/** RFC 9457, with the types of VCDM 2.0 §7.2 and Bitstring Status List §3.5. */
const problem = z.object({ type: z.string(), title: z.string(), detail: z.string() });

export const verifyAnswer = z.object({
  verified: z
    .boolean()
    .meta({ description: 'Authentic, within its dates, and known not to be revoked' }),
  problemDetails: z.array(problem),
  warnings: z.array(problem),
  /** For clients of earlier drafts: the same problems, as sentences. */
  errors: z.array(z.string()),
  verification: verificationSchema,
});

export const presentationAnswer = verifyAnswer.omit({ verification: true }).extend({
  checks: verificationSchema.shape.checks,
  notes: verificationSchema.shape.notes,
  holder: z.string().optional(),
  credentials: z.array(verificationSchema),
});
