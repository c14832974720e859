/** No script but where a page says so, no frame, nothing from elsewhere: the pages need none of it. */
import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

export function securityHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Not « no-referrer »: with it browsers send « Origin: null » with our own forms, and one that
    // knows no Sec-Fetch-Site (Safari before 16.4) could send none of them.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
}

const SCRIPTS = ["script-src 'self'", "connect-src 'self'", "require-trusted-types-for 'script'"];

/** For a page that a script of ours makes easier (`page-scripts/`), and that says the same without it. */
export const allowOurScripts: RequestHandler = (_req, res, next) => {
  const policy = res.get('Content-Security-Policy') ?? '';
  if (!policy.includes('script-src')) {
    res.set('Content-Security-Policy', [policy, ...SCRIPTS].join(';'));
  }
  next();
};

/** For a page on which one hears what was recorded: stored here, or a moment ago in this browser. */
export const allowSounds: RequestHandler = (_req, res, next) => {
  const policy = res.get('Content-Security-Policy') ?? '';
  res.set('Content-Security-Policy', `${policy};media-src 'self' blob:`);
  next();
};

/**
 * What has a person behind it is stored nowhere, with one exception: the answer to a form that was
 * sent stays in that browser, or « back » would lead to its own error instead of what was typed
 * (RFC 9111 §5.2.2.5). `Vary: Cookie`: not once somebody else has signed in, or nobody.
 */
export function keepOutOfCaches({ method }: Request, res: Response): void {
  // What was typed so far is on a page in another language, too (features/languages).
  const isSent = res.locals['typedBefore'] !== undefined;
  if ((method === 'GET' || method === 'HEAD') && !isSent) {
    res.set('Cache-Control', 'private, no-store');
    return;
  }
  res.set('Cache-Control', 'private, no-cache');
  res.vary('Cookie');
}

/** For what holds personal data behind an address: no copies, no search engines. */
export const keepPrivate: RequestHandler = (req, res, next) => {
  keepOutOfCaches(req, res);
  res.set('X-Robots-Tag', 'noindex, nofollow');
  next();
};

/** For an address that is itself a key, and whose page has no form: it is told to nobody. */
export const hideAddress: RequestHandler = (_req, res, next) => {
  res.set('Referrer-Policy', 'no-referrer');
  next();
};

/** For public documents that other software reads: identities, lists, badge classes. */
export const openToAll: RequestHandler = (_req, res, next) => {
  res.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  next();
};

/** The same for what programs send: a browser asks first (Fetch §4.8, CORS-preflight). */
export const openToPrograms: RequestHandler = (req, res, next) => {
  openToAll(req, res, () => {
    if (req.method !== 'OPTIONS') {
      next();
      return;
    }
    res.set({
      // Which of them an address takes, its 405 says.
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '86400',
    });
    res.status(204).end();
  });
};
