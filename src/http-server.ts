/** The HTTP server, with what it grants to slow clients, and what it says to broken ones. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ProblemCode, problemOf, PROBLEMS } from './web/problems.ts';

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
}

/**
 * Who sends too slowly (slowloris) gets 408, and what was read of it is let go. Node looks every half
 * minute by itself.
 */
export function createHttpServer(
  listener: RequestListener,
  { publicUrl, patience = PATIENCE }: Options,
): Server {
  const server = createServer({
    requestTimeout: patience.request,
    headersTimeout: patience.head,
    connectionsCheckingInterval: patience.every,
  });
  const answers = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => {
    answers.set(request.socket, response);
    listener(request, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // What has an answer already, or nobody at its other end, is told nothing more.
    const hasAnswer = answers.get(socket)?.headersSent === true;
    if (error.code !== 'ECONNRESET' && socket.writable && !hasAnswer) {
      const answer = refusal(REFUSALS[error.code ?? ''] ?? 'BAD_REQUEST', publicUrl);
      // Who does not close their end is not waited for.
      socket.end(answer, () => socket.destroy());
    } else socket.destroy();
  });
  return server;
}

/** What never became a request of which an application could answer (nodejs.org, http: clientError). */
const REFUSALS: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'TOO_SLOW',
  HPE_HEADER_OVERFLOW: 'HEAD_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'TOO_LARGE',
};

function refusal(code: ProblemCode, publicUrl: string): string {
  const body = JSON.stringify(problemOf(code, publicUrl));
  return [
    `HTTP/1.1 ${PROBLEMS[code].status} ${PROBLEMS[code].title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
