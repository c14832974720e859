/** What a form makes, once; see `act-of-form.ts`. */
import type { Message } from '../../language/message.ts';
import { ifRefused } from '../../storage/store.ts';

/** The form has made something already, and says something else now. */
export class FormUsedError extends Error {
  override readonly name = 'FormUsedError';
  readonly said: Message;
  constructor(said: Message) {
    super(said.code);
    this.said = said;
  }
}

interface Before<T> {
  readonly find: () => Promise<T | undefined>;
  readonly isSame: (before: T) => boolean;
  /** What to say of another form of the same number. */
  readonly used: (before: T) => Message;
}

/** What is stored now, or was before by the same form. Throws `FormUsedError`. */
export async function madeOnce<T>(store: () => Promise<T>, before: Before<T>): Promise<T> {
  const there = await madeBefore(before);
  if (there !== undefined) return there;
  return ifRefused(store(), 'DUPLICATE_KEY', async (refusal) => {
    // Twice at once: the other one was faster.
    const now = await madeBefore(before);
    if (now === undefined) throw refusal;
    return now;
  });
}

async function madeBefore<T>({ find, isSame, used }: Before<T>): Promise<T | undefined> {
  const before = await find();
  if (before === undefined || isSame(before)) return before;
  throw new FormUsedError(used(before));
}

/** Whether two documents say the same in these fields. */
export const areSameIn = <T extends object>(one: T, other: T, fields: readonly (keyof T)[]) =>
  fields.every((field) => JSON.stringify(one[field]) === JSON.stringify(other[field]));
