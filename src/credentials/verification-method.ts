/** Finding the key of a proof in its controller's document (Controlled Identifiers 1.0 §3.3). */
import { z } from 'zod';
import { isObject, toArray } from './json-object.ts';
import { decodeEd25519Multikey } from './multikey.ts';
import { instant } from './schema-parts.ts';

const verificationMethod = z.object({
  id: z.string(),
  type: z.string(),
  controller: z.string(),
  publicKeyMultibase: z.string().max(256).optional(),
  publicKeyJwk: z.record(z.string(), z.unknown()).optional(),
  expires: instant.optional(),
  revoked: instant.optional(),
});
export type VerificationMethod = z.infer<typeof verificationMethod>;

export type MethodSearch =
  | { readonly found: true; readonly method: VerificationMethod }
  | { readonly found: false; readonly detail: string };

/** The method `id` if `document` is the one of `controller` and lists it for assertions. */
export function findAssertionMethod(
  document: unknown,
  controller: string,
  id: string,
): MethodSearch {
  if (!isObject(document) || document['id'] !== controller) {
    return missing(`The document found is not the one of ${controller}`);
  }
  const absolute = (reference: unknown) =>
    typeof reference === 'string' && reference.startsWith('#') ? controller + reference : reference;
  const named = (entry: unknown) => isObject(entry) && absolute(entry['id']) === id;
  const assertions = toArray(document['assertionMethod']);
  // A method may be written out right there instead of being referred to (DID 1.0 §5.3).
  const embedded = assertions.find(named);
  const isListed = assertions.some((entry) => absolute(entry) === id);
  if (embedded === undefined && !isListed) return missing(`${id} is not an assertionMethod`);
  const written = embedded ?? toArray(document['verificationMethod']).find(named);
  const method = verificationMethod.safeParse(written);
  if (!method.success) return missing(`${id} is not described in the document`);
  if (method.data.controller !== controller) return missing(`${id} has another controller`);
  return { found: true, method: method.data };
}

/** A did:key is its own document (https://w3c-ccg.github.io/did-key-spec/). Ed25519 only. */
export function didKeyDocument(did: string): unknown {
  const publicKeyMultibase = did.slice('did:key:'.length);
  decodeEd25519Multikey(publicKeyMultibase);
  const id = `${did}#${publicKeyMultibase}`;
  return {
    id: did,
    verificationMethod: [{ id, type: 'Multikey', controller: did, publicKeyMultibase }],
    assertionMethod: [id],
  };
}

function missing(detail: string): MethodSearch {
  return { found: false, detail };
}
