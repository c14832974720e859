/** Which address may be asked at all, where it is, and for how long (docs/adr/0005). */
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostOf, type NotFound, refused, unreachable } from './guarded-request.ts';
import { isOwnAddress, isPublicAddress } from './public-address.ts';

/** Both exist for tests, which have no DNS. */
export interface AddressOptions {
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly isAllowedAddress?: (address: string) => boolean;
}

const MAX_URL_LENGTH = 2048;

/** The URL parser makes one spelling of each host: `2130706433` and `0x7f.1` become 127.0.0.1. */
export function readUrl(text: string): URL | NotFound {
  if (text.length > MAX_URL_LENGTH) return refused('The address is too long');
  if (!URL.canParse(text)) return refused('The address is not a URL');
  const url = new URL(text);
  if (url.protocol !== 'https:') return refused('The address is not https');
  if (url.port !== '') return refused('The address names a port');
  if (url.username !== '' || url.password !== '') return refused('The address holds credentials');
  url.hash = '';
  return url;
}

/** The only ones that may be connected to. */
export async function findAddresses(
  url: URL,
  { resolve = resolveHost, isAllowedAddress = isElsewhere }: AddressOptions,
): Promise<string[] | NotFound> {
  const host = hostOf(url);
  const addresses = isIP(host) === 0 ? await resolve(host) : [host];
  if (addresses.length === 0) return unreachable('The host name has no address');
  if (!addresses.every(isAllowedAddress)) return refused('The host is not on the public Internet');
  return [...addresses];
}

/** What is not over by then, or fails on the way, is unreachable. */
export async function within<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | NotFound> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await before(signal, work(signal));
  } catch (error) {
    if (signal.aborted) return unreachable(`No complete answer within ${timeoutMs} ms`);
    return unreachable(networkProblem(error));
  }
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
