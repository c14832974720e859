/** The evidence of an award, whose digest is signed: what was done, when, with how many. */
import { z } from 'zod';
import { EXPERIENCE_KINDS } from '../storage/store.ts';

const document = z.object({
  kind: z.enum(EXPERIENCE_KINDS),
  title: z.string(),
  date: z.string(),
  place: z.string().optional(),
  groupSize: z.number(),
  task: z.string().optional(),
});

export const readEvidence = (text: string) => document.parse(JSON.parse(text));
