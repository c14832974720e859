/** A photo or a document that shows work: what is seen on it, and which blobs it is (docs/adr/0050). */
import { z } from 'zod';
import { id, instant, text } from './fields.ts';

/** In pixels and bytes; `key`: of the blob, a JPEG of ours. */
const picture = z.strictObject({
  key: z.string().max(200),
  width: z.int().min(1),
  height: z.int().min(1),
  size: z.int().min(1),
});

export const exhibit = z.strictObject({
  id,
  kpaId: id,
  /** Whose work it shows is said there (`participants`): without anybody it is none any more. */
  experienceId: id,
  kind: z.enum(['photo', 'document']),
  pages: z.array(picture).min(1).max(4),
  small: picture,
  /** What is seen on it. */
  words: text(300),
  /** Nobody can be recognised on it; or who can, agreed in writing. */
  consent: z.enum(['nobody', 'written']),
  addedBy: id,
  addedAt: instant,
});

export type Exhibit = z.infer<typeof exhibit>;
