/** The one error type of what people and programs are refused, with stable codes. */
import { type Message, say } from '../language/message.ts';
import { type ProblemCode, PROBLEMS } from './problems.ts';

export type ErrorCode = Exclude<
  ProblemCode,
  'UNEXPECTED' | 'UNKNOWN_ISSUER' | 'TOO_SLOW' | 'HEAD_TOO_LARGE'
>;

interface Options extends ErrorOptions {
  /** In how many seconds it may go better. */
  readonly retryAfter?: number;
  /** For programs, where the sentence for people would tell them nothing. */
  readonly english?: string;
}

/**
 * `said` is shown to people: a clear sentence that says what to do, in the language of their page.
 * Programs get `english`, or the same sentence in English.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly said: Message;
  readonly retryAfter: number | undefined;
  readonly english: string | undefined;
  constructor(code: ErrorCode, said: Message, options: Options = {}) {
    super(said.code, options);
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.said = said;
    this.retryAfter = options.retryAfter;
    this.english = options.english;
  }
}

/** What only programs ask for, and only they read. */
export function programError(code: ErrorCode, english: string, options?: ErrorOptions): HttpError {
  return new HttpError(code, NOT_UNDERSTOOD, { ...options, english });
}

export function notFound(what?: Message): HttpError {
  if (what !== undefined) return new HttpError('NOT_FOUND', what);
  // A program asks for no page.
  const english = PROBLEMS.NOT_FOUND.detail;
  return new HttpError('NOT_FOUND', say('error.not-here'), { english });
}

const NOT_UNDERSTOOD = say('error.not-understood');
