/** One error type with stable codes; one handler answers it as a page or as problem+json. */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { StoreError } from '../storage/store.ts';
import { answerExpired } from './expired-page.ts';
import { keepOutOfCaches } from './security-headers.ts';

const STATUS = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  /** A form whose session has ended since. */
  EXPIRED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  GONE: 410,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  UNPROCESSABLE: 422,
  TOO_MANY: 429,
  BUSY: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** `message` is shown to people: a clear French sentence that says what to do. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: ErrorCode;
  readonly status: number;
  /** In how many seconds it may go better. */
  readonly retryAfter: number | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions & { retryAfter?: number } = {},
  ) {
    super(message, options);
    this.code = code;
    this.status = STATUS[code];
    this.retryAfter = options.retryAfter;
  }
}

export const notFound = (what = 'Cette page n’existe pas, ou ne vous est pas ouverte.') =>
  new HttpError('NOT_FOUND', what);

export const missingPage: RequestHandler = () => {
  throw notFound();
};

/** What body parsers, multer and the store throw, said in our words. */
function translate(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (error instanceof StoreError && error.code === 'VERSION_CONFLICT') {
    return new HttpError(
      'CONFLICT',
      'Une autre personne vient de changer cela. Rechargez la page et recommencez.',
      { cause: error },
    );
  }
  if (!(error instanceof Error)) return undefined;
  const type = 'type' in error ? error.type : 'code' in error ? error.code : undefined;
  if (type === 'entity.too.large' || type === 'LIMIT_FILE_SIZE' || type === 'LIMIT_FIELD_VALUE') {
    return new HttpError('TOO_LARGE', 'C’est trop lourd : le maximum est de 1 Mo.', {
      cause: error,
    });
  }
  const status = 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) return ofStatus(status, error);
  if (typeof type === 'string' && type.startsWith('LIMIT_')) return ofStatus(400, error);
  return undefined;
}

function ofStatus(status: number, cause: Error): HttpError {
  if (status === 403) {
    return new HttpError('EXPIRED', 'La page a expiré. Rechargez-la et recommencez.', { cause });
  }
  return new HttpError('BAD_REQUEST', 'Nous n’avons pas compris cette demande.', { cause });
}

export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const known = translate(error);
    if (known) {
      if (known.retryAfter !== undefined) res.set('Retry-After', String(known.retryAfter));
      answer(req, res, known.status, known.code, known.message);
      return;
    }
    const id = randomUUID();
    log.error({ err: error, errorId: id }, 'unexpected error');
    const message = `Quelque chose n’a pas marché de notre côté. Réessayez plus tard. Si cela continue, donnez-nous ce numéro : ${id}.`;
    answer(req, res, 500, 'UNEXPECTED', message);
  };
}

const HEADLINES = new Map([
  [403, 'Cette page n’est pas ouverte'],
  [404, 'Cette page n’est pas là'],
  [413, 'C’est trop lourd'],
  [429, 'Attendez un peu'],
  [500, 'Nous avons un problème'],
  [503, 'Attendez un peu'],
]);

function answer(req: Request, res: Response, status: number, code: string, message: string): void {
  res.status(status).set('Cache-Control', 'no-store');
  // RFC 6750 §3: how to come back.
  if (status === 401) res.set('WWW-Authenticate', 'Bearer');
  if (wantsPage(req)) {
    // After a form, « back » from the next page must find this one.
    if (req.method === 'POST') keepOutOfCaches(req, res);
    if (code === 'EXPIRED') {
      answerExpired(req, res);
      return;
    }
    res.render('errors/error', {
      headline: HEADLINES.get(status) ?? 'Nous ne pouvons pas faire cela',
      message,
    });
    return;
  }
  res.type('application/problem+json').send(JSON.stringify({ status, code, detail: message }));
}

/** A browser asks for text/html by name; a client that takes anything gets data. */
export function wantsPage(req: Request): boolean {
  return req.accepts(['application/json', 'text/html']) === 'text/html';
}
