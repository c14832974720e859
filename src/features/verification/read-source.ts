/** What somebody gives us to verify: a link, pasted text, or a file. */
import { FORMATS } from '../../credentials/formats/formats.ts';
import type { Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { GuardedFetch } from '../../web/guarded-fetch.ts';
import { findOwnText } from './own-badge.ts';
import { type FileReader, readFile } from './read-file.ts';

export type Source =
  | { readonly kind: 'text'; readonly text: string }
  /** A share link of ours: the portfolio has its own verification page. */
  | { readonly kind: 'portfolio'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly message: string };

const ACCEPT = [
  ...FORMATS.map(({ mediaType }) => mediaType),
  'application/json',
  'text/plain',
].join();

export interface SourceServices {
  readonly store: Store;
  readonly addresses: Addresses;
  readonly guardedFetch: GuardedFetch;
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
  const text = linkIn(given);
  if (text === undefined) return readFile(reader, given);
  const { addresses } = services;
  if (!URL.canParse(text)) return unreadable('Ce lien n’est pas complet. Copiez-le en entier.');
  const url = new URL(text);
  return url.origin === addresses.publicUrl
    ? readOwn(services, url.pathname)
    : readForeign(services.guardedFetch, reader, url.href);
}

const LONGEST_LINK = 2_048;

function linkIn(given: Uint8Array): string | undefined {
  if (given.length > LONGEST_LINK) return undefined;
  const text = new TextDecoder().decode(given).trim();
  return /^https?:\/\/\S+$/.test(text) ? text : undefined;
}

const unreadable = (message: string): Source => ({ kind: 'unreadable', message });

async function readOwn({ store }: SourceServices, path: string): Promise<Source> {
  const [, token] = /^\/p\/([A-Za-z0-9_-]+)(?:\/verification)?$/.exec(path) ?? [];
  if (token !== undefined) return { kind: 'portfolio', path: `/p/${token}/verification` };
  const badge = await findOwnText(store, path);
  return badge === undefined
    ? unreadable('Il n’y a pas de badge derrière ce lien, ou la personne ne le montre pas.')
    : { kind: 'text', text: badge };
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
      return unreadable('Il n’y a rien derrière ce lien. Vérifiez qu’il est complet.');
    case 'refused':
      return unreadable(
        'Nous n’ouvrons pas ce lien. Téléchargez le badge, puis déposez le fichier ici.',
      );
    case 'unreachable':
      return unreadable(
        'Ce site ne répond pas. Téléchargez le badge, puis déposez le fichier ici.',
      );
  }
}
