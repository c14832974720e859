/**
 * The same form, sent twice at once or again, does its act once: it carries a number of its own
 * (`partials/fields/act`), and what it makes is stored under an id that follows from it.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** For a form that is shown. */
export const newAct = (): string => randomUUID();

const actForm = z.object({ act: z.uuid() });

/** Of a form that was sent; one without a number is an act by itself. */
export const actIn = (body: unknown): string => actForm.safeParse(body).data?.act ?? newAct();
