import type { Check } from '../credentials/verification.ts';
import type { Message } from '../language/message.ts';

/** What the core says of a check, or a note, alone. */
export const ofCore = ({ code, values }: Message): Message => ({ code, values });

/** Why it says so. */
export const whyOfCore = ({ explanation = [] }: Check): readonly Message[] => explanation;
