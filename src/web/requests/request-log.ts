/**
 * Each request gets an id, and leaves one line when it is over, also when its client has gone
 * (docs/adr/0034). Never an address's secrets or its query.
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { type ProblemCode, PROBLEMS } from '../../problems/problems.ts';
import { incompleteRequest, withinRequest } from './request-context.ts';
import { readTraceparent } from './trace-context.ts';

/** What became of a request. */
export interface AnsweredRequest {
  readonly method: string;
  /** The pattern of the route, which holds nothing of anybody; see `routeOf`. */
  readonly route: string;
  /** Absent if its client went away before any answer. */
  readonly status?: number;
  /** Its client did not get the whole answer. */
  readonly aborted?: true;
  /** Why it was refused. */
  readonly code?: ProblemCode;
  readonly ms: number;
}

/** What never became a request of which the application could say anything (http-server.ts). */
export interface UnreadRequest {
  readonly requestId: string;
  readonly status: number;
  readonly code: ProblemCode;
}

type Level = 'info' | 'warn' | 'error';

interface Options {
  readonly log: Logger;
  /** Whether a proxy stands before us, whose ids of requests are kept. */
  readonly isBehindProxy: boolean;
  readonly report?: ((answered: AnsweredRequest) => void) | undefined;
}

export function requestLog({ log, isBehindProxy, report }: Options): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    // As it came: the switch of language makes a GET of a form (docs/adr/0029).
    const { method } = req;
    const requestId = (isBehindProxy && idGivenIn(req)) || randomUUID();
    const fields = { requestId, ...readTraceparent(req.get('traceparent')) };
    res.set('X-Request-Id', requestId);
    res.once('close', () => {
      const outcome = { ...outcomeOf(req, res), ms: performance.now() - start };
      const path = withoutSecrets(req.originalUrl);
      const line = { method, path, ...outcome, ms: Math.round(outcome.ms) };
      withinRequest(fields, () => {
        log[levelOf(outcome)](line, 'request');
      });
      report?.({ method, ...outcome });
    });
    withinRequest(fields, () => {
      // Read by whatever is rendered.
      Object.defineProperty(res.locals, 'incomplete', {
        enumerable: true,
        get: incompleteRequest,
      });
      next();
    });
  };
}

export function logUnread(log: Logger, unread: UnreadRequest): void {
  log[levelOf(unread)]({ route: 'none', ...unread }, 'request');
}

/** Long enough to be one, and nothing that could be another field, a line or markup. */
const GIVEN_ID = /^[A-Za-z\d._-]{8,100}$/;

const idGivenIn = (req: Request): string | undefined =>
  GIVEN_ID.exec(req.get('X-Request-Id') ?? '')?.[0];

const refusals = new WeakMap<ServerResponse, Refused>();

interface Refused {
  readonly code: ProblemCode;
  /** By the server, without the application: its client has been answered, and the request broke off. */
  readonly byServer?: true;
}

/** For the line of its request: its status says less. */
export function noteRefusal(res: ServerResponse, refused: Refused): void {
  refusals.set(res, refused);
}

function outcomeOf(req: Request, res: Response) {
  const route = routeOf(req);
  const { code, byServer } = refusals.get(res) ?? {};
  if (res.writableFinished) {
    return { route, status: res.statusCode, ...(code !== undefined && { code }) };
  }
  // Of an answer that nobody got, nothing is said: what fails once its client has gone is no fault.
  const told = byServer && code !== undefined && { status: PROBLEMS[code].status, code };
  return { route, aborted: true as const, ...told };
}

/** What is nobody's fault here is no error; what keeps people waiting is worth a look. */
function levelOf({ status = 0 }: Pick<AnsweredRequest, 'status'>): Level {
  if (status === 429 || status === 503) return 'warn';
  return status >= 500 ? 'error' : 'info';
}

/** Where no route was reached: refused before, or there is none. Few words, whatever is asked for. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  if (typeof route === 'object' && route !== null && 'path' in route) return String(route.path);
  return req.originalUrl.startsWith('/assets/') ? '/assets/*' : 'none';
}

/**
 * A token in a path is a key: /p/<token>, /connexion/lien/<token>, /temoigner/<token>, also in a mistyped path. And
 * which badge somebody verifies is nobody's business (docs/adr/0014).
 */
function withoutSecrets(url: string): string {
  const [path = ''] = url.split('?');
  return readable(path)
    .replace(/(\/p|\/liens?|\/carte|\/temoigner(?:\/+lettre)?)\/+[^/]+/gi, '$1/…')
    .replace(/\/+[^/]+\/+refresh\b/gi, '/…/refresh');
}

/** `/%70%2FTOKEN` leads nowhere, and shows a token all the same. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path).replace(/[^!-~]/gu, encodeURIComponent);
  } catch {
    return path.replace(/%.*$/, '…');
  }
}
