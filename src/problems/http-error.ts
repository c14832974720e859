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
  /** `said`: as French text only until every room has its sentences in the catalogue. */
  constructor(code: ErrorCode, said: string | Message, options: Options = {}) {
    super(typeof said === 'string' ? said : said.code, options);
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.said = typeof said === 'string' ? asText(said) : said;
    this.retryAfter = options.retryAfter;
    this.english =
      options.english ?? (typeof said === 'string' ? PROBLEMS[code].detail : undefined);
  }
}

/** It may quote what somebody typed: nothing in it is the catalogue’s. */
const asText = (text: string): Message => ({ code: '{text}', values: { text } });

/** What only programs ask for, and only they read. */
export function programError(code: ErrorCode, english: string, options?: ErrorOptions): HttpError {
  return new HttpError(code, NOT_UNDERSTOOD, { ...options, english });
}

export function notFound(what?: string | Message): HttpError {
  if (what !== undefined) return new HttpError('NOT_FOUND', what);
  // A program asks for no page.
  const english = PROBLEMS.NOT_FOUND.detail;
  return new HttpError('NOT_FOUND', say('error.not-here'), { english });
}

const NOT_UNDERSTOOD = say('error.not-understood');
