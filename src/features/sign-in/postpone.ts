import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds: nobody waits for a letter that much less. */
const LONGEST = 2_000;

/**
 * Resolves at a time that tells nothing. The work for a letter holds up what is answered at that
 * moment, and only who is known gets one: right behind the answer, the next one told it.
 */
export const postpone = (): Promise<void> =>
  setTimeout(randomInt(LONGEST), undefined, { ref: false });
