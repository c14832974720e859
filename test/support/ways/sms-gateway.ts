/** A gateway of short messages on loopback: it keeps what it takes, and answers what a test has it answer. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { TEST_CA } from '../issuers/loopback-issuer.ts';
import { portOf } from './port-of.ts';

const KEY = new URL('../issuers/tls/issuer.test.key.pem', import.meta.url);

const form = z.object({ to: z.string(), text: z.string(), from: z.string().optional() });

export interface TakenMessage extends z.infer<typeof form> {
  readonly authorization: string | undefined;
  readonly key: string | undefined;
}

export type SmsServer = Awaited<ReturnType<typeof startSmsServer>>;

/** A status, or none at all: `silent` says nothing, `dead` hangs up; `endless` begins to speak, and is cut off. */
type Answer = number | 'silent' | 'dead' | 'endless' | Busy;

interface Busy {
  readonly status: number;
  /** Retry-After. */
  readonly after: string;
}

export async function startSmsServer() {
  const asked: TakenMessage[] = [];
  let answer: (message: TakenMessage) => Answer = () => 202;
  const server = createServer({ cert: TEST_CA, key: readFileSync(KEY) }, (req, res) => {
    void text(req).then((body) => {
      const { authorization } = req.headers;
      const key = req.headers['idempotency-key'];
      const message = { authorization, key: String(key), ...form.parse(JSON.parse(body)) };
      asked.push(message);
      const said = answer(message);
      if (said === 'dead') req.socket.destroy();
      else if (said === 'endless') res.writeHead(201, { 'Content-Encoding': 'br' }).write('{');
      else if (typeof said === 'object')
        res.writeHead(said.status, { 'Retry-After': said.after }).end();
      else if (said !== 'silent')
        res.writeHead(said, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  const port = await portOf(server);
  return {
    port,
    /** All that it was asked to take, the newest last. */
    asked,
    answerWith(next: typeof answer) {
      answer = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
