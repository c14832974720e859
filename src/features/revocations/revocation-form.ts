/** The forms that take awards back: which ones, and a reason about the act. */
import { z } from 'zod';
import { severalOf, uuidField } from '../../web/forms.ts';
import { type Message, say } from '../../language/message.ts';
import { REVOCATION_REASONS, type RevocationReason } from '../../badges/revocation-reasons.ts';

/** In one action: a page that a person can still read before they confirm. */
const MOST_AT_ONCE = 100;

const reason = z.custom<RevocationReason>(
  (value) => typeof value === 'string' && Object.hasOwn(REVOCATION_REASONS, value),
  'revocation.choose-a-reason',
);

const awards = severalOf(uuidField, MOST_AT_ONCE).pipe(
  z.array(z.string()).min(1, 'revocation.tick-a-badge'),
);

export const reasonForm = z.object({ reason });

export const bulkForm = z.object({ awards, reason });

/** Before the confirmation: `listed` are the ids that the page showed. */
export function bulkChoiceForm(listed: ReadonlySet<string>) {
  return bulkForm.refine(({ awards: ids }) => ids.every((id) => listed.has(id)), {
    error: 'revocation.not-in-the-list',
    path: ['awards'],
  });
}

/** What only the team reads. */
const DETAILS: Partial<Record<string, Message>> = {
  person: say('revocation.person-detail'),
  request: say('revocation.request-detail'),
};

/** The words are those that everybody will read, or their detail says that nobody does. */
export const reasonChoices = (chosen?: string) =>
  Object.entries(REVOCATION_REASONS).map(([value, { said }]) => ({
    value,
    label: said,
    detail: DETAILS[value],
    checked: value === chosen,
  }));
