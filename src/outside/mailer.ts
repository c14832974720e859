/** Mail: through SMTP when configured; in development the letter is printed in the log. */
import nodemailer from 'nodemailer';
import type { Logger } from 'pino';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  send(letter: Letter): Promise<void>;
}

export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport(url);
  return {
    async send({ to, subject, text }) {
      // An address with a comma or a line break could reach somebody else.
      if (/[\s,;:<>"]/.test(to)) throw new Error('Refused an e-mail address');
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
    },
  };
}

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
      return Promise.resolve();
    },
  };
}
