import { z } from 'zod';
import type { Body, Operation } from '../../web/api/operation.ts';
import { verificationSchema } from '../../web/api/verification-schema.ts';

const file = z.string().meta({ format: 'binary' });
const form: Body = {
  name: 'VerifyForm',
  schema: z.object({
    file: file.optional().meta({ description: 'A badge: JSON, a JWT, or an image with one in it' }),
    source: z.string().optional().meta({ description: 'Or its text, or its address' }),
    name: z
      .string()
      .max(80)
      .optional()
      .meta({ description: 'Of the person who shows it: compared with the hash in the badge' }),
  }),
};
/** What is verified is signed as JSON or as a JWT, whoever issued it; an image holds one of the two. */
const types = ['application/vc', 'application/vc+jwt', 'image/*', 'application/json', 'text/plain'];

export const verificationOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/verify',
    id: 'verify',
    summary: 'Verify a badge in any of its forms',
    description:
      'The body is the badge (JSON, a JWT, or an image with one in it) or its address as text; what it is, its bytes tell. Nothing is kept.',
    needsToken: false,
    request: {
      'multipart/form-data': form,
      ...Object.fromEntries(types.map((type) => [type, 'bytes' as const])),
    },
    answers: {
      200: {
        says: 'What was checked; read `summary`',
        body: { name: 'Verification', schema: verificationSchema },
      },
      422: { says: 'There is no badge in it, or at this address' },
    },
  },
];
