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
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { createAnswerCache } from './answer-cache.ts';
import {
  createFetchQuota,
  FETCH_LIMITS,
  type FetchLimits,
  type FetchQuota,
} from './fetch-quota.ts';
import { asText, type Fetched, type FetchedText, type Found } from './guarded-request.ts';
import { hostOf, type NotFound, refused, requestPinned } from './guarded-request.ts';
import { unreachable, withTime } from './guarded-request.ts';
import { isOwnAddress, isPublicAddress } from './public-address.ts';

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
export interface GuardedFetchOptions {
  /** One for all who ask in our name, instead of `limits`. */
  readonly quota?: FetchQuota;
  /** For the whole of one request. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly limits?: Partial<FetchLimits>;
  readonly clock?: () => Date;
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly isAllowedAddress?: (address: string) => boolean;
  /** Where to connect to; the URL still names no port. */
  readonly port?: number;
  readonly ca?: string;
}

const MAX_URL_LENGTH = 2048;
const CACHE = { entries: 200, bytes: 8 * 1024 * 1024, ageMs: 60_000, times: 5_000 };
/** Whoever is not a stranger. */
const OURSELVES = 'ourselves';

export function createGuardedFetch(options: GuardedFetchOptions = {}): GuardedFetch {
  const { timeoutMs = 5000, maxBytes = 1024 * 1024, clock = () => new Date() } = options;
  const { resolve = resolveHost, isAllowedAddress = isElsewhere } = options;
  const cache = createAnswerCache<Found>({ ...CACHE, clock });
  const { quota = createFetchQuota({ ...FETCH_LIMITS, ...options.limits, clock }) } = options;
  const underWay = new Map<string, Promise<Fetched>>();
  const waiting = new Map<string, Promise<Fetched>>();

  async function attempt(url: URL, accept: string, signal: AbortSignal): Promise<Fetched> {
    const host = hostOf(url);
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    if (addresses.length === 0) return unreachable('The host name has no address');
    if (!addresses.every(isAllowedAddress))
      return refused('The host is not on the public Internet');
    const { port = 443, ca } = options;
    return requestPinned({ url, accept, addresses, port, ca, maxBytes, signal });
  }

  async function ask(url: URL, accept: string): Promise<Fetched> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await before(signal, attempt(url, accept, signal));
    } catch (error) {
      if (signal.aborted) return unreachable(`No complete answer within ${timeoutMs} ms`);
      return unreachable(networkProblem(error));
    }
  }

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

/** The URL parser makes one spelling of each host: `2130706433` and `0x7f.1` become 127.0.0.1. */
function readUrl(text: string): URL | NotFound {
  if (text.length > MAX_URL_LENGTH) return refused('The address is too long');
  if (!URL.canParse(text)) return refused('The address is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:') return refused('The address is not https');
  if (url.port !== '') return refused('The address names a port');
  if (url.username !== '' || url.password !== '') return refused('The address holds credentials');
  url.hash = '';
  return url;
}

const isElsewhere = (address: string) => isPublicAddress(address) && !isOwnAddress(address);

/** Asks the DNS itself: `getaddrinfo` holds one of the few threads that file access needs. */
async function resolveHost(host: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

/** The deadline also ends what cannot be aborted. */
function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => {
      reject(new Error('late'));
    };
    signal.addEventListener('abort', late, { once: true });
    work.then(resolve, reject);
  });
}

/** Node's errors have codes: ECONNREFUSED, CERT_HAS_EXPIRED … One without is a fault of ours. */
function networkProblem(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return `The connection failed: ${error.code}`;
  }
  throw error;
}
