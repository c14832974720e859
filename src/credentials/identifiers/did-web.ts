/** did:web identifiers (https://w3c-ccg.github.io/did-method-web/). */
import { CredentialError } from '../errors.ts';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SEGMENT = /^[A-Za-z0-9._-]+$/;
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(%3a[0-9]{1,5})?$/i;

/**
 * The DID of the KPA `slug` of the service at `baseUrl`: `did:web:example.org%3A8443:k:slug`.
 * Throws `CredentialError` INVALID_DID.
 */
export function didWeb(baseUrl: string, slug: string): string {
  if (!SLUG.test(slug) || !URL.canParse(baseUrl)) {
    throw new CredentialError('INVALID_DID', `No DID can be made of ${baseUrl} and ${slug}`);
  }
  const { host, pathname } = new URL(baseUrl);
  const path = pathname.split('/').filter((segment) => segment !== '');
  const did = ['did:web', host.replace(':', '%3A'), ...path, 'k', slug].join(':');
  didWebUrl(did);
  return did;
}

/**
 * Where the DID document of a did:web lies; always https.
 * Throws `CredentialError` INVALID_DID for another method, a query, a fragment, an odd segment.
 */
export function didWebUrl(did: string): string {
  const [scheme, method, host = '', ...path] = did.split(':');
  const isDidWeb = scheme === 'did' && method === 'web' && HOST.test(host);
  if (!isDidWeb || !path.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment))) {
    throw new CredentialError('INVALID_DID', `${did} is not a did:web`);
  }
  const folder = path.length === 0 ? '.well-known' : path.join('/');
  const url = `https://${host.replace(/%3a/i, ':')}/${folder}/did.json`;
  if (!URL.canParse(url)) throw new CredentialError('INVALID_DID', `${did} is not a did:web`);
  return url;
}
