/** A meeting in which the group says what it saw of one badge, and who said so (docs/adr/0056). */
import { z } from 'zod';
import { hash, id, instant } from '../fields.ts';

/** One of a badge at a time; closed or over, it is removed. */
export const groupMeeting = z.strictObject({
  id,
  kpaId: id,
  awardId: id,
  /** Who opened it. */
  by: id,
  /** Another at each opening: the code and what a browser holds follow from it. */
  turn: id,
  /** An HMAC of the code; none once it is being signed: then nobody answers any more. */
  code: hash.optional(),
  /** So many must have seen it: as the class said when it was opened. */
  needed: z.int().min(1).max(6),
  /** Who says that they saw it. Of any other answer nothing is kept. */
  seen: z.array(id).max(60),
  createdAt: instant,
  expiresAt: instant,
});

/** One of those with whom a badge was signed. Of whoever is erased, the count that was signed stays. */
export const groupWitness = z.strictObject({ id: hash, kpaId: id, awardId: id, personId: id });

export type GroupMeeting = z.infer<typeof groupMeeting>;
