/**
 * Signatures that were found right. Whether one fits is a matter of the suite, the bytes and the key
 * and of nothing else, so the answer holds for ever: a key revoked, a date passed or a badge
 * revoked since is found before or after, each time. What was wrong is not remembered, and neither
 * is any text: a digest of all that decides it.
 */
import { LRUCache } from 'lru-cache';
import type { Allowance } from '../allowance.ts';
import type { Cryptosuite, SignedParts } from '../cryptosuites/cryptosuite.ts';
import { encodeBase64Url } from '../bytes/encoding.ts';
import type { JsonObject } from '../bytes/json-object.ts';
import { platform } from '../platform/platform.ts';
import { expand } from '../graph/expand.ts';
import { faultOfGraph } from '../graph/judge-graph.ts';

/** Some hundred bytes each. */
const right = new LRUCache<string, true>({ max: 2_000 });

export type SignedGraph =
  | { readonly outcome: 'right' | 'wrong' }
  /** The graph was signed, and this is not the way in which it was written. */
  | { readonly outcome: 'rewritten'; readonly detail: string };

/** As `suite.verify`, whose canonical forms cost a hundred times what a digest does. */
export async function verifyOnce(
  suite: Cryptosuite,
  signed: SignedParts,
  key: Uint8Array,
  allowance: Allowance,
): Promise<SignedGraph> {
  const name = nameOf(suite, signed, key);
  if (right.get(name)) return { outcome: 'right' };
  if (!(await suite.verify(signed, key, allowance))) return { outcome: 'wrong' };
  const detail = faultOfGraph(await expand(signed.document, allowance));
  if (detail !== undefined) return { outcome: 'rewritten', detail };
  right.set(name, true);
  return { outcome: 'right' };
}

/** Documents come from JSON text (`received.ts`), so that one text is one document. */
function nameOf(
  { type, cryptosuite }: Cryptosuite,
  { document, proof }: SignedParts,
  key: Uint8Array,
): string {
  const of = [type, cryptosuite ?? '', encodeBase64Url(key), proof, nameOfDocument(document)];
  return hash(of);
}

const documentNames = new WeakMap<JsonObject, string>();

function nameOfDocument(document: JsonObject): string {
  const name = documentNames.get(document) ?? hash(document);
  documentNames.set(document, name);
  return name;
}

const hash = (value: unknown): string => platform.hexHash('SHA-256', JSON.stringify(value));
