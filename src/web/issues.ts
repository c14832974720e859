/** What a form says of a field, on its way through zod, which carries nothing but strings. */
import { z } from 'zod';
import { Isolated, type Message, say, typed, type Value } from '../language/message.ts';

/** Until every room says its sentences by a code. */
export type Said = Message | string;

const CODE = /^[a-z-]+(\.[a-z0-9-]+)+$/;

/** A text may hold what somebody typed: it is no sentence of the catalogue. */
const ofText = (text: string): Message =>
  CODE.test(text) ? { code: text } : { code: '{text}', values: { text } };

export const asMessage = (said: Said): Message => (typeof said === 'string' ? ofText(said) : said);

/** For `error:` of a schema; `readForm` makes a message of it again. */
export function inIssue(said: Said): string {
  if (typeof said === 'string') return said;
  const { code, values } = said;
  return values === undefined ? code : JSON.stringify({ code, values }, apart);
}

/** The reverse of `inIssue`. */
export function messageIn(issue: string): Message {
  if (!issue.startsWith('{')) return ofText(issue);
  const { code, values } = message.parse(JSON.parse(issue));
  return say(code, values);
}

/** What somebody typed stays apart. */
const apart = (_: string, value: unknown) =>
  value instanceof Isolated ? { typed: value.text } : value;

const value: z.ZodType<Value> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.object({ typed: z.string() }).transform(({ typed: text }) => typed(text)),
    message,
  ]),
);
const message: z.ZodType<Message> = z.object({
  code: z.string(),
  values: z.record(z.string(), value).optional(),
});
