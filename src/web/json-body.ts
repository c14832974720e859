/** The JSON that a machine sends, read as strictly as a badge: no key twice, no depth without end. */
import express, { type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import { MAX_JSON_BYTES, parseJson } from '../credentials/json.ts';
import { HttpError } from './errors.ts';

/** As text: what is large is parsed in a thread. */
export function jsonText(limit = MAX_JSON_BYTES): RequestHandler {
  return express.text({ type: ['application/json', 'application/*+json'], limit });
}

/** What `jsonText` read. Throws UNSUPPORTED if it was sent as something else. */
export function bodyOf(req: Request): string {
  const body: unknown = req.body;
  if (typeof body === 'string') return body;
  throw new HttpError('UNSUPPORTED', 'Send JSON, with Content-Type: application/json.');
}

export type ReadBody<T> =
  | { readonly ok: true; readonly value: T }
  /** In English: whoever reads it writes a program. */
  | { readonly ok: false; readonly detail: string };

/** Thousands of wrong members are as many lines. */
const LONGEST_DETAIL = 1_000;

export function readBody<T>(schema: z.ZodType<T>, text: string): ReadBody<T> {
  const parsed = parseJson(text);
  if (!parsed.ok) return wrong(`Not the JSON we read: ${parsed.detail}`);
  const read = schema.safeParse(parsed.value);
  return read.success ? { ok: true, value: read.data } : wrong(z.prettifyError(read.error));
}

const wrong = (detail: string) => ({ ok: false, detail: detail.slice(0, LONGEST_DETAIL) }) as const;

/** Throws BAD_REQUEST, and UNPROCESSABLE for what a thread could not read. */
export function accept<T>(read: ReadBody<T> | undefined): T {
  if (!read) throw new HttpError('UNPROCESSABLE', 'It takes more time or memory than it may.');
  if (read.ok) return read.value;
  throw new HttpError('BAD_REQUEST', read.detail);
}
