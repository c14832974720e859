/** What somebody tells the team of work of theirs, and asks for it; and what is answered (docs/adr/0053). */
import { z } from 'zod';
import { id, instant, text } from '../fields.ts';

/** A conversation that is longer goes on at the KPA. */
export const MOST_TURNS = 20;
/** What a sound is written down in. */
export const MOST_WRITTEN = 2_000;

const written = z.strictObject({ text: text(MOST_WRITTEN), by: id, at: instant });

const sound = z.strictObject({
  /** Of the blob: a container of ours, in which there is nothing but what was heard. */
  key: z.string().max(200),
  type: z.enum(['audio/webm', 'audio/mp4', 'audio/mpeg']),
  seconds: z.int().min(1).max(300),
  size: z.int().min(1),
  /** What is heard, by somebody of the team. */
  written: written.optional(),
});

const turn = z.strictObject({
  /** Of the person: `told`, `asked` (for a badge), `answered`. Of the team: the others. */
  kind: z.enum(['told', 'asked', 'answered', 'question', 'not-now', 'confirmed']),
  by: id,
  at: instant,
  /** Of the form that added it: sent again, it adds nothing. */
  act: id.optional(),
  text: text(600).optional(),
  sound: sound.optional(),
  /** A class: that was asked for, that fits instead, or that was signed. */
  badgeClass: z.string().max(120).optional(),
  /** That was signed. */
  awardId: id.optional(),
});

export const claim = z.strictObject({
  /** Made of the person and the work, or the class of objective 6: there is one. */
  id,
  kpaId: id,
  personId: id,
  /** The work; of objective 6 there is none. */
  experienceId: id.optional(),
  /** A class, or `which`; nothing while they only tell. */
  asked: z.string().max(120).optional(),
  /** Of objective 6: between the person and this one of the team. */
  openTo: id.optional(),
  state: z.enum(['kept', 'waiting', 'question', 'not-now', 'confirmed']),
  /** As long as it waits for an answer: `team`, or that one of the team; or `person`, for theirs. Of who left, nobody. */
  waitsFor: z.string().max(40).optional(),
  /** Of « pas maintenant »: its person has read it. */
  opened: z.literal(true).optional(),
  /** The last that happened. */
  since: instant,
  turns: z.array(turn).min(1).max(MOST_TURNS),
});

export type Claim = z.infer<typeof claim>;
export type ClaimTurn = z.infer<typeof turn>;
export type ClaimSound = z.infer<typeof sound>;
