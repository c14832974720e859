import type { Request } from 'express';
import { notFound } from '../problems/http-error.ts';

/** A named part of the path; a request without it matches no page of ours. */
export function param(req: Request, name: string): string {
  const value = req.params[name];
  if (typeof value !== 'string') throw notFound();
  return value;
}
