/** Lists of people that somebody sent, and has not added yet. */
import { z } from 'zod';
import { id, instant } from '../fields.ts';

export const peopleList = z.strictObject({
  id,
  kpaId: id,
  /** Who sent it: nobody else sees it. */
  personId: id,
  /** Its lines, and what is to become of each, sealed under the master key. */
  sealed: z.string().max(8_000_000),
  createdAt: instant,
  expiresAt: instant,
});
