import jsonld from 'jsonld';
import type { JsonObject } from '../json-object.ts';
import { expand, JSON_LD_OPTIONS } from './expand.ts';

/** Canonical N-Quads (RDFC-1.0). Rejects with jsonld's error if there is no canonical form. */
export async function canonize(document: JsonObject): Promise<string> {
  return jsonld.canonize(await expand(document), {
    ...JSON_LD_OPTIONS,
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    skipExpansion: true,
    // A poisoned graph ends in an error: RDFC-1.0 §7.1.
    maxWorkFactor: 1,
  });
}
