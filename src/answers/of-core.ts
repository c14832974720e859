import type { Check } from '../credentials/verification.ts';
import type { Message } from '../language/message.ts';

/** What the core says of a check. It may quote a stranger: it is a value, and so it is escaped. */
export const ofCore = ({ sentence }: Pick<Check, 'sentence'>): Message => asMessage(sentence.fr);

/** Why it says so. */
export const whyOfCore = ({ explanation }: Check): Message | undefined =>
  explanation && asMessage(explanation.fr);

const asMessage = (sentence: string): Message => ({ code: '{sentence}', values: { sentence } });
