import { didWebUrl } from './did-web.ts';

/**
 * Whether `issuer` answers for the address `id`: it is that address, or the address lies below the
 * issuer's own place on the web. Who writes there writes both.
 */
export function isAuthority(issuer: string, id: string): boolean {
  const home = homeOf(issuer);
  const isPlain = URL.canParse(id) && new URL(id).href === id;
  // The did:web of a machine at hand is one of https, and its pages have no certificate.
  const secured = id.replace(/^http:\/\/(?=localhost[:/])/, 'https://');
  return id === issuer || (home !== undefined && isPlain && secured.startsWith(home));
}

/** `https://badges.example/k/lyon/` for `did:web:badges.example:k:lyon`. */
export function homeOf(issuer: string): string | undefined {
  if (issuer.startsWith('https://')) return `${issuer.replace(/\/$/, '')}/`;
  if (!issuer.startsWith('did:web:')) return undefined;
  return didWebUrl(issuer).replace(/(\.well-known\/)?did\.json$/, '');
}
