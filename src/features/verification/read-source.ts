/** What somebody gives us to verify: a link, pasted text, or a file. */
import type { Store } from '../../storage/store.ts';
import type { Addresses } from '../../web/addresses.ts';
import type { GuardedFetch } from '../../web/guarded-fetch.ts';
import { findKpa } from '../../web/kpa-in-path.ts';

export type Source =
  | { readonly kind: 'text'; readonly text: string }
  /** A share link of ours: the portfolio has its own verification page. */
  | { readonly kind: 'portfolio'; readonly path: string }
  | { readonly kind: 'unreadable'; readonly message: string };

export interface SourceServices {
  readonly store: Store;
  readonly addresses: Addresses;
  readonly guardedFetch: GuardedFetch;
}

/** `given` is what was pasted, or the content of the file. */
export async function readSource(services: SourceServices, given: string): Promise<Source> {
  const text = given.trim().replace(/^\uFEFF/, '');
  if (!/^https?:\/\/\S+$/.test(text)) return { kind: 'text', text };
  const { addresses } = services;
  if (!URL.canParse(text)) return unreadable('Ce lien n’est pas complet. Copiez-le en entier.');
  const url = new URL(text);
  return url.origin === addresses.publicUrl
    ? readOwn(services, url.pathname)
    : readForeign(services.guardedFetch, url.href);
}

const unreadable = (message: string): Source => ({ kind: 'unreadable', message });

async function readOwn({ store }: SourceServices, path: string): Promise<Source> {
  const [, token] = /^\/p\/([A-Za-z0-9_-]+)(?:\/verification)?$/.exec(path) ?? [];
  if (token !== undefined) return { kind: 'portfolio', path: `/p/${token}/verification` };
  const [, slug = '', id = ''] =
    /^\/k\/([a-z0-9-]+)\/credentials\/([0-9a-f-]{36})(?:\.json)?$/.exec(path) ?? [];
  const kpa = await findKpa(store, slug);
  const award = kpa && (await store.awards(kpa.id).findById(id));
  if (award?.state !== 'accepted') {
    return unreadable('Il n’y a pas de badge derrière ce lien, ou la personne ne le montre pas.');
  }
  return { kind: 'text', text: award.credential };
}

async function readForeign(guardedFetch: GuardedFetch, url: string): Promise<Source> {
  const fetched = await guardedFetch.fetchJsonText(url, 'application/vc, application/json');
  switch (fetched.outcome) {
    case 'found':
      return { kind: 'text', text: fetched.text };
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
