/** One HTTPS request to addresses already checked, its answer read within bounds (docs/adr/0005). */
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

/** A copy of what the address answered; `contentType` may be empty. */
export interface Found {
  readonly outcome: 'found';
  readonly body: Uint8Array;
  readonly contentType: string;
}

/** `detail` is English for logs: it holds nothing of the answer and no private address. */
export interface NotFound {
  readonly outcome: 'not-found' | 'refused' | 'unreachable';
  readonly detail: string;
  /** ISO 8601: when it last answered, as far as this process knows. */
  readonly since?: string;
}

/** Not found: 404 or 410. Refused: by our rules. Unreachable: it may work another time. */
export type Fetched = Found | NotFound;

interface FoundText extends Omit<Found, 'body'> {
  readonly text: string;
}

export type FetchedText = FoundText | NotFound;

export const refused = (detail: string): NotFound => ({ outcome: 'refused', detail });
export const unreachable = (detail: string): NotFound => ({ outcome: 'unreachable', detail });

/** An address that answered once says when, the day it does not. */
export function withTime(fetched: Fetched, last: Date | undefined): Fetched {
  if (fetched.outcome === 'found' || !last) return fetched;
  return { ...fetched, since: last.toISOString() };
}

interface Wanted {
  readonly url: URL;
  readonly accept: string;
  /** The only addresses that may be connected to. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** PEM of the certificate authorities to trust; absent, Node's own. */
  readonly ca: string | undefined;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** What is sent; absent, it is asked for. */
  readonly sent?: Sent;
}

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the status says is all: nothing that is wrong with the rest of the answer changes it. */
  readonly statusAlone?: true;
  /** Milliseconds; absent, those of whoever asks. */
  readonly timeout?: number;
  /** From here on it may have been read at the other end, whatever becomes of the answer. */
  readonly onConnected?: () => void;
}

/** Whatever the status is: it is for whoever asked. */
export interface Exchanged {
  readonly outcome: 'answered';
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Seconds, where the status is all that is read (RFC 9110 §10.2.3). */
  readonly retryAfter?: number;
}

/** Rejects with Node's error when the connection, TLS or the HTTP syntax fails, or at abort. */
export const requestPinned = (wanted: Wanted): Promise<Fetched> => send(wanted, readAnswer);

/** The same, where an answer that refuses says why. */
export const exchangePinned = (wanted: Wanted): Promise<Exchanged | NotFound> =>
  send(wanted, wanted.sent?.statusAlone ? readStatus : readAnyAnswer);

function send<T>(
  wanted: Wanted,
  read: (response: IncomingMessage, maxBytes: number) => Promise<T>,
): Promise<T> {
  const { url, accept, signal, sent } = wanted;
  const host = hostOf(url);
  const options = {
    host,
    port: wanted.port,
    // SNI and the certificate are for the name; it may not be an IP address (RFC 6066, 3).
    servername: isIP(host) === 0 ? host : '',
    path: url.pathname + url.search,
    ...(sent && { method: sent.method }),
    headers: {
      ...sent?.headers,
      ...{ host: url.host, accept, 'accept-encoding': 'identity', 'user-agent': 'kpa-badges' },
    },
    lookup: pinned(wanted.addresses),
    // The default, 250 ms, gives up too early on an address that is merely far away.
    autoSelectFamilyAttemptTimeout: 1000,
    // No shared agent: a connection kept open could have been checked under another name.
    agent: false,
    ca: wanted.ca,
    // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    rejectUnauthorized: true,
    signal,
  };
  return new Promise((resolve, reject) => {
    const request = httpsRequest(options, (response) => {
      read(response, wanted.maxBytes)
        .then(resolve, reject)
        .finally(() => response.destroy());
    });
    request.on('socket', (socket) => socket.once('secureConnect', () => sent?.onConnected?.()));
    request.on('error', reject).end(sent?.body);
  });
}

/** Without the brackets of an IPv6 literal. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Answers what was checked, whatever is asked: DNS has no second word. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    const [first] = all;
    if (options.all || !first) callback(null, all);
    else callback(null, first.address, first.family);
  };
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<Fetched> {
  const status = response.statusCode ?? 0;
  if (status === 404 || status === 410) {
    return { outcome: 'not-found', detail: `The address answered ${status}` };
  }
  if (status >= 300 && status < 400) return refused('The address redirects');
  if (status !== 200) return unreachable(`The address answered ${status}`);
  const encoding = response.headers['content-encoding'] ?? 'identity';
  // We asked for identity. What is not decompressed cannot expand.
  if (encoding.toLowerCase() !== 'identity') return refused('The answer is compressed');
  const body = await readBody(response, maxBytes);
  if (!body) return refused(`The answer is longer than ${maxBytes} bytes`);
  return { outcome: 'found', body, contentType: response.headers['content-type'] ?? '' };
}

async function readAnyAnswer(
  response: IncomingMessage,
  maxBytes: number,
): Promise<Exchanged | NotFound> {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) return refused('The address redirects');
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return refused('The answer is compressed');
  const body = await readBody(response, maxBytes);
  if (!body) return refused(`The answer is longer than ${maxBytes} bytes`);
  const contentType = response.headers['content-type'] ?? '';
  return { outcome: 'answered', status, contentType, body: new Uint8Array(body) };
}

function readStatus({ statusCode: status = 0, headers }: IncomingMessage): Promise<Exchanged> {
  const retryAfter = secondsIn(headers);
  return Promise.resolve({
    ...{ outcome: 'answered', status, contentType: '', body: new Uint8Array() },
    ...(retryAfter !== undefined && { retryAfter }),
  });
}

/** A moment is one of the clock over there, which the answer has, too. */
function secondsIn({ 'retry-after': said = '', date = '' }: IncomingMessage['headers']) {
  const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - Date.parse(date)) / 1_000;
  return seconds >= 0 ? seconds : undefined;
}

async function readBody(response: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream: AsyncIterable<Buffer> = response;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** For what must be UTF-8. */
export function asText(fetched: Fetched): FetchedText {
  if (fetched.outcome !== 'found') return fetched;
  const { body, ...answer } = fetched;
  try {
    return { ...answer, text: new TextDecoder('utf-8', { fatal: true }).decode(body) };
  } catch {
    return refused('The answer is not UTF-8 text');
  }
}
