/** The JSON that a machine sends, read as strictly as a badge: no key twice, no depth without end. */
import { z } from 'zod';
import { parseJson } from '../credentials/json.ts';

export type ReadBody<T> =
  | { readonly ok: true; readonly value: T }
  /** In English: whoever reads it writes a program. */
  | { readonly ok: false; readonly detail: string };

/** Thousands of wrong members are as many lines. */
const LONGEST_DETAIL = 1_000;

/** Also in a thread, where what is large is read. */
export function readBody<T>(schema: z.ZodType<T>, text: string): ReadBody<T> {
  const parsed = parseJson(text);
  if (!parsed.ok) return wrong(`Not the JSON we read: ${parsed.detail}`);
  const read = schema.safeParse(parsed.value);
  return read.success ? { ok: true, value: read.data } : wrong(z.prettifyError(read.error));
}

const wrong = (detail: string) => ({ ok: false, detail: detail.slice(0, LONGEST_DETAIL) }) as const;
