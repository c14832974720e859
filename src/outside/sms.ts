/** Short messages: through the gateway that the operator names, where there is one (docs/adr/0055). */
import type { GuardedExchange } from './guarded-exchange.ts';
import { type Letter, MailError, type Mailer } from './mailer.ts';

export interface SmsPlace {
  readonly url: string;
  /** A bearer token (RFC 6750). */
  readonly token: string;
  /** Whom it comes from, as the telephone shows it; some gateways know that by themselves. */
  readonly sender: string | undefined;
}

/** What it says is in `text`: a short message has no subject. */
export type SmsGateway = Mailer;

/** Whose fault it is that nobody takes it: the number’s alone, and not the operator’s or of the moment. */
const OF_THE_NUMBER = new Set([400, 422]);

/**
 * Where it says when, it says « later », and nothing has left, as 429 does (RFC 9110 §15.6.4, RFC 6585 §4).
 * Without, it may be a proxy that passed the message on.
 */
const UNAVAILABLE = 503;

/** Milliseconds: a gateway may ask the operator of the telephone first; a sending ends later (`attempt.ts`). */
const PATIENCE = 20_000;

export function createSmsGateway(
  { url, token, sender: from }: SmsPlace,
  exchange: GuardedExchange,
): SmsGateway {
  return {
    async send({ id, to, text }: Letter) {
      let mayBeThere = false;
      const sent = {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          // One that is tried again is the same one, for a gateway that knows this header.
          'Idempotency-Key': id,
        },
        body: JSON.stringify({ to, text, ...(from !== undefined && { from }) }),
        statusAlone: true,
        timeout: PATIENCE,
        onConnected: () => {
          mayBeThere = true;
        },
      } as const;
      const answer = await exchange(url, sent, 'sms');
      if (answer.outcome === 'refused') throw new MailError('SMS_ADDRESS', 'never');
      if (answer.outcome !== 'answered') {
        throw new MailError('SMS_CONNECTION', 'later', mayBeThere);
      }
      const { status, retryAfter } = answer;
      if (status >= 200 && status < 300) return;
      const outlook = OF_THE_NUMBER.has(status) ? 'refused' : 'later';
      // What failed behind it may have failed after the message left.
      const saysWhen = status === UNAVAILABLE && retryAfter !== undefined;
      const mayHaveLeft = status >= 500 && !saysWhen;
      throw new MailError(`SMS ${status}`, outlook, mayHaveLeft, retryAfter);
    },
  };
}
