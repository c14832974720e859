/** What a form says of a field, on its way through zod, which carries nothing but strings. */
import { z } from 'zod';
import { Isolated, type Message, say, typed, type Value } from '../language/message.ts';

const CODE = /^[a-z-]+(\.[a-z0-9-]+)+$/;

/** For `error:` of a schema; `readForm` makes a message of it again. */
export function inIssue({ code, values }: Message): string {
  return values === undefined ? code : JSON.stringify({ code, values }, apart);
}

/** The reverse of `inIssue`. What zod says by itself, of a field that no page of ours sends, is no sentence. */
export function messageIn(issue: string): Message {
  if (!issue.startsWith('{')) return say(CODE.test(issue) ? issue : 'form.not-read');
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
