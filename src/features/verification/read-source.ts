/** What somebody gives us to verify: a link, pasted text, or a file. */
import { FORMATS } from '../../credentials/formats/formats.ts';
import type { Words } from '../../credentials/verification.ts';
import type { Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { GuardedFetch } from '../../web/guarded-fetch.ts';
import { linkIn } from './link-in.ts';
import { findOwnText } from './own-badge.ts';
import { readFile } from './read-file.ts';

export type Source =
  | { readonly kind: 'text'; readonly text: string }
  /** A share link of ours: the portfolio has its own verification page. */
  | { readonly kind: 'portfolio'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly message: Words };

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

/** `given` is what was pasted, or the content of the file: a link can be either. */
export async function readSource(services: SourceServices, given: Uint8Array): Promise<Source> {
  const { addresses } = services;
  const text = linkIn(given, addresses.publicUrl);
  if (text === undefined) return readFile(given);
  if (!URL.canParse(text))
    return unreadable(
      'Ce lien n’est pas complet. Copiez-le en entier.',
      'This address is not complete.',
    );
  const url = new URL(text);
  return url.origin === addresses.publicUrl
    ? readOwn(services, url.pathname)
    : readForeign(services.guardedFetch, url.href);
}

const unreadable = (fr: string, en: string): Source => ({
  kind: 'unreadable',
  message: { fr, en },
});

async function readOwn({ store }: SourceServices, path: string): Promise<Source> {
  const [, token] = /^\/p\/([A-Za-z0-9_-]+)(?:\/verification)?$/.exec(path) ?? [];
  if (token !== undefined) return { kind: 'portfolio', path: `/p/${token}/verification` };
  const badge = await findOwnText(store, path);
  return badge === undefined
    ? unreadable(
        'Il n’y a pas de badge derrière ce lien, ou la personne ne le montre pas.',
        'There is no badge at this address, or its holder does not show it.',
      )
    : { kind: 'text', text: badge };
}

async function readForeign(guardedFetch: GuardedFetch, url: string): Promise<Source> {
  const fetched = await guardedFetch.fetchBytes(url, ACCEPT);
  switch (fetched.outcome) {
    case 'found':
      return readFile(fetched.body);
    case 'not-found':
      return unreadable(
        'Il n’y a rien derrière ce lien. Vérifiez qu’il est complet.',
        'There is nothing at this address: see whether it is complete.',
      );
    case 'refused':
      return unreadable(
        'Nous n’ouvrons pas ce lien. Téléchargez le badge, puis déposez le fichier ici.',
        'We do not open this address: fetch the badge yourself, and send the file.',
      );
    case 'unreachable':
      return unreadable(
        'Ce site ne répond pas. Téléchargez le badge, puis déposez le fichier ici.',
        'This site does not answer: fetch the badge yourself, and send the file.',
      );
  }
}
