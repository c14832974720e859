/**
 * Whose key a signature names, and whether the issuer publishes it (docs/adr/0026). That somebody
 * else signed is known only where all keys of the issuer are: in a DID that is its own key.
 */
import { findLocalDidMethod } from '../identifiers/did-methods/local-did-methods.ts';
import { isObject, type JsonObject } from '../bytes/json-object.ts';
import { invalid, isOver, type Issuer, type ProofVerdict, undecided } from './proof-verdict.ts';
import { unresolved } from './proof-verdict.ts';
import type { Note } from '../verification.ts';
import {
  type ListedMethods,
  listMethods,
  type MethodSearch,
} from '../identifiers/verification-method.ts';
import type { ProofPurpose, VerificationMethod } from '../identifiers/verification-method.ts';

export type FoundKey = Found | NotFound;

interface Found {
  readonly found: true;
  readonly method: VerificationMethod;
  readonly notes: readonly Note[];
}

interface NotFound {
  readonly found: false;
  readonly verdict: ProofVerdict;
}

/** What a signature says of its key. */
export type Reference =
  | { readonly to: 'method'; readonly id: string }
  /** The issuer alone, or nothing. */
  | { readonly to: 'issuer'; readonly name: string | undefined }
  /** Neither a URL nor a part of one. */
  | { readonly to: 'nickname'; readonly name: string }
  /** A place that the issuer's document cannot speak for. */
  | { readonly to: 'other-controller'; readonly name: string };

/** The document of the issuer, and what its keys are wanted for. */
export interface Published {
  readonly found: true;
  readonly document: JsonObject;
  /** Ids that the issuer cannot tell now to be its keys or not. */
  readonly doubtful: readonly string[];
  readonly purpose: ProofPurpose;
}

/** Nothing is asked of anybody. `name`: a `verificationMethod`, or a `kid`. */
export function readReference(name: string | undefined, issuer: string): Reference {
  if (name === undefined || name === issuer) return { to: 'issuer', name };
  if (name.startsWith('#')) return { to: 'method', id: issuer + name };
  if (!/^[a-z][a-z0-9+.-]*:/i.test(name)) return { to: 'nickname', name };
  const isOwn = withoutFragment(name) === issuer;
  // An address may lie anywhere, if the document of the issuer names it.
  const isAddress = name.startsWith('https://') && /^(https:|did:web:)/.test(issuer);
  return isOwn || isAddress ? { to: 'method', id: name } : { to: 'other-controller', name };
}

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '');

/** The issuer's document, or why there is none. */
export async function readPublished(issuer: Issuer): Promise<Published | NotFound> {
  if (issuer.id === '') return none(undecided('controller', 'It names no issuer'));
  const resolution = await issuer.resolve(issuer.id);
  if (resolution.outcome !== 'found') return none(unresolved(resolution));
  const { document, doubtful = [] } = resolution;
  if (!isObject(document) || document['id'] !== issuer.id) {
    return none(undecided('key', `The document found is not the one of ${issuer.id}`));
  }
  return { found: true, document, doubtful, purpose: issuer.expects?.purpose ?? 'assertionMethod' };
}

/** What the search for `id` in the issuer's document says of the signature. */
export function judgeSearch(
  search: MethodSearch,
  id: string,
  { doubtful }: Published,
  issuer: Issuer,
): FoundKey {
  if (search.found) return inForce(search, issuer);
  if (search.fault !== 'unlisted' || doubtful.includes(id)) {
    return none(undecided('key', search.detail));
  }
  const stage = withoutFragment(id) === issuer.id ? 'key' : 'controller';
  return notTheirs(stage, search.detail, issuer);
}

/** The keys among which one is looked for that has no id. Who doubts one of them has not told all. */
export function listedBy(
  { document, doubtful, purpose }: Published,
  { id }: Issuer,
): ListedMethods {
  const listed = listMethods(document, id, purpose);
  return { ...listed, isWhole: listed.isWhole && doubtful.length === 0 };
}

/** Where no key is named, the one that fits: if there are several, none of them was named. */
export function soleMethod(
  fits: (method: VerificationMethod) => boolean,
  note: Note,
  published: Published,
  issuer: Issuer,
): FoundKey {
  const { methods, isWhole } = listedBy(published, issuer);
  const fitting = methods.filter(({ method }) => fits(method));
  const current = fitting.filter(({ method }) => !isOver(method, issuer.now));
  const [only, second] = current.length > 0 ? current : fitting;
  if (!only) return none(undecided('key', `${issuer.id} publishes no key for such a signature`));
  if (second || !isWhole) {
    return none(undecided('key', `It names none of the keys of ${issuer.id}`));
  }
  return inForce({ ...only, notes: [...only.notes, note] }, issuer);
}

/** The issuer's own document ends the life of a key. */
export function inForce(
  { method, notes }: Pick<Found, 'method' | 'notes'>,
  { now }: Issuer,
): FoundKey {
  return isOver(method, now)
    ? none({ ...invalid('key', 'The key is revoked or expired'), key: method.id })
    : { found: true, method, notes };
}

/** As below, where the key was looked for among all that the document lists. */
export function notAmong({ isWhole }: ListedMethods, detail: string, issuer: Issuer): NotFound {
  return isWhole ? notTheirs('key', detail, issuer) : none(undecided('key', detail));
}

/** A key that the issuer does not publish. It may have others than those that we have seen. */
export function notTheirs(stage: 'controller' | 'key', detail: string, issuer: Issuer): NotFound {
  if (findLocalDidMethod(issuer.id)) return none(invalid('controller', detail));
  return none({ ...undecided(stage, detail), ...(stage === 'key' && { isAbsent: true }) });
}

export function none(verdict: ProofVerdict): NotFound {
  return { found: false, verdict };
}
