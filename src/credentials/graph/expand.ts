/**
 * A document in expanded form (JSON-LD 1.1 §4): every name is an IRI, and each object is one node of
 * the graph that is signed. The tree stays as it was written, so that it can be judged which way of
 * writing the graph this one is.
 */
import jsonld from 'jsonld';
import { loadContext } from '../contexts/loader.ts';
import type { JsonObject } from '../bytes/json-object.ts';

/** The canonical form, and the judgement on the graph, start from one expansion. */
const known = new WeakMap<JsonObject, Promise<readonly unknown[]>>();

export const JSON_LD_OPTIONS = {
  documentLoader: loadContext,
  base: null,
  // The direction of a text is signed too, as the libraries that sign do it.
  rdfDirection: 'i18n-datatype',
  // A term that no context defines is an error, not left out.
  safe: true,
} as const;

/** Rejects with jsonld's error: see `canonical-error.ts`. */
export function expand(document: JsonObject): Promise<readonly unknown[]> {
  const expanded = known.get(document) ?? jsonld.expand(document, JSON_LD_OPTIONS);
  known.set(document, expanded);
  return expanded;
}
