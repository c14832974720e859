/** The JSON that a machine sends, read as strictly as a badge: no key twice, no depth without end. */
import type { z } from 'zod';
import { displayable } from '../../credentials/read/displayable.ts';
import { parseJson } from '../../credentials/bytes/json.ts';

export type ReadBody<T> =
  | { readonly ok: true; readonly value: T }
  /** In English: whoever reads it writes a program. */
  | { readonly ok: false; readonly detail: string };

/** Thousands of wrong members are as many faults, and a place can have a long name. */
const MOST_FAULTS = 5;
const LONGEST_DETAIL = 1_000;

/** Also in a thread, where what is large is read. */
export function readBody<T>(schema: z.ZodType<T>, text: string): ReadBody<T> {
  const parsed = parseJson(text);
  if (!parsed.ok) return wrong(`Not the JSON we read: ${parsed.detail}`);
  const read = schema.safeParse(parsed.value);
  return read.success ? { ok: true, value: read.data } : wrong(explain(read.error));
}

/** Of the first few faults, the place and what is wrong. */
function explain({ issues }: z.ZodError): string {
  const faults = issues.slice(0, MOST_FAULTS).map(({ path, message }) => {
    return `${path.join('.') || 'the body'}: ${message}`;
  });
  return faults.join('; ');
}

/** It can quote what was sent. */
const wrong = (detail: string) =>
  ({ ok: false, detail: displayable(detail).slice(0, LONGEST_DETAIL) }) as const;
