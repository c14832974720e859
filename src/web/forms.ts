/** Forms: what was typed is checked once, kept, and shown again with a sentence per field. */
import { z } from 'zod';
import { cleanName, withoutInvisible } from '../credentials/read/displayable.ts';
import { type Message, say } from '../language/message.ts';
import { inIssue, messageIn } from './issues.ts';

export interface FieldError {
  readonly field: string;
  readonly message: Message;
}

export type FormResult<T> =
  | { readonly ok: true; readonly values: T }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly typed: Typed };

export type Typed = Readonly<Record<string, string>>;

const anyFields = z.record(z.string(), z.unknown());

/** `schema` says its messages by `inIssue`; unknown fields are dropped, not trusted. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): FormResult<T> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return { ok: true, values: parsed.data };
  const errors = new Map<string, Message>();
  for (const issue of parsed.error.issues) {
    // One choice of several (`people.0`) is an error of the whole group.
    const field = String(issue.path[0] ?? '');
    if (!errors.has(field)) errors.set(field, messageIn(issue.message));
  }
  return {
    ok: false,
    errors: [...errors].map(([field, message]) => ({ field, message })),
    typed: typedIn(body),
  };
}

/** What was typed in one field, or what to say of it. */
export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: Message };

export function readField<T>(schema: z.ZodType<T>, typed: unknown): Reading<T> {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return { ok: true, value: parsed.data };
  return refusedField(messageIn(parsed.error.issues[0]?.message ?? ''));
}

export const refusedField = (message: Message) => ({ ok: false, message }) as const;

/**
 * A form whose fields depend on whom it is about: each is read by itself. A schema for all of them
 * would be made for one request, which takes longer than all else that is done with it.
 */
export function formOf(body: unknown) {
  const fields = anyFields.safeParse(body).data ?? {};
  const errors: FieldError[] = [];
  return {
    /** Undefined for what is wrong, and told in `result`. */
    read<T>(field: string, reader: (typed: unknown) => Reading<T>): T | undefined {
      const reading = reader(Object.hasOwn(fields, field) ? fields[field] : undefined);
      if (reading.ok) return reading.value;
      errors.push({ field, message: reading.message });
      return undefined;
    },
    result: <T>(values: T): FormResult<T> =>
      errors.length === 0 ? { ok: true, values } : { ok: false, errors, typed: typedIn(body) },
  };
}

/** What a template needs to show a refused form: a summary with links, and an error per field. */
export function formView(result: { errors: readonly FieldError[]; typed: Typed }) {
  const { errors, typed } = result;
  return {
    values: typed,
    summary: errors.map(({ field, message }) => ({ href: `#${field}`, text: message })),
    errors: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
  };
}

export function typedIn(body: unknown): Typed {
  const fields = anyFields.safeParse(body).data ?? {};
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 5_000)]] : [],
    ),
  );
}

interface TextMessages {
  readonly empty: Message;
  readonly most: number;
}

/** A line or a few of text: trimmed, 1 to `most` characters, all of which can be seen. */
export function textField({ empty, most }: TextMessages) {
  const tooLong = inIssue(say('form.too-long', { most }));
  return (
    z
      .string({ error: inIssue(empty) })
      // Before it is cleaned, which costs more than to count.
      .max(most * 4, tooLong)
      .transform((text) => withoutInvisible(text).replace(/\r\n/g, '\n').trim())
      .pipe(
        z
          .string()
          .min(1, inIssue(empty))
          .max(most, tooLong)
          .refine((text) => !/\p{Cc}/u.test(text.replaceAll('\n', '')), 'form.unreadable'),
      )
  );
}

/** The name of a person: one line, as it will be hashed. */
export function nameField(messages: TextMessages) {
  return textField(messages)
    .transform(cleanName)
    .pipe(z.string().min(1, inIssue(messages.empty)));
}

/** The same as `textField`, but it may be left empty. */
export function optionalText(most: number) {
  return z.preprocess(
    (value) => {
      // Thousands of characters are not looked at to be refused.
      if (typeof value !== 'string' || value.length > most * 4) return value;
      return withoutInvisible(value).trim() === '' ? undefined : value;
    },
    textField({ empty: say('form.not-read'), most }).optional(),
  );
}

/** A checkbox group: one value, several, or none; `most` of them, 200 unless told. */
export function severalOf<T>(schema: z.ZodType<T>, most = 200) {
  return z.preprocess(
    (value: unknown): unknown => {
      if (value === undefined) return [];
      return Array.isArray(value) ? value : [value];
    },
    z.array(schema).max(most, inIssue(say('form.too-many', { most }))),
  );
}

export const uuidField = z.uuid('form.no-such-choice');

/** The values of one field as typed, for showing a form again. */
export const severalIn = (body: unknown, field: string): readonly string[] => valuesIn(body)(field);

/** The same for many fields of one body, which is read once. */
export function valuesIn(body: unknown): (field: string) => readonly string[] {
  const fields = anyFields.safeParse(body).data ?? {};
  return (field) => {
    const value = Object.hasOwn(fields, field) ? fields[field] : undefined;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((one) => typeof one === 'string');
  };
}
