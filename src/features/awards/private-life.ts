/** Words that will be signed, and may be about somebody's life: whoever signs keeps them knowingly. */
import { privateLifeIn } from '../../definitions/definitions.ts';
import { digest } from '../../keys/secrets.ts';
import { type Message, say, typed } from '../../language/message.ts';
import { severalIn } from '../../web/forms.ts';

export interface PrivateDoubt {
  readonly word: string;
  /** The tick that keeps the sentence, and what it says: another sentence is asked about anew. */
  readonly field: string;
  readonly value: string;
  readonly checked: boolean;
  readonly error: Message | undefined;
}

interface Asked {
  readonly field: string;
  readonly body: unknown;
  /** The button was pressed, and this was not ticked. */
  readonly demanded: boolean;
}

export const keepOf = (sentences: readonly string[]): string =>
  digest(JSON.stringify(sentences)).slice(0, 16);

export function doubtOf(sentence: string, { field, body, demanded }: Asked) {
  const word = privateLifeIn(sentence);
  if (word === undefined) return undefined;
  const value = keepOf([sentence]);
  const checked = severalIn(body, field).includes(value);
  const error =
    demanded && !checked ? say('award.keep-or-change', { word: typed(word) }) : undefined;
  return { word, field, value, checked, error } satisfies PrivateDoubt;
}

export const isKept = (sentence: string, field: string, body: unknown): boolean =>
  doubtOf(sentence, { field, body, demanded: false })?.checked !== false;
