/**
 * Two independent walls against cross-site requests: the browser's own word on where a request
 * comes from (also for forms before sign-in), and a token bound to the session.
 */
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { HttpError } from '../problems/http-error.ts';
import { findVisitor } from './sessions.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses a write unless Sec-Fetch-Site, or else Origin, says that our own page sent it. */
export function refuseForeignOrigins(publicUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (!SAFE.has(req.method) && !isOwn(req, publicUrl)) {
      throw new HttpError(
        'FORBIDDEN',
        'Cette demande ne vient pas de nos pages. Rechargez la page.',
      );
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
export function checkToken(): RequestHandler {
  const { csrfSynchronisedProtection } = csrfSync({
    getTokenFromRequest: (req) => tokenField.safeParse(req.body).data?._csrf ?? null,
    getTokenFromState: (req) => findVisitor(req)?.session.csrfToken ?? null,
    storeTokenInState: () => {
      throw new Error('The token is made with the session');
    },
  });
  return (req, res, next) => {
    if (!findVisitor(req)) next();
    else csrfSynchronisedProtection(req, res, next);
  };
}
