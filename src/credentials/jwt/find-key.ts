/**
 * The key of a JWT. A header can only point: what it names or holds counts once it is found among
 * the keys that the issuer publishes.
 */
import { didWebUrl } from '../did-web.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { invalid, isOver, type Issuer, missing, unresolved } from '../proof-verdict.ts';
import type { ProofVerdict } from '../proof-verdict.ts';
import { listMethods, type VerificationMethod } from '../verification-method.ts';
import type { JwtHeader } from './compact.ts';

/** The members that make a public key (RFC 7638 §3.2). */
const KEY_MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e'];

export type JwtKey =
  | { readonly found: true; readonly method: VerificationMethod }
  | { readonly found: false; readonly verdict: ProofVerdict };

export async function findJwtKey(header: JwtHeader, issuer: Issuer): Promise<JwtKey> {
  const { kid, jwk } = header;
  if (kid === undefined && jwk === undefined) {
    return none(invalid('proof', 'The header names no key'));
  }
  if (kid !== undefined && isForeign(kid, issuer.id)) {
    return none(invalid('controller', `${kid} is not a key of ${issuer.id}`));
  }
  const resolution = await issuer.resolve(issuer.id);
  if (resolution.outcome !== 'found') return none(unresolved(resolution));
  const purpose = issuer.expects?.purpose ?? 'assertionMethod';
  const published = listMethods(resolution.document, issuer.id, purpose);
  const method =
    published.find((one) => isNamed(one, kid, issuer.id) && isHeld(one, jwk)) ??
    (await fetchKey(kid, issuer));
  if (!method) {
    const id = kid?.startsWith('#') === true ? issuer.id + kid : kid;
    const detail = `${issuer.id} publishes no such key for assertions`;
    return none(missing(resolution, id, detail));
  }
  if (!isHeld(method, jwk)) return none(invalid('key', 'The header holds another key'));
  if (isOver(method, issuer.now)) return none(invalid('key', 'The key is revoked or expired'));
  return { found: true, method };
}

/** A URL that is neither of the issuer's identifier nor of its place on the web. */
function isForeign(kid: string, issuer: string): boolean {
  if (kid.includes('#')) return kid.replace(/#.*$/s, '') !== issuer && !kid.startsWith('#');
  const isUrl = /^[a-z][a-z0-9+.-]*:/i.test(kid);
  return isUrl && !isUnder(kid, issuer);
}

/** The `kid` is the method's id, or the name that its JWK bears. */
function isNamed(method: VerificationMethod, kid: string | undefined, issuer: string): boolean {
  if (kid === undefined) return true;
  const id = kid.startsWith('#') ? issuer + kid : kid;
  return method.id === id || method.publicKeyJwk?.['kid'] === kid;
}

function isHeld({ publicKeyJwk }: VerificationMethod, jwk: JsonObject | undefined): boolean {
  if (jwk === undefined) return true;
  return publicKeyJwk !== undefined && KEY_MEMBERS.every((m) => jwk[m] === publicKeyJwk[m]);
}

/** A `kid` may be an address that gives a JWK (Open Badges 3.0 §8.2.1), in the issuer's place. */
async function fetchKey(
  kid: string | undefined,
  issuer: Issuer,
): Promise<VerificationMethod | undefined> {
  if (kid === undefined || kid.includes('#') || !isUnder(kid, issuer.id)) return undefined;
  const fetched = await issuer.resolve(kid);
  const jwk = fetched.outcome === 'found' ? fetched.document : undefined;
  if (!isObject(jwk) || typeof jwk['kty'] !== 'string') return undefined;
  return { id: kid, type: 'JsonWebKey', controller: issuer.id, publicKeyJwk: { ...jwk } };
}

/** Below the address of the issuer's own document: who writes there writes that too. */
function isUnder(url: string, issuer: string): boolean {
  const home = homeOf(issuer);
  const isPlain = URL.canParse(url) && new URL(url).href === url && !/[?#%]/.test(url);
  return home !== undefined && isPlain && url.startsWith(home);
}

function homeOf(issuer: string): string | undefined {
  if (issuer.startsWith('https://')) return `${issuer.replace(/\/$/, '')}/`;
  if (!issuer.startsWith('did:web:')) return undefined;
  return didWebUrl(issuer).replace(/(\.well-known\/)?did\.json$/, '');
}

function none(verdict: ProofVerdict): JwtKey {
  return { found: false, verdict };
}
