import type { Person } from '../storage/store.ts';
import { textField } from './forms.ts';
import { identityIn } from '../badges/nameless-text.ts';

export const MOST_SENTENCE = 300;
const FEWEST = 10;

/** A sentence that will be signed: a fact that was seen, and no name of these people. */
export function namelessSentence(
  messages: { readonly empty: string; readonly short: string },
  people: readonly Person[],
) {
  return textField({ empty: messages.empty, most: MOST_SENTENCE })
    .refine((text) => text.length >= FEWEST, messages.short)
    .refine((text) => identityIn(text, people, 'signed') === undefined, {
      error: ({ input }) => identityIn(String(input), people, 'signed'),
    });
}
