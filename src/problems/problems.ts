/** The problems that a program meets, in English: one row each (RFC 9457). */

interface Problem {
  readonly status: number;
  readonly title: string;
  /** What to do, where nothing more exact is known. */
  readonly detail: string;
}

export const PROBLEMS = {
  BAD_REQUEST: {
    status: 400,
    title: 'The request cannot be read',
    detail: 'Something in it is missing, broken or of a kind that is not expected here.',
  },
  UNAUTHORIZED: {
    status: 401,
    title: 'A token is needed',
    detail: 'Send a token of this service: Authorization: Bearer …',
  },
  FORBIDDEN: {
    status: 403,
    title: 'Not allowed',
    detail: 'This is open to others, or is asked for from a page of this service only.',
  },
  EXPIRED: {
    status: 403,
    title: 'The form is out of date',
    detail: 'The session with which it was made has ended: ask for its page again.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'Nothing is here',
    detail: 'There is nothing at this address, or it is not open to you.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'Another method is needed',
    detail: 'Use one of those that the header Allow names.',
  },
  TOO_SLOW: {
    status: 408,
    title: 'The request did not arrive in time',
    detail: 'Its head must arrive within 15 seconds, and the whole of it within 30: send it again.',
  },
  CONFLICT: {
    status: 409,
    title: 'It has changed meanwhile',
    detail: 'Ask for its present state, then decide whether to try again.',
  },
  GONE: {
    status: 410,
    title: 'It is over',
    detail: 'It was here once, and will not come back.',
  },
  TOO_LARGE: {
    status: 413,
    title: 'Too large',
    detail: 'The body is larger than what is taken at this address.',
  },
  UNSUPPORTED: {
    status: 415,
    title: 'Another media type is needed',
    detail: 'Send JSON, with Content-Type: application/json.',
  },
  UNPROCESSABLE: {
    status: 422,
    title: 'It was read, and cannot be done',
    detail: 'The content is not one that this address takes.',
  },
  TOO_MANY: {
    status: 429,
    title: 'Too much in a short time',
    detail: 'Wait as long as the header Retry-After says, then go on.',
  },
  HEAD_TOO_LARGE: {
    status: 431,
    title: 'The head is too large',
    detail: 'The address and the headers are more than what is read: send fewer cookies, say.',
  },
  UNKNOWN_ISSUER: {
    status: 400,
    title: 'The network does not list this issuer',
    detail: 'A warning; where requireKnownIssuer was asked for, nothing of theirs is verified.',
  },
  UNEXPECTED: {
    status: 500,
    title: 'Something went wrong here',
    detail: 'It is our fault, and was written down. Try again later.',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'The storage does not answer',
    detail:
      'Nothing can be read or written at the moment. Wait as long as the header Retry-After says, then try again.',
  },
  BUSY: {
    status: 503,
    title: 'Busy with others',
    detail: 'Others are being served. Wait as long as the header Retry-After says, then try again.',
  },
} as const satisfies Readonly<Record<string, Problem>>;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES: readonly ProblemCode[] = Object.keys(PROBLEMS).filter(
  (code): code is ProblemCode => code in PROBLEMS,
);

/** Under which it is explained: `/problems/not-found`. */
export const problemPath = (code: ProblemCode): string =>
  `/problems/${code.toLowerCase().replaceAll('_', '-')}`;

/** The whole of it: the `type` of a problem. */
export const problemType = (code: ProblemCode, publicUrl: string): string =>
  `${publicUrl}${problemPath(code)}`;

interface ThisTime {
  readonly detail?: string | undefined;
  /** Of the request, under which we find it in the log. */
  readonly id?: string | undefined;
}

/** The body of an answer. */
export function problemOf(code: ProblemCode, publicUrl: string, { detail, id }: ThisTime = {}) {
  const { status, title, detail: usual } = PROBLEMS[code];
  const instance = id !== undefined && { instance: instanceOf(id, publicUrl) };
  const type = problemType(code, publicUrl);
  return { type, title, status, detail: detail ?? usual, ...instance, code };
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A URI, at which nothing has to be (RFC 9457 §3.1.5). An id that a proxy gave is any word. */
const instanceOf = (id: string, publicUrl: string): string =>
  UUID.test(id) ? `urn:uuid:${id}` : `${publicUrl}/requests/${id}`;
