/** The keys that a controller's document lists for a purpose (Controlled Identifiers 1.0 §3.3). */
import { z } from 'zod';
import { isObject, toArray } from './json-object.ts';
import { instant } from './schema-parts.ts';

/** A document lists few keys; whoever lists thousands wants us busy. */
const MAX_METHODS = 100;

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

export type Purpose = 'assertionMethod' | 'authentication';

export type MethodSearch =
  | { readonly found: true; readonly method: VerificationMethod }
  | { readonly found: false; readonly detail: string };

/** The method `id` if `document` is the one of `controller` and lists it for `purpose`. */
export function findMethod(
  document: unknown,
  controller: string,
  id: string,
  purpose: Purpose,
): MethodSearch {
  if (!isObject(document) || document['id'] !== controller) {
    return missing(`The document found is not the one of ${controller}`);
  }
  const named = (entry: unknown) => isObject(entry) && absolute(entry['id'], controller) === id;
  const listed = toArray(document[purpose]);
  // A method may be written out right there instead of being referred to (DID 1.0 §5.3).
  const embedded = listed.find(named);
  const isListed = listed.some((entry) => absolute(entry, controller) === id);
  if (embedded === undefined && !isListed) return missing(`${id} is not an ${purpose}`);
  const written = embedded ?? toArray(document['verificationMethod']).find(named);
  const method = verificationMethod.safeParse(written);
  if (!method.success) return missing(`${id} is not described in the document`);
  if (method.data.controller !== controller) return missing(`${id} has another controller`);
  return { found: true, method: { ...method.data, id } };
}

/** All that `document` lists for `purpose`, with absolute ids. */
export function listMethods(
  document: unknown,
  controller: string,
  purpose: Purpose,
): readonly VerificationMethod[] {
  if (!isObject(document)) return [];
  const ids = toArray(document[purpose])
    .slice(0, MAX_METHODS)
    .map((entry) => absolute(isObject(entry) ? entry['id'] : entry, controller));
  return [...new Set(ids)].flatMap((id) => {
    const search = findMethod(document, controller, String(id), purpose);
    return search.found ? [search.method] : [];
  });
}

function absolute(reference: unknown, controller: string): unknown {
  const isRelative = typeof reference === 'string' && reference.startsWith('#');
  return isRelative ? controller + reference : reference;
}

function missing(detail: string): MethodSearch {
  return { found: false, detail };
}
