/**
 * The only way this service reads an address that a stranger chose: another issuer's DID document
 * or status list (docs/adr/0005). What it holds against:
 * - reaching our own network (SSRF): https on port 443, public addresses only, also for literals
 *   in any spelling; the host is resolved once, every address is checked, and the connection goes
 *   to those addresses and no other (DNS rebinding); redirects are not followed;
 * - holding us up: one deadline over resolution, connection and body (slow drip), a bound on the
 *   body, no decompression (bombs), a bound on requests under way;
 * - using us against a third party, or up: a quota for each host and each asker, who wait for their
 *   turn; answers kept for a minute, and the same question asked once when many ask it together;
 * - leaking: no credentials, no cookies, no fragment, no header that says who asked or why;
 * - answers from someone else: certificates are checked for the host name.
 * It does not judge the answer: whoever asked parses it, and treats it as hostile.
 */
import { createAnswerCache } from './answer-cache.ts';
import {
  createFetchQuota,
  FETCH_LIMITS,
  type FetchLimits,
  type FetchQuota,
} from './fetch-quota.ts';
import { type AddressOptions, findAddresses, readUrl, within } from './guarded-address.ts';
import { asText, type Fetched, type FetchedText, type Found } from './guarded-request.ts';
import { requestPinned, unreachable, withTime } from './guarded-request.ts';

export interface GuardedFetch {
  /**
   * Never rejects for what the address or the network does: the outcome says it. `asker`: who makes
   * us ask, and has a share of what we ask.
   */
  fetchBytes(url: string, accept: string, asker?: string): Promise<Fetched>;
  /** The same, for what must be UTF-8. */
  fetchJsonText(url: string, accept: string, asker?: string): Promise<FetchedText>;
}

/** All but the first four exist for tests, which have neither DNS nor port 443. */
export interface GuardedFetchOptions extends AddressOptions {
  /** One for all who ask in our name, instead of `limits`. */
  readonly quota?: FetchQuota;
  /** For the whole of one request. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly limits?: Partial<FetchLimits>;
  readonly clock?: () => Date;
  /** Where to connect to; the URL still names no port. */
  readonly port?: number;
  readonly ca?: string;
}

const CACHE = { entries: 200, bytes: 8 * 1024 * 1024, ageMs: 60_000, times: 5_000 };
/** Whoever is not a stranger. */
const OURSELVES = 'ourselves';

export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const { timeoutMs = 5000, maxBytes = 1024 * 1024, clock = () => new Date() } = options;
  const cache = createAnswerCache<Found>({ ...CACHE, clock });
  const { quota = createFetchQuota({ ...FETCH_LIMITS, ...options.limits, clock }) } = options;
  const underWay = new Map<string, Promise<Fetched>>();
  const waiting = new Map<string, Promise<Fetched>>();

  async function attempt(url: URL, accept: string, signal: AbortSignal): Promise<Fetched> {
    const addresses = await findAddresses(url, options);
    if (!Array.isArray(addresses)) return addresses;
    const { port = 443, ca } = options;
    return requestPinned({ url, accept, addresses, port, ca, maxBytes, signal });
  }

  const ask = (url: URL, accept: string): Promise<Fetched> =>
    within(timeoutMs, (signal) => attempt(url, accept, signal));

  /** Once for all who ask together, from when the request begins. */
  function askOnce(url: URL, accept: string, key: string): Promise<Fetched> {
    const known = underWay.get(key);
    if (known) return known;
    const asked = ask(url, accept)
      .then((fetched) => {
        if (fetched.outcome === 'found') cache.keep(key, fetched);
        return withTime(fetched, cache.lastKept(key));
      })
      .finally(() => underWay.delete(key));
    underWay.set(key, asked);
    return asked;
  }

  async function askInTurn(url: URL, accept: string, asker: string): Promise<Fetched> {
    const key = `${accept} ${url.href}`;
    const known = cache.find(key) ?? underWay.get(key);
    if (known) return known;
    const leave = await quota.enter(url.hostname, asker, timeoutMs);
    if (!leave) return unreachable('Too many requests: try again in a minute');
    try {
      return cache.find(key) ?? (await askOnce(url, accept, key));
    } finally {
      leave();
    }
  }

  /** One who asks the same twice waits for one place. */
  async function fetchBytes(text: string, accept: string, asker = OURSELVES): Promise<Fetched> {
    const url = readUrl(text);
    if (!(url instanceof URL)) return url;
    const key = `${asker} ${accept} ${url.href}`;
    const known = waiting.get(key);
    if (known) return known;
    const asked = askInTurn(url, accept, asker).finally(() => waiting.delete(key));
    waiting.set(key, asked);
    return asked;
  }

  return {
    fetchBytes,
    fetchJsonText: async (url, accept, asker) => asText(await fetchBytes(url, accept, asker)),
  };
}
