/**
 * Two independent walls against cross-site requests: the browser's own word on where a request
 * comes from (also for forms before sign-in), and a token bound to the session.
 */
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { isSameSecret } from '../keys/secrets.ts';
import { say } from '../language/message.ts';
import { HttpError } from '../problems/http-error.ts';
import { findPasser, findVisitor } from './sessions.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses a write unless Sec-Fetch-Site, or else Origin, says that our own page sent it. */
export function refuseForeignOrigins(publicUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (!SAFE.has(req.method) && !isOwn(req, publicUrl)) {
      throw new HttpError('FORBIDDEN', say('error.not-from-here'));
    }
    next();
  };
}

function isOwn(req: Request, publicUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  return req.get('origin') === publicUrl;
}

const tokenField = z.object({ _csrf: z.string() });

/** For signed-in people: the hidden field `_csrf` must hold their session's token. */
export const checkToken: RequestHandler = (req, _res, next) => {
  const visitor = findVisitor(req) ?? findPasser(req);
  if (visitor && !SAFE.has(req.method) && !isOfSession(req, visitor.session.csrfToken)) {
    throw new HttpError('EXPIRED', say('error.expired'));
  }
  next();
};

function isOfSession(req: Request, token: string): boolean {
  const { data } = tokenField.safeParse(req.body);
  return data !== undefined && isSameSecret(data._csrf, token);
}
