/** What this data belongs to, and what is written to see whether anything can be. */
import { z } from 'zod';
import { id, instant, text } from './fields.ts';

/** Said by an operator: what is different from now on, when, by whom and why. */
const adoption = z.strictObject({
  at: instant,
  what: z.enum(['public-url', 'master-key']),
  from: z.string().max(300),
  by: text(80),
  reason: text(200),
});

export const installation = z.strictObject({
  id,
  /** The origin that stands in all that was signed. */
  publicUrl: z.url().max(300),
  /** The fingerprint of the master key, which tells nothing about it. */
  masterKey: z.string().max(40),
  /** The newest schema that a process here has known (`SCHEMA`). */
  schema: z.int().min(1),
  createdAt: instant,
  /** Oldest first; only ever added to. */
  adoptions: z.array(adoption).max(500),
});

/** Written, read and taken away again. */
export const probe = z.strictObject({ id });

export type Installation = z.infer<typeof installation>;
export type Adoption = z.infer<typeof adoption>;
