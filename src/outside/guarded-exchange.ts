/**
 * What is asked of a service that a KPA named, and sent to it: the same guard as for addresses that
 * strangers chose (guarded-fetch.ts), with a form in the body, an answer of any status, and nothing kept.
 */
import { createFetchQuota, FETCH_LIMITS } from './fetch-quota.ts';
import { type AddressOptions, findAddresses, readUrl, within } from './guarded-address.ts';
import { type Exchanged, exchangePinned, type NotFound, type Sent } from './guarded-request.ts';
import { unreachable } from './guarded-request.ts';

/**
 * Never rejects for what the address or the network does: the outcome says it. `asker`: who makes us ask;
 * what one of them takes up is left to the others.
 */
export type GuardedExchange = (
  url: string,
  sent: Sent,
  asker: string,
) => Promise<Exchanged | NotFound>;

interface Options extends AddressOptions {
  readonly clock?: () => Date;
  /** Where to connect to; the URL still names no port. For tests, as the next. */
  readonly port?: number;
  readonly ca?: string;
  /** Milliseconds, whatever is asked for. */
  readonly timeout?: number;
}

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
/** A structure whose people all come in at nine; whom they ask is not for a stranger to choose. */
const LIMITS = { ...FETCH_LIMITS, perHostAtOnce: 16, perAskerAtOnce: 16, perHostPerMinute: 1_200 };

export function createGuardedExchange(options: Options = {}): GuardedExchange {
  const { clock = () => new Date(), port = 443, ca } = options;
  const quota = createFetchQuota({ ...LIMITS, clock });

  async function attempt(url: URL, sent: Sent, signal: AbortSignal) {
    const addresses = await findAddresses(url, options);
    if (!Array.isArray(addresses)) return addresses;
    const accept = 'application/json, application/jwk-set+json';
    return exchangePinned({ url, sent, accept, addresses, port, ca, maxBytes: MAX_BYTES, signal });
  }

  return async (text, sent, asker) => {
    const url = readUrl(text);
    if (!(url instanceof URL)) return url;
    const timeout = options.timeout ?? sent.timeout ?? TIMEOUT_MS;
    const leave = await quota.enter(url.hostname, asker, timeout);
    if (!leave) return unreachable('Too many requests: try again in a minute');
    try {
      return await within(timeout, (signal) => attempt(url, sent, signal));
    } finally {
      leave();
    }
  };
}
