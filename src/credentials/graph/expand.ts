/**
 * A document in expanded form (JSON-LD 1.1 §4): every name is an IRI, and each object is one node of
 * the graph that is signed. The tree stays as it was written, so that it can be judged which way of
 * writing the graph this one is.
 */
import jsonld from 'jsonld';
import type { Allowance } from '../allowance.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import { readGraph } from '../canonical/short-way.ts';
import type { Graph } from '../canonical/walk.ts';
import { loadContext } from '../contexts/loader.ts';

export const JSON_LD_OPTIONS = {
  documentLoader: loadContext,
  base: null,
  // The direction of a text is signed too, as the libraries that sign do it.
  rdfDirection: 'i18n-datatype',
  // A term that no context defines is an error, not left out.
  safe: true,
} as const;

/** The canonical form, and the judgement on the graph, start from one reading. */
const graphs = new WeakMap<JsonObject, { readonly graph: Graph | undefined }>();
const trees = new WeakMap<JsonObject, Promise<readonly unknown[]>>();

/** What the work may take is asked before it is done; what is thrown there, ends it. */
export type LongWork = Pick<Allowance, 'takeLong' | 'learn'>;

/** Undefined for what goes the long way. */
export async function graphOf(document: JsonObject, asking?: LongWork): Promise<Graph | undefined> {
  const known = graphs.get(document);
  if (known) return known.graph;
  // Where there is no time for it, another answer finds more.
  const graph = await readGraph(document, asking?.learn);
  graphs.set(document, { graph });
  return graph;
}

/** Rejects with jsonld's error: see `canonical-error.ts`. */
export async function expand(document: JsonObject, asking?: LongWork): Promise<readonly unknown[]> {
  const graph = await graphOf(document, asking);
  if (graph) return graph.expanded;
  asking?.takeLong();
  return expandTheLongWay(document);
}

export function expandTheLongWay(document: JsonObject): Promise<readonly unknown[]> {
  const tree = trees.get(document) ?? jsonld.expand(document, JSON_LD_OPTIONS);
  trees.set(document, tree);
  return tree;
}
