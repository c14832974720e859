/** The HTTP server, with what it grants to slow clients, and what it says to broken ones. */
import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { Language } from './language/language.ts';
import { PROGRAM_PATHS } from './web/errors.ts';
import { languageAt } from './web/page-language.ts';
import { noteRefusal, type UnreadRequest } from './web/requests/request-log.ts';
import { type ProblemCode, problemOf, PROBLEMS } from './problems/problems.ts';

export interface Patience {
  /** Milliseconds in which a whole request must arrive, and its head. */
  readonly request: number;
  readonly head: number;
  /** How often it is looked at: a slow client has so much more. */
  readonly every: number;
}

const PATIENCE: Patience = { request: 30_000, head: 15_000, every: 1_000 };

interface Options {
  /** Where problems are explained. */
  readonly publicUrl: string;
  readonly patience?: Patience | undefined;
  /** From then on each answer says that its connection ends with it. */
  readonly closing?: AbortSignal | undefined;
  readonly report?: ((unread: UnreadRequest) => void) | undefined;
}

/**
 * Who sends too slowly (slowloris) gets 408, and what was read of it is let go. Node looks every half
 * minute by itself.
 */
export function createHttpServer(listener: RequestListener, options: Options): Server {
  const { patience = PATIENCE, closing } = options;
  const server = createServer({
    requestTimeout: patience.request,
    headersTimeout: patience.head,
    connectionsCheckingInterval: patience.every,
  });
  const underWay = new Map<Duplex, ServerResponse>();
  server.on('connection', (socket) => {
    socket.once('close', () => underWay.delete(socket));
  });
  server.on('request', (request, response) => {
    underWay.set(request.socket, response);
    // The next request on the same connection may be broken, and has no answer yet.
    response.once('close', () => {
      if (underWay.get(request.socket) === response) underWay.delete(request.socket);
    });
    if (closing?.aborted === true) endWith(response);
    listener(request, response);
  });
  closing?.addEventListener('abort', () => {
    for (const response of underWay.values()) endWith(response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuse(error, socket, underWay.get(socket), options);
  });
  return server;
}

/** Its client then asks for nothing more on this connection (RFC 9112 §9.6). */
function endWith(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

function refuse(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  response: ServerResponse | undefined,
  { publicUrl, report }: Options,
): void {
  // Half an answer is not followed by another; nobody is told once they are gone.
  if (error.code === 'ECONNRESET' || !socket.writable || response?.headersSent === true) {
    socket.destroy();
    return;
  }
  const code = REFUSALS[error.code ?? ''] ?? 'BAD_REQUEST';
  const id = String(response?.getHeader('X-Request-Id') ?? randomUUID());
  // What the application began has its line of the log; the rest leaves one here.
  if (response) noteRefusal(response, { code, byServer: true });
  else report?.({ requestId: id, status: PROBLEMS[code].status, code });
  const language = response && asksForPage(response.req) ? languageAt(response) : undefined;
  const said = language ? pageOf(code, language, id) : problemIn(code, publicUrl, id);
  // Who does not close their end is not waited for.
  socket.end(said, () => socket.destroy());
}

/** Of what Node says (nodejs.org, http: clientError). */
const REFUSALS: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'TOO_SLOW',
  HPE_HEADER_OVERFLOW: 'HEAD_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'TOO_LARGE',
};

const asksForPage = ({ url = '', headers: { accept = '' } }: IncomingMessage): boolean =>
  accept.includes('text/html') && !PROGRAM_PATHS.some((path) => url.startsWith(path));

/** A form that did not arrive, from a browser: where the network is slow, say. */
function pageOf(code: ProblemCode, language: Language, id: string): string {
  const title = language.html('error.cut-off.title');
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>`;
  const body = `<h1>${title}</h1><p>${language.html('error.cut-off.what-to-do')}</p>`;
  const html = `<html lang="${language.code}" dir="${language.direction}">`;
  return answerOf(code, id, 'text/html; charset=utf-8', `<!doctype html>${html}${head}${body}`);
}

function problemIn(code: ProblemCode, publicUrl: string, id: string): string {
  const problem = problemOf(code, publicUrl, { id });
  return answerOf(code, id, 'application/problem+json', JSON.stringify(problem));
}

function answerOf(code: ProblemCode, id: string, type: string, body: string): string {
  return [
    `HTTP/1.1 ${PROBLEMS[code].status} ${PROBLEMS[code].title}`,
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${id}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
