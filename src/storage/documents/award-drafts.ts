/** Badges that somebody of the team wrote down for an experience, and nobody has signed (docs/adr/0048). */
import { z } from 'zod';
import { id, instant } from './fields.ts';

/** As many as can take part. */
const MOST_PEOPLE = 60;

export const awardDraft = z.strictObject({
  /** Of the experience: it has one, which the whole team shares. */
  id,
  kpaId: id,
  startedBy: id,
  changedAt: instant,
  expiresAt: instant,
  /** In which it is to be signed, if somebody chose one (BCP 47). */
  language: z.string().max(35).optional(),
  /** As they were typed, right or wrong; none is left of a draft that was signed. Never of objective 6. */
  choices: z
    .array(
      z.strictObject({
        personId: id,
        badge: z.string().max(120),
        sentence: z.string().max(5_000),
        /** Who wrote it; of what was written first, nobody kept it. */
        by: id.optional(),
      }),
    )
    .max(MOST_PEOPLE),
});

export type AwardDraft = z.infer<typeof awardDraft>;
