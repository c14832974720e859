import type { Message } from '../language/message.ts';
import { say } from '../language/message.ts';
import { readField, type Reading, refusedField, textField } from './forms.ts';
import { identityIn, type Named } from '../badges/nameless-text.ts';

export const MOST_SENTENCE = 300;
const FEWEST = 10;

const EMPTY = say('form.not-read');
const sentence = textField({ empty: EMPTY, most: MOST_SENTENCE });

/** A sentence that will be signed: a fact that was seen, and no name of these people. */
export function readNamelessSentence(
  typed: unknown,
  messages: { readonly empty: Message; readonly short: Message },
  people: readonly Named[],
): Reading<string> {
  const read = readField(sentence, typed);
  if (!read.ok) return read.message.code === EMPTY.code ? refusedField(messages.empty) : read;
  if (read.value.length < FEWEST) return refusedField(messages.short);
  const said = identityIn(read.value, people, 'signed');
  return said ? refusedField(said) : read;
}
