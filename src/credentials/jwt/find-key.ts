/**
 * The key of a JWT. A header can only point: what it names or holds counts once it is found among
 * the keys that the issuer publishes.
 */
import { homeOf } from '../identifiers/authority.ts';
import { findLocalDidMethod } from '../identifiers/did-methods/local-did-methods.ts';
import { type FoundKey, inForce, judgeSearch, listedBy, none } from '../proofs/issuer-keys.ts';
import {
  notAmong,
  notTheirs,
  type Published,
  readPublished,
  type Reference,
  soleMethod,
} from '../proofs/issuer-keys.ts';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { IN_HEADER, namesInShort, namesNoMethod } from '../identifiers/key-notes.ts';
import { type Issuer, undecided } from '../proofs/proof-verdict.ts';
import { showsPrivateKey } from '../identifiers/public-keys/method-key.ts';
import { isSameKey } from '../identifiers/public-keys/same-key.ts';
import { findMethod, type MethodSearch } from '../identifiers/verification-method.ts';
import type { VerificationMethod } from '../identifiers/verification-method.ts';
import type { JwtHeader } from './compact.ts';

type Fits = (method: VerificationMethod) => boolean;

/** `reference`: what the `kid` says. */
export async function findJwtKey(
  { jwk }: Pick<JwtHeader, 'jwk'>,
  reference: Exclude<Reference, { to: 'other-controller' }>,
  fits: Fits,
  issuer: Issuer,
): Promise<FoundKey> {
  if (jwk && showsPrivateKey(jwk)) {
    return none(undecided('key', 'The header shows a private key'));
  }
  const published = await readPublished(issuer);
  if (!published.found) return published;
  if (reference.to === 'issuer' && jwk) return holding(jwk, reference, published, issuer);
  const named = await namedBy(reference, fits, published, issuer);
  if (!named.found || jwk === undefined || isSameKey(named.method, jwk)) return named;
  return notTheirs('key', 'The header holds another key than it names', issuer);
}

function namedBy(
  reference: Exclude<Reference, { to: 'other-controller' }>,
  fits: Fits,
  published: Published,
  issuer: Issuer,
): FoundKey | Promise<FoundKey> {
  switch (reference.to) {
    case 'method':
      return atId(reference.id, published, issuer);
    case 'nickname':
      return called(reference.name, fits, published, issuer);
    case 'issuer':
      return soleMethod(fits, namesNoMethod(reference, IN_HEADER), published, issuer);
  }
}

/** The header holds the key instead of naming it, or beside the name of the issuer alone. */
function holding(
  jwk: JsonObject,
  reference: Extract<Reference, { to: 'issuer' }>,
  published: Published,
  issuer: Issuer,
): FoundKey {
  const listed = listedBy(published, issuer);
  const same = listed.methods.find(({ method }) => isSameKey(method, jwk));
  if (!same) return notAmong(listed, `${issuer.id} does not publish the key in the header`, issuer);
  const isNamed = reference.name !== undefined;
  const notes = isNamed ? [namesNoMethod(reference, IN_HEADER)] : [];
  return inForce({ ...same, notes: [...same.notes, ...notes] }, issuer);
}

/** By a part of its name: the fragment of its id, or the `kid` of its JWK. */
function called(name: string, fits: Fits, published: Published, issuer: Issuer): FoundKey {
  // An issuer that is its own key has no other that could be meant.
  if (findLocalDidMethod(issuer.id)) {
    return soleMethod(fits, namesInShort(IN_HEADER), published, issuer);
  }
  const listed = listedBy(published, issuer);
  const named = listed.methods.find(
    ({ method }) => method.id === `${issuer.id}#${name}` || method.publicKeyJwk?.['kid'] === name,
  );
  if (!named) return notAmong(listed, `${issuer.id} publishes no key named ${name}`, issuer);
  return inForce({ ...named, notes: [...named.notes, namesInShort(IN_HEADER)] }, issuer);
}

/** In the issuer's document, at an address that it names, or in the JWK set of its host. */
async function atId(id: string, published: Published, issuer: Issuer): Promise<FoundKey> {
  const { document, purpose } = published;
  const search = findMethod(document, issuer.id, id, purpose);
  if (search.found) return judgeSearch(search, id, published, issuer);
  const byKid = listedBy(published, issuer).methods.find(
    ({ method }) => method.publicKeyJwk?.['kid'] === id,
  );
  if (byKid) return inForce(byKid, issuer);
  const jwk = await jwkOutside(id, search.fault, issuer);
  if (!jwk) return judgeSearch(search, id, published, issuer);
  const method = { id, type: 'JsonWebKey', controller: issuer.id, publicKeyJwk: { ...jwk } };
  return inForce({ method, notes: [] }, issuer);
}

/** One question at most, and only for an address. */
async function jwkOutside(
  id: string,
  fault: Extract<MethodSearch, { found: false }>['fault'],
  issuer: Issuer,
): Promise<JsonObject | undefined> {
  if (!id.startsWith('https://') || fault === 'unfit') return undefined;
  return fault === 'undescribed' ? jwkAt(id, issuer) : jwkInSet(id, issuer);
}

/** A `kid` may be an address that gives a JWK (Open Badges 3.0 §8.2.1). */
async function jwkAt(url: string, issuer: Issuer): Promise<JsonObject | undefined> {
  if (!isPlain(url)) return undefined;
  const fetched = await issuer.resolve(url);
  const jwk = fetched.outcome === 'found' ? fetched.document : undefined;
  return isObject(jwk) && typeof jwk['kty'] === 'string' ? jwk : undefined;
}

/**
 * The set speaks for the whole host, with all who have a place on it: it counts for a key that bears
 * the issuer's own id, or lies right in the issuer's place. A host itself has no place that is its
 * own: a tenant's would be there too.
 */
async function jwkInSet(kid: string, issuer: Issuer): Promise<JsonObject | undefined> {
  const home = homeOf(issuer.id);
  if (home === undefined || issuer.expects?.purpose === 'authentication') return undefined;
  const isInPlace = home !== `${new URL(home).origin}/` && isRightIn(home, kid);
  if (!kid.startsWith(`${issuer.id}#`) && !isInPlace) return undefined;
  const fetched = await issuer.resolve(`${new URL(home).origin}/.well-known/jwks.json`);
  const set = fetched.outcome === 'found' ? fetched.document : undefined;
  const keys = toArray(isObject(set) ? set['keys'] : undefined).filter((key) => isObject(key));
  const [named, second] = keys.filter((key) => key['kid'] === kid);
  return second === undefined ? named : undefined;
}

const isRightIn = (home: string, kid: string) =>
  isPlain(kid) && kid.startsWith(home) && /^(keys\/)?[^/]+$/.test(kid.slice(home.length));

function isPlain(url: string): boolean {
  return URL.canParse(url) && new URL(url).href === url && !/[?#%]/.test(url);
}
