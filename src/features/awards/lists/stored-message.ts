/** A sentence of the catalogue as a row keeps it: what somebody typed stays apart from the words around it. */
import { Isolated, type Message, say, typed, type Value } from '../../../language/message.ts';
import type { AwardBatchRow } from '../../../storage/store.ts';

export type StoredMessage = NonNullable<AwardBatchRow['why']>;
type StoredValue = NonNullable<StoredMessage['values']>[string];

export function storedMessage({ code, values }: Message): StoredMessage {
  return values === undefined ? { code } : { code, values: mapped(values, stored) };
}

export function messageOf({ code, values }: StoredMessage): Message {
  return values === undefined ? say(code) : say(code, mapped(values, valueOf));
}

const stored = (value: Value): StoredValue => {
  if (value instanceof Isolated) return { typed: value.text };
  // No line is told a sentence within a sentence.
  return typeof value === 'number' || typeof value === 'string' ? value : '';
};

const valueOf = (value: StoredValue): Value =>
  typeof value === 'object' ? typed(value.typed) : value;

const mapped = <A, B>(values: Readonly<Record<string, A>>, change: (value: A) => B) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
