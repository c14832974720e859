/** One error type with stable codes; one handler answers it as a page or as problem+json. */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { isRefusal } from '../storage/store.ts';
import { answerExpired } from './expired-page.ts';
import { HttpError, notFound, NOT_UNDERSTOOD } from '../problems/http-error.ts';
import { problemOf, type ProblemCode, PROBLEMS } from '../problems/problems.ts';
import { keepOutOfCaches } from './security-headers.ts';

export const missingPage: RequestHandler = () => {
  throw notFound();
};

/** What body parsers, multer and the store throw, said in our words. */
function translate(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error;
  if (isRefusal(error, 'VERSION_CONFLICT')) {
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
  if (status === 415) {
    const en = 'The charset or the encoding of the body is not one that is read here.';
    return new HttpError('UNSUPPORTED', { fr: NOT_UNDERSTOOD, en }, { cause });
  }
  return new HttpError('BAD_REQUEST', NOT_UNDERSTOOD, { cause });
}

/** `publicUrl`: where the problems are explained. */
export function errorHandler(log: Logger, publicUrl = ''): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const known = translate(error);
    if (known) {
      const { code, message: fr, english: en, retryAfter } = known;
      if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
      answer(req, res, code, publicUrl, { fr, en });
      return;
    }
    const id = randomUUID();
    log.error({ err: error, errorId: id }, 'unexpected error');
    answer(req, res, 'UNEXPECTED', publicUrl, {
      id,
      fr: `Quelque chose n’a pas marché de notre côté. Réessayez plus tard. Si cela continue, donnez-nous ce numéro : ${id}.`,
      en: `${PROBLEMS.UNEXPECTED.detail} If it goes on, tell us this number: ${id}`,
    });
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

interface Said {
  /** Of this one time, also in the log. */
  readonly id?: string;
  readonly fr: string;
  readonly en: string | undefined;
}

function answer(req: Request, res: Response, code: ProblemCode, publicUrl: string, said: Said) {
  const { status } = PROBLEMS[code];
  res.status(status).set('Cache-Control', 'no-store');
  // RFC 6750 §3: how to come back.
  if (status === 401) res.set('WWW-Authenticate', 'Bearer');
  if (!isForPrograms(req) && wantsPage(req)) {
    // After a form, « back » from the next page must find this one.
    if (req.method === 'POST') keepOutOfCaches(req, res);
    if (code === 'EXPIRED') {
      answerExpired(req, res);
      return;
    }
    res.render('errors/error', {
      headline: HEADLINES.get(status) ?? 'Nous ne pouvons pas faire cela',
      message: said.fr,
    });
    return;
  }
  const problem = problemOf(code, publicUrl, { detail: said.en, id: said.id });
  res.type('application/problem+json').send(JSON.stringify(problem));
}

/** Addresses that no page of ours has: whatever is asked for there, a program asks. */
export const PROGRAM_PATHS = ['/api', '/credentials', '/presentations', '/problems'];

function isForPrograms({ path, baseUrl }: Request): boolean {
  // As the router compares them.
  const whole = `${baseUrl}${path}`.toLowerCase();
  return PROGRAM_PATHS.some((one) => whole === one || whole.startsWith(`${one}/`));
}

/** A browser asks for text/html by name; a client that takes anything gets data. */
export function wantsPage(req: Request): boolean {
  return req.accepts(['application/json', 'text/html']) === 'text/html';
}
