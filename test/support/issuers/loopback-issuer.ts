/** A real HTTPS server on this machine that plays a foreign issuer, good or hostile. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { TLSSocket } from 'node:tls';

const fixture = (name: string) =>
  readFileSync(new URL(`tls/issuer.test.${name}.pem`, import.meta.url), 'utf8');

export const TEST_CA = fixture('cert');

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Seen {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The name the client asked for in the TLS handshake. */
  readonly serverName: unknown;
}

/** `pages` are handlers by path; an unknown path answers 404. */
export async function startLoopbackIssuer(pages: Readonly<Record<string, Handler>>) {
  const seen: Seen[] = [];
  const server = createServer({ cert: TEST_CA, key: fixture('key') }, (request, response) => {
    const path = request.url ?? '';
    const serverName = request.socket instanceof TLSSocket ? request.socket.servername : undefined;
    seen.push({ path, headers: request.headers, serverName });
    const page = pages[path.split('?')[0] ?? ''];
    if (page) page(request, response);
    else response.writeHead(404).end('nothing here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    /** Every request so far. */
    seen,
    port: typeof address === 'object' && address ? address.port : 0,
    /** How many are open now. */
    connections: () =>
      new Promise<number>((resolve) => {
        server.getConnections((_, count) => {
          resolve(count);
        });
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
