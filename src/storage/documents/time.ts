/** How far this installation has come in time: one document, for all of its processes. */
import { z } from 'zod';
import { id, instant, text } from './fields.ts';

export const timeSeen = z.strictObject({
  id,
  /** The newest moment that a process has lived through (docs/adr/0032). */
  at: instant,
  /** When an operator last said that the clock is right, and why. */
  accepted: z.strictObject({ at: instant, by: text(80), reason: text(200) }).optional(),
});

export type TimeSeen = z.infer<typeof timeSeen>;
