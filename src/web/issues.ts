/** What a form says of a field, on its way through zod, which carries nothing but strings. */
import { z } from 'zod';
import { Isolated, type Message, say, typed, type Value } from '../language/message.ts';

/** Until every room says its sentences by a code. */
export type Said = Message | string;

export const asMessage = (said: Said): Message => (typeof said === 'string' ? say(said) : said);

/** For `error:` of a schema; `readForm` makes a message of it again. */
export function inIssue(said: Said): string {
  const { code, values } = asMessage(said);
  return values === undefined ? code : JSON.stringify({ code, values }, apart);
}

/** The reverse of `inIssue`. What is no message of ours is a sentence itself. */
export function messageIn(issue: string): Message {
  if (!issue.startsWith('{')) return say(issue);
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
