/** Mail: through SMTP when configured; in development the letter is printed in the log. */
import nodemailer from 'nodemailer';
import type { Logger } from 'pino';

export interface Letter {
  /** The same for each sending of one letter: mail programs show it once (RFC 5322 §3.6.4). */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** Resolves once another server has taken the letter. Rejects, with `MailError` if it can say why. */
  send(letter: Letter, signal?: AbortSignal): Promise<void>;
}

/** Says nothing of the letter but codes: the words of a mail server name the address. */
export class MailError extends Error {
  override readonly name = 'MailError';
  /** Such as `ECONNECTION`, with the answer of the server if there was one: `EENVELOPE 450`. */
  readonly code: string;
  /** `refused`: for this addressee, however often it is tried (RFC 5321 §4.2.1). `never`: by us. */
  readonly outlook: 'later' | 'refused' | 'never';
  /** Another server may have taken it without our hearing so (RFC 5321 §4.5.3.2.6). */
  readonly mayHaveArrived: boolean;
  /** Seconds that the other server asks for, at least. */
  readonly wait: number;
  constructor(code: string, outlook: MailError['outlook'], mayHaveArrived = false, wait = 0) {
    super(`A letter was not taken: ${code}`);
    this.code = code;
    this.outlook = outlook;
    this.mayHaveArrived = mayHaveArrived;
    this.wait = wait;
  }
}

/**
 * Milliseconds. By themselves the library's are minutes, and a server that hangs would hold all
 * letters; a whole sending has its own end (`src/outbox/attempt.ts`).
 */
const PATIENCE = {
  dnsTimeout: 5_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport({ url, ...PATIENCE });
  const [, host = 'localhost'] = from.split('@');
  return {
    async send({ id, to, subject, text }, signal) {
      // An address with a comma or a line break could reach somebody else.
      if (/[\s,;:<>"]/.test(to)) throw new MailError('ADDRESS', 'refused');
      const letter = {
        ...{ from, to: { name: '', address: to }, subject, text },
        messageId: `<${id}@${host}>`,
        // Nobody's « I am away » is an answer to it (RFC 3834 §5).
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(signal && { signal }),
      };
      await transport.sendMail(letter).catch((error: unknown) => {
        throw failureIn(error);
      });
    },
  };
}

/** What of its errors says that this addressee is refused, and not that we or the server are in trouble. */
const OF_THE_ADDRESSEE = new Set(['RCPT TO', 'DATA']);

function failureIn(error: unknown): MailError {
  const found = error instanceof Error ? error : {};
  const code = 'code' in found && typeof found.code === 'string' ? found.code : 'UNKNOWN';
  const status = 'responseCode' in found ? Number(found.responseCode) : NaN;
  const command = 'command' in found ? String(found.command) : '';
  const isFinal = status >= 500 && status !== 503 && OF_THE_ADDRESSEE.has(command);
  const outlook = isFinal ? 'refused' : 'later';
  if (!Number.isNaN(status)) return new MailError(`${code} ${status}`, outlook);
  return new MailError(code, outlook, wasUnderWay(found));
}

/** Silent once it was connected, or cut off by us: the letter itself may have been sent by then. */
const wasUnderWay = (error: object): boolean =>
  ('timeoutType' in error && error.timeoutType === 'SOCKET_TIMEOUT') ||
  ('name' in error && error.name === 'AbortError');

/** Development only: the log is where the sign-in link is read. */
export function createLogMailer(log: Logger): Mailer {
  return {
    send(letter) {
      log.info(`Mail, printed because no SMTP_URL is set:\n${letter.subject}\n${letter.text}`);
      return Promise.resolve();
    },
  };
}

/** Production without SMTP: nobody reads a log for a link, and a log must hold no key. */
export function createMissingMailer(log: Logger): Mailer {
  return {
    send() {
      log.warn('A letter was not sent: SMTP_URL is not set');
      return Promise.reject(new MailError('NO_SMTP_URL', 'never'));
    },
  };
}
