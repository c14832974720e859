/** Forms that could not be taken, until their person sends them again (docs/adr/0046). */
import { z } from 'zod';
import { hash, id, instant } from './fields.ts';

export const keptForm = z.strictObject({
  id,
  kpaId: id,
  /** Whose form it was: nobody else gets it back. */
  personId: id,
  /** SHA-256 of the token in the cookie of the browser that sent it. */
  browser: hash,
  /** SHA-256 of the address of its page: the same form takes the same place. */
  page: hash,
  /** The page and what was typed, sealed under the master key. */
  sealed: z.string().max(400_000),
  createdAt: instant,
  expiresAt: instant,
  /** When it was first shown again. */
  givenAt: instant.optional(),
});

export type KeptForm = z.infer<typeof keptForm>;
