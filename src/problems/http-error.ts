/** The one error type of what people and programs are refused, with stable codes. */
import type { Words } from '../credentials/verification.ts';
import { type ProblemCode, PROBLEMS } from './problems.ts';

export type ErrorCode = Exclude<
  ProblemCode,
  'UNEXPECTED' | 'UNKNOWN_ISSUER' | 'TOO_SLOW' | 'HEAD_TOO_LARGE'
>;

/**
 * `message` is shown to people: a clear French sentence that says what to do. Programs get `english`,
 * or what is usual for the code.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: ErrorCode;
  readonly status: number;
  /** In how many seconds it may go better. */
  readonly retryAfter: number | undefined;
  readonly english: string | undefined;
  constructor(
    code: ErrorCode,
    said: string | Words,
    options: ErrorOptions & { retryAfter?: number } = {},
  ) {
    super(typeof said === 'string' ? said : said.fr, options);
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.retryAfter = options.retryAfter;
    this.english = typeof said === 'string' ? undefined : said.en;
  }
}

/** What only programs ask for, and only they read. */
export function programError(code: ErrorCode, english: string): HttpError {
  return new HttpError(code, { fr: NOT_UNDERSTOOD, en: english });
}

export const notFound = (what: string | Words = NOT_HERE) => new HttpError('NOT_FOUND', what);

const NOT_HERE = 'Cette page n’existe pas, ou ne vous est pas ouverte.';
export const NOT_UNDERSTOOD = 'Nous n’avons pas compris cette demande.';
