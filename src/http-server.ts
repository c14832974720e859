/** The HTTP server, with what it grants to slow clients. */
import { createServer, type RequestListener, type Server } from 'node:http';

export interface Patience {
  /** Milliseconds in which a whole request must arrive, and its head. */
  readonly request: number;
  readonly head: number;
  /** How often it is looked at: a slow client has so much more. */
  readonly every: number;
}

const PATIENCE: Patience = { request: 30_000, head: 15_000, every: 1_000 };

/**
 * Who sends too slowly (slowloris) gets 408, and what was read of it is let go. Node looks every half
 * minute by itself.
 */
export function createHttpServer(listener: RequestListener, patience = PATIENCE): Server {
  return createServer(
    {
      requestTimeout: patience.request,
      headersTimeout: patience.head,
      connectionsCheckingInterval: patience.every,
    },
    listener,
  );
}
