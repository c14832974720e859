/** The JSON body of a request, as text: what is large is parsed in a thread. */
import express, { type Request, type RequestHandler } from 'express';
import { MAX_JSON_BYTES } from '../../credentials/bytes/json.ts';
import { programError } from '../../problems/http-error.ts';
import type { ReadBody } from './read-body.ts';

export function jsonText(limit = MAX_JSON_BYTES): RequestHandler {
  return express.text({ type: ['application/json', 'application/*+json'], limit });
}

/** What `jsonText` read. Throws UNSUPPORTED if it was sent as something else. */
export function bodyOf(req: Request): string {
  const body: unknown = req.body;
  if (typeof body === 'string') return body;
  throw programError('UNSUPPORTED', 'Send JSON, with Content-Type: application/json.');
}

/** Throws BAD_REQUEST, and UNPROCESSABLE for what a thread could not read. */
export function accept<T>(read: ReadBody<T> | undefined): T {
  if (!read) throw programError('UNPROCESSABLE', 'It takes more time or memory than it may.');
  if (read.ok) return read.value;
  throw programError('BAD_REQUEST', read.detail);
}
