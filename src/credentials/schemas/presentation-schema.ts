/** What a presentation must be (VCDM 2.0 §4.13). */
import { z } from 'zod';
import { oneOrMany, typed, uri } from './schema-parts.ts';

const MAX_PROOFS = 16;

/** VCDM 1.1 has JWTs as strings; VCDM 2.0 envelops them. */
const held = z.union([z.string(), z.record(z.string(), z.unknown())]);

export const presentationShape = z.looseObject({
  // Whether it is the right one, the check of the context says.
  '@context': z.unknown(),
  id: uri.optional(),
  type: typed('VerifiablePresentation'),
  holder: z.union([uri, z.looseObject({ id: uri }).transform(({ id }) => id)]).optional(),
  verifiableCredential: oneOrMany(held).optional(),
  proof: oneOrMany(z.looseObject({ verificationMethod: z.string().optional() }))
    .refine((list) => list.length <= MAX_PROOFS, `at most ${MAX_PROOFS} proofs`)
    .optional(),
});
export type Presentation = z.infer<typeof presentationShape>;
