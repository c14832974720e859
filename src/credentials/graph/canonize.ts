import jsonld from 'jsonld';
import type { JsonObject } from '../bytes/json-object.ts';
import { readGraph, writeCanonical } from '../canonical/short-way.ts';
import type { Graph } from '../canonical/walk.ts';
import type { HashName } from '../platform/platform.ts';
import { type LongWork, expandTheLongWay, JSON_LD_OPTIONS } from './expand.ts';

export interface CanonizeOptions {
  /** By which blank nodes get their names (ECDSA 1.0 §3: with P-384 by SHA-384). */
  readonly algorithm?: HashName;
  readonly asking?: LongWork | undefined;
  /** Where it was read already. */
  readonly graph?: Promise<Graph | undefined>;
}

/** Canonical N-Quads (RDFC-1.0). Rejects with jsonld's error if there is no canonical form. */
export async function canonize(
  document: JsonObject,
  {
    algorithm = 'SHA-256',
    asking,
    graph = readGraph(document, asking?.learn),
  }: CanonizeOptions = {},
): Promise<string> {
  const read = await graph;
  const canonical = read && writeCanonical(read, algorithm);
  if (canonical !== undefined) return canonical;
  asking?.takeLong();
  return canonizeTheLongWay(document, algorithm);
}

/** By jsonld and rdf-canonize alone. */
export async function canonizeTheLongWay(
  document: JsonObject,
  algorithm: HashName = 'SHA-256',
): Promise<string> {
  return jsonld.canonize(await expandTheLongWay(document), {
    ...JSON_LD_OPTIONS,
    format: 'application/n-quads',
    skipExpansion: true,
    canonizeOptions: {
      algorithm: 'RDFC-1.0',
      messageDigestAlgorithm: algorithm,
      // A poisoned graph ends in an error: RDFC-1.0 §7.1.
      maxWorkFactor: 1,
    },
  });
}
