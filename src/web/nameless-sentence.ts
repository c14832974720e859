import type { Message } from '../language/message.ts';
import type { Person } from '../storage/store.ts';
import { textField } from './forms.ts';
import { inIssue } from './issues.ts';
import { identityIn } from '../badges/nameless-text.ts';

export const MOST_SENTENCE = 300;
const FEWEST = 10;

/** A sentence that will be signed: a fact that was seen, and no name of these people. */
export function namelessSentence(
  messages: { readonly empty: Message; readonly short: Message },
  people: readonly Person[],
) {
  return textField({ empty: messages.empty, most: MOST_SENTENCE })
    .refine((text) => text.length >= FEWEST, inIssue(messages.short))
    .superRefine((text, context) => {
      const said = identityIn(text, people, 'signed');
      if (said) context.addIssue({ code: 'custom', message: inIssue(said) });
    });
}
