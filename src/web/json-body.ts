/** The JSON that a machine sends, read as strictly as a badge: no key twice, no depth without end. */
import express, { type Request } from 'express';
import { z } from 'zod';
import { MAX_JSON_BYTES, parseJson } from '../credentials/json.ts';
import { HttpError } from './errors.ts';

export const jsonText = express.text({
  type: ['application/json', 'application/*+json'],
  limit: MAX_JSON_BYTES,
});

/** Throws BAD_REQUEST, with what is wrong in English: whoever reads it writes a program. */
export function readJson<T>(schema: z.ZodType<T>, req: Request): T {
  const body: unknown = req.body;
  if (typeof body !== 'string') {
    throw new HttpError('UNSUPPORTED', 'Send JSON, with Content-Type: application/json.');
  }
  const parsed = parseJson(body);
  if (!parsed.ok) throw new HttpError('BAD_REQUEST', `Not the JSON we read: ${parsed.detail}`);
  const read = schema.safeParse(parsed.value);
  if (read.success) return read.data;
  throw new HttpError('BAD_REQUEST', z.prettifyError(read.error));
}
