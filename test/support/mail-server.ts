/** A mail server on loopback: keeps what it takes, refuses what a test has it refuse, goes away and comes back. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface TakenLetter {
  readonly to: readonly string[];
  readonly messageId: string;
  /** As it is read. */
  readonly text: string;
  /** As it came. */
  readonly raw: string;
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

/** What a recipient is answered: 250 takes the letter (RFC 5321 §4.2.3). */
type Answer = (address: string) => number;

export async function startMailServer(given = 0) {
  const taken: TakenLetter[] = [];
  const asked: string[] = [];
  let answer: Answer = () => 250;
  let server: SMTPServer | undefined;
  let port = given;

  const listen = async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 1,
      onRcptTo({ address }, _session, done) {
        asked.push(address);
        const code = answer(address);
        // Like many a server, it says whom it speaks of.
        done(code < 300 ? null : withCode(code, `<${address}> is not taken`));
      },
      onData(stream, { envelope }, done) {
        void text(stream).then((raw) => {
          taken.push({ to: envelope.rcptTo.map(({ address }) => address), ...read(raw) });
          done(null);
        });
      },
    });
    // A client that hangs up, say.
    server.on('error', () => undefined);
    const { server: socket } = server;
    server.listen(port, '127.0.0.1');
    await once(socket, 'listening');
    port = portOf(socket);
  };
  await listen();
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    /** Recipients that somebody tried, taken or not. */
    asked,
    answers(next: Answer) {
      answer = next;
    },
    goAway: () => new Promise<void>((resolve) => server?.close(resolve)),
    comeBack: listen,
  };
}

/** One that takes connections, and says nothing ever. */
export async function startSilentServer() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${portOf(server)}`,
    connections: () => sockets.size,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('It does not listen');
  return address.port;
}

const withCode = (responseCode: number, words: string) =>
  Object.assign(new Error(words), { responseCode });

function read(raw: string): Pick<TakenLetter, 'messageId' | 'text' | 'raw'> {
  const [, messageId = ''] = /^Message-ID: (.+)\r$/im.exec(raw) ?? [];
  const body = raw.slice(raw.indexOf('\r\n\r\n'));
  // Quoted-printable (RFC 2045 §6.7): lines are joined, then bytes read.
  const bytes = body
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return { raw, messageId, text: Buffer.from(bytes, 'latin1').toString().replaceAll('\r\n', '\n') };
}
