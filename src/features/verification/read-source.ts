/** What somebody gives us to verify: a link, pasted text, or a file. */
import { FORMATS } from '../../credentials/formats/formats.ts';
import { MAX_JWT_LENGTH } from '../../credentials/jwt/compact.ts';
import { type Message, say } from '../../language/message.ts';
import type { Store } from '../../storage/store.ts';
import { type AllAddresses, everyUrl } from '../../badges/addresses.ts';
import type { GuardedFetch } from '../../outside/guarded-fetch.ts';
import type { AwardJudge } from '../../awards/judgement.ts';
import { linkIn } from './link-in.ts';
import { findOwnText } from './own-badge.ts';
import { type FileReader, type ReadFile, readFile, type Unreadable } from './read-file.ts';

export type Source =
  | ReadFile
  /** A share link of ours: the portfolio has its own verification page, and so has each badge in it. */
  | { readonly kind: 'portfolio'; readonly path: string };

const ACCEPT = [
  ...FORMATS.map(({ mediaType }) => mediaType),
  'application/json',
  'text/plain',
].join();

export interface SourceServices {
  readonly store: Store;
  readonly addresses: AllAddresses;
  readonly guardedFetch: GuardedFetch;
  readonly awardJudge: Pick<AwardJudge, 'doubtOf'>;
}

/** Reads in the turn of a client. */
export interface SourceReader extends FileReader {
  readonly client: string;
}

/** `given` is what was pasted, or the content of the file: a link can be either. */
export async function readSource(
  services: SourceServices,
  reader: SourceReader,
  given: Uint8Array,
): Promise<Source> {
  const { addresses } = services;
  const text = linkIn(given, everyUrl(addresses));
  if (text === undefined) return readFile(reader, unfolded(given));
  if (!URL.canParse(text)) {
    return unreadable(say('verify.link-incomplete'));
  }
  const url = new URL(text);
  return everyUrl(addresses).includes(url.origin)
    ? readOwn(services, url.pathname)
    : readForeign(services.guardedFetch, reader, url.href);
}

/** A JWT that a mail has broken into lines: it has no spaces of its own. */
function unfolded(given: Uint8Array): Uint8Array {
  const [first, second] = given;
  // « ey », as every JWT begins: an image or a JSON is left as it is.
  if (first !== 0x65 || second !== 0x79 || given.length > MAX_JWT_LENGTH) return given;
  const text = new TextDecoder().decode(given);
  return /^[\w.\s-]+$/.test(text) ? new TextEncoder().encode(text.replace(/\s+/g, '')) : given;
}

function unreadable(message: Message): Unreadable {
  return { kind: 'unreadable', message };
}

const SHARED =
  /^(\/p\/[A-Za-z0-9_-]+)(?:\/verification|(\/badges\/[A-Za-z0-9-]+)(?:\/evidence)?)?$/;

async function readOwn(services: SourceServices, path: string): Promise<Source> {
  const [shared, badge] = SHARED.exec(path)?.slice(1) ?? [];
  if (shared !== undefined) {
    return { kind: 'portfolio', path: `${shared}${badge ?? '/verification'}` };
  }
  const text = await findOwnText(services, path);
  return text === undefined
    ? unreadable(say('verify.link-without-badge'))
    : { kind: 'text', text, notes: [] };
}

async function readForeign(
  guardedFetch: GuardedFetch,
  reader: SourceReader,
  url: string,
): Promise<Source> {
  const fetched = await guardedFetch.fetchBytes(url, ACCEPT, reader.client);
  switch (fetched.outcome) {
    case 'found':
      return readFile(reader, fetched.body);
    case 'not-found':
      return unreadable(say('verify.link-to-nothing'));
    case 'refused':
      return unreadable(say('verify.link-refused'));
    case 'unreachable':
      return unreadable(say('verify.link-unreachable'));
  }
}
