/** One error type with stable codes; one handler answers it as a page or as problem+json. */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { isRefusal } from '../storage/store.ts';
import { answerExpired } from './expired-page.ts';
import type { Languages } from '../language/languages.ts';
import { type Message, say } from '../language/message.ts';
import { HttpError, notFound, programError } from '../problems/http-error.ts';
import { MovedError } from '../problems/moved-error.ts';
import { problemOf, type ProblemCode, PROBLEMS } from '../problems/problems.ts';
import { noteRefusal } from './requests/request-log.ts';
import { keepOutOfCaches } from './security-headers.ts';

export const missingPage: RequestHandler = () => {
  throw notFound();
};

/** Seconds in which a server that is started again may answer. */
const RETRY_AFTER = 10;

/** What body parsers, multer and the store throw, said in our words. */
function translate(cause: unknown): HttpError | undefined {
  if (cause instanceof HttpError) return cause;
  if (isRefusal(cause, 'VERSION_CONFLICT')) {
    return new HttpError('CONFLICT', say('error.changed-meanwhile'), { cause });
  }
  if (isRefusal(cause, 'UNAVAILABLE')) {
    // Who watches the storage has written it down once, and not for each request.
    const english = PROBLEMS.UNAVAILABLE.detail;
    const options = { cause, english, retryAfter: RETRY_AFTER };
    return new HttpError('UNAVAILABLE', say('error.storage-away'), options);
  }
  if (!(cause instanceof Error)) return undefined;
  const type = 'type' in cause ? cause.type : 'code' in cause ? cause.code : undefined;
  if (type === 'entity.too.large' || type === 'LIMIT_FILE_SIZE' || type === 'LIMIT_FIELD_VALUE') {
    // How much it is differs from one address of the API to another.
    const english = PROBLEMS.TOO_LARGE.detail;
    return new HttpError('TOO_LARGE', say('error.too-large'), { cause, english });
  }
  const status = 'status' in cause ? cause.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) return ofStatus(status, cause);
  if (typeof type === 'string' && type.startsWith('LIMIT_')) return ofStatus(400, cause);
  return undefined;
}

/** A failure of ours, of which a page tells itself what it means for what was asked. */
export type Failure = 'UNAVAILABLE' | 'UNEXPECTED';

/** For the log: no answer to what was asked, and nothing that who watches the storage has written down. */
export const isUnexpected = (error: unknown): boolean =>
  !(error instanceof HttpError) && !isRefusal(error, 'UNAVAILABLE');

/** What several failures are together; undefined where each answers what was asked. */
export function failureIn(errors: readonly unknown[]): Failure | undefined {
  if (errors.some(isUnexpected)) return 'UNEXPECTED';
  return errors.some((error) => isRefusal(error, 'UNAVAILABLE')) ? 'UNAVAILABLE' : undefined;
}

/** The status of such a page, and its line in the log. Returns the number to ask us by. */
export function answerFailure(res: Response, code: Failure): string | undefined {
  noteRefusal(res, { code });
  if (code === 'UNAVAILABLE') res.set('Retry-After', String(RETRY_AFTER));
  res.status(PROBLEMS[code].status);
  return res.get('X-Request-Id');
}

function ofStatus(status: number, cause: Error): HttpError {
  return status === 415
    ? programError('UNSUPPORTED', NOT_READ, { cause })
    : programError('BAD_REQUEST', PROBLEMS.BAD_REQUEST.detail, { cause });
}

const NOT_READ = 'The charset or the encoding of the body is not one that is read here.';

interface Options {
  readonly log: Logger;
  readonly languages: Languages;
  /** Where the problems are explained. */
  readonly publicUrl: string;
}

/** Only behind `useLanguage`, if anybody asks for a page. */
export function errorHandler({ log, languages, publicUrl }: Options): ErrorRequestHandler {
  const { english } = languages;
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (error instanceof MovedError) {
      res.redirect(req.method === 'POST' ? 307 : 303, error.to);
      return;
    }
    // As the log has it: also where the application of a test logs no requests.
    const id = res.get('X-Request-Id') ?? randomUUID();
    const known: Refusal = translate(error) ?? unexpected(log, error, id);
    noteRefusal(res, { code: known.code });
    if (known.retryAfter !== undefined) res.set('Retry-After', String(known.retryAfter));
    answer(req, res, { ...known, id }, () =>
      problemOf(known.code, publicUrl, { detail: known.english ?? english.say(known.said), id }),
    );
  };
}

interface Refusal {
  readonly code: ProblemCode;
  readonly said: Message;
  readonly english?: string | undefined;
  readonly retryAfter?: number | undefined;
}

function unexpected(log: Logger, error: unknown, id: string): Refusal {
  log.error({ err: error }, 'unexpected error');
  return { code: 'UNEXPECTED', said: say('error.unexpected', { id }) };
}

const HEADLINES = new Map([
  [403, say('error.headline.not-open')],
  [404, say('error.headline.not-here')],
  [413, say('error.headline.too-large')],
  [429, say('error.headline.wait')],
  [500, say('error.headline.our-fault')],
  [503, say('error.headline.wait')],
]);
const USUAL_HEADLINE = say('error.headline.cannot');

interface Told extends Refusal {
  /** Of the request. */
  readonly id: string;
}

/** `problem` is asked for only where a program reads it. */
function answer(req: Request, res: Response, { code, said, id }: Told, problem: () => object) {
  const { status } = PROBLEMS[code];
  res.status(status).set('Cache-Control', 'no-store');
  // RFC 6750 §3: how to come back.
  if (status === 401) res.set('WWW-Authenticate', 'Bearer');
  if (isForPrograms(req) || !wantsPage(req)) {
    res.type('application/problem+json').send(JSON.stringify(problem()));
    return;
  }
  // After a form, « back » from the next page must find this one.
  if (req.method === 'POST') keepOutOfCaches(req, res);
  // Where the sentence says it, it is said once.
  res.locals['requestId'] = code === 'UNEXPECTED' ? undefined : id;
  if (code === 'EXPIRED') {
    answerExpired(req, res);
    return;
  }
  const headline = HEADLINES.get(status) ?? USUAL_HEADLINE;
  res.render('errors/error', { headline, message: said });
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
