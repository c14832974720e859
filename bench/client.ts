/** Whoever sends the requests: connections are kept, and nobody is held up by anybody’s limits. */
import { Agent, type IncomingMessage, request } from 'node:http';
import { randomInt } from 'node:crypto';

export interface Sent {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Rejects unless the answer has this status: what is measured must have been done. */
export function send(
  origin: string,
  { path, method = 'GET', headers = {}, body }: Sent,
  status = 200,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${origin}${path}`,
      { agent, method, headers: { 'X-Forwarded-For': someAddress(), ...headers } },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const received = { status: incoming.statusCode ?? 0, headers: incoming.headers, text };
          if (received.status === status) resolve(received);
          else reject(new Error(`${method} ${path}: ${received.status} ${text.slice(0, 1000)}`));
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

export const sendJson = (origin: string, path: string, body: string, sent: SentJson = {}) =>
  send(
    origin,
    {
      path,
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...sent.headers },
    },
    sent.status,
  );

interface SentJson {
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}

/** As many clients as there are requests: each may do so much in a minute. */
const someAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

/** Calls `once` for 0 to `count` − 1, so many at a time. */
export async function inFlight(
  most: number,
  count: number,
  once: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      next += 1;
      await once(next - 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, count) }, lane));
}
