/** What was done in a KPA, by whom, about what: ids and codes alone (docs/adr/0038). */
import { z } from 'zod';
import { id, instant } from './fields.ts';

export const registerEntry = z.strictObject({
  id,
  kpaId: id,
  at: instant,
  /** Who did it; nobody for what an operator did. */
  by: id.optional(),
  /** Of the list in `src/register/`: a newer version may know more. */
  act: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .max(40),
  /** The person, the experience, the badge: whatever it was done to. */
  about: id.optional(),
});
