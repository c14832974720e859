/** The JSON that a machine sends, read as strictly as a badge: no key twice, no depth without end. */
import express, { type Request } from 'express';
import type { z } from 'zod';
import { displayable } from '../credentials/displayable.ts';
import { MAX_JSON_BYTES, parseJson } from '../credentials/json.ts';
import { programError } from './errors.ts';

export const jsonText = express.text({
  type: ['application/json', 'application/*+json'],
  limit: MAX_JSON_BYTES,
});

/** Throws BAD_REQUEST, with what is wrong in English: whoever reads it writes a program. */
export function readJson<T>(schema: z.ZodType<T>, req: Request): T {
  const body: unknown = req.body;
  if (typeof body !== 'string') {
    throw programError('UNSUPPORTED', 'Send JSON, with Content-Type: application/json.');
  }
  const parsed = parseJson(body);
  if (!parsed.ok) throw programError('BAD_REQUEST', `Not the JSON we read: ${parsed.detail}`);
  const read = schema.safeParse(parsed.value);
  if (read.success) return read.data;
  throw programError('BAD_REQUEST', explain(read.error));
}

/** Of the first few faults, the place and what is wrong; it can quote what was sent. */
function explain({ issues }: z.ZodError): string {
  const faults = issues.slice(0, 5).map(({ path, message }) => {
    return `${path.join('.') || 'the body'}: ${message}`;
  });
  return displayable(faults.join('; '));
}
