/** The keys that a controller's document lists for a purpose (Controlled Identifiers 1.0 §3.3). */
import { z } from 'zod';
import { isParsedHere } from '../bytes/json.ts';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { NO_RELATIONSHIP, UNUSUAL_TYPE } from './key-notes.ts';
import { describeIssues, instant } from '../schemas/schema-parts.ts';
import type { Note } from '../verification.ts';

/** A document lists few keys; whoever lists hundreds wants us busy. One that is named is found anyway. */
const MAX_METHODS = 32;

const verificationMethod = z.object({
  id: z.string(),
  type: z.string(),
  controller: z.string(),
  publicKeyMultibase: z.string().max(256).optional(),
  publicKeyBase58: z.string().max(256).optional(),
  publicKeyJwk: z.record(z.string(), z.unknown()).optional(),
  expires: instant.optional(),
  revoked: instant.optional(),
});
export type VerificationMethod = z.infer<typeof verificationMethod>;

export type ProofPurpose = 'assertionMethod' | 'authentication';

/** Controlled Identifiers 1.0 §2.3. */
const RELATIONSHIPS = [
  'assertionMethod',
  'authentication',
  'capabilityDelegation',
  'capabilityInvocation',
  'keyAgreement',
];
const USUAL_TYPES: readonly string[] = [
  'Multikey',
  'JsonWebKey',
  'JsonWebKey2020',
  'Ed25519VerificationKey2020',
  'Ed25519VerificationKey2018',
];

export type MethodSearch =
  | { readonly found: true; readonly method: VerificationMethod; readonly notes: readonly Note[] }
  | { readonly found: false; readonly fault: MethodFault; readonly detail: string };

/**
 * `unlisted`: the document does not list the method for the purpose.
 * `undescribed`: it lists the method, and the key must lie elsewhere. `unfit`: anything else.
 */
type MethodFault = 'unlisted' | 'undescribed' | 'unfit';

/** By document, and what is looked for in it: documents of issuers come again and again. */
const searches = new WeakMap<JsonObject, Map<string, MethodSearch>>();
const MOST_SEARCHES = 32;
const LONGEST_ID = 500;

/** The method `id` if `document`, which is the one of `controller`, lists it for `purpose`. */
export function findMethod(
  document: JsonObject,
  controller: string,
  id: string,
  purpose: ProofPurpose,
): MethodSearch {
  // Another object could be another document the next time.
  if (!isParsedHere(document)) return searchMethod(document, controller, id, purpose);
  const known = searches.get(document) ?? new Map<string, MethodSearch>();
  const name = JSON.stringify([controller, id, purpose]);
  const search = known.get(name) ?? searchMethod(document, controller, id, purpose);
  const isKept = search.found && id.length <= LONGEST_ID && known.size < MOST_SEARCHES;
  if (isKept) searches.set(document, known.set(name, search));
  return search;
}

function searchMethod(
  document: JsonObject,
  controller: string,
  id: string,
  purpose: ProofPurpose,
): MethodSearch {
  const named = (entry: unknown) => isObject(entry) && absolute(entry['id'], controller) === id;
  const { entries, notes } = listedFor(document, purpose);
  // A method may be written out right there instead of being referred to (DID 1.0 §5.3).
  const embedded = entries.find(named);
  const isListed = entries.some((entry) => absolute(entry, controller) === id);
  if (embedded === undefined && !isListed) return missing('unlisted', `${id} is not an ${purpose}`);
  const written = embedded ?? toArray(document['verificationMethod']).find(named);
  if (written === undefined) return missing('undescribed', `${id} is not described`);
  const method = verificationMethod.safeParse(written);
  if (!method.success) return missing('unfit', `${id}: ${describeIssues(method.error)}`);
  if (method.data.controller !== controller)
    return missing('unfit', `${id} has another controller`);
  const unusual = USUAL_TYPES.includes(method.data.type) ? [] : [UNUSUAL_TYPE];
  return { found: true, method: { ...method.data, id }, notes: [...notes, ...unusual] };
}

export interface ListedMethods {
  readonly methods: readonly Extract<MethodSearch, { found: true }>[];
  /** Whether these are all, and can be read: of others, none is known to be the only one. */
  readonly isWhole: boolean;
}

/** What `document` lists for `purpose`, with absolute ids. */
export function listMethods(
  document: JsonObject,
  controller: string,
  purpose: ProofPurpose,
): ListedMethods {
  const { entries } = listedFor(document, purpose);
  const named = entries
    .slice(0, MAX_METHODS)
    .map((entry) => absolute(isObject(entry) ? entry['id'] : entry, controller));
  const ids = [...new Set(named)];
  const methods = ids.flatMap((id) => {
    const search = findMethod(document, controller, String(id), purpose);
    return search.found ? [search] : [];
  });
  const isWhole = entries.length <= MAX_METHODS && methods.filter(hasKey).length === ids.length;
  return { methods, isWhole };
}

/** In one of the forms that are read. */
const hasKey = ({ method }: Extract<MethodSearch, { found: true }>) =>
  [method.publicKeyMultibase, method.publicKeyBase58, method.publicKeyJwk].some(
    (key) => key !== undefined,
  );

/**
 * Some issuers describe their keys and say of none what it is for: then all are for assertions. Once
 * a document says it of one key, it has said it of all.
 */
function listedFor(
  document: JsonObject,
  purpose: ProofPurpose,
): { readonly entries: readonly unknown[]; readonly notes: readonly Note[] } {
  // Also by its address, which names it to a reader of JSON-LD.
  const isSaid = Object.keys(document).some((member) =>
    RELATIONSHIPS.some((relationship) => member.includes(relationship)),
  );
  return isSaid || purpose !== 'assertionMethod'
    ? { entries: toArray(document[purpose]), notes: [] }
    : { entries: toArray(document['verificationMethod']), notes: [NO_RELATIONSHIP] };
}

function absolute(reference: unknown, controller: string): unknown {
  const isRelative = typeof reference === 'string' && reference.startsWith('#');
  return isRelative ? controller + reference : reference;
}

function missing(fault: MethodFault, detail: string): MethodSearch {
  return { found: false, fault, detail };
}
