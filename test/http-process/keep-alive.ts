/** Clients that keep their connection, and ask on it again and again, as browsers and proxies do. */
import { Agent, get } from 'node:http';

/**
 * What became of a request: its answer, and whether that said that the connection ends with it; or that
 * it was lost, on a connection that had been kept or on a new one.
 */
export type Fate = 'kept' | 'last' | 'lost on a kept connection' | 'lost on a new connection';

export interface KeptClient {
  ask(path: string): Promise<Fate>;
  end(): void;
}

/** One connection at a time, kept for as long as the server lets it. */
export function createKeptClient(origin: string): KeptClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    ask: (path) =>
      new Promise((resolve) => {
        const request = get(`${origin}${path}`, { agent }, (response) => {
          response.on('end', () => {
            resolve(response.headers.connection === 'close' ? 'last' : 'kept');
          });
          response.resume();
        });
        request.on('error', () => {
          resolve(request.reusedSocket ? 'lost on a kept connection' : 'lost on a new connection');
        });
      }),
    end() {
      agent.destroy();
    },
  };
}

/** How many had each of them. */
export function tally(fates: readonly Fate[]): Partial<Record<Fate, number>> {
  const counts: Partial<Record<Fate, number>> = {};
  for (const fate of fates) counts[fate] = (counts[fate] ?? 0) + 1;
  return counts;
}
