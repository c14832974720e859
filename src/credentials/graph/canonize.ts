import jsonld from 'jsonld';
import type { HashName } from '../bytes/digest.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import { expand, JSON_LD_OPTIONS } from './expand.ts';

/**
 * Canonical N-Quads (RDFC-1.0). `algorithm`: by which blank nodes get their names (ECDSA 1.0 §3: with
 * P-384 by SHA-384). Rejects with jsonld's error if there is no canonical form.
 */
export async function canonize(
  document: JsonObject,
  algorithm: HashName = 'SHA-256',
): Promise<string> {
  return jsonld.canonize(await expand(document), {
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
