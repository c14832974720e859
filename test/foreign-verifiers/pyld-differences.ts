/** In which documents pyld 3.3.0 may have another canonical form than jsonld 9 and rdf-canonize 5. */
import type { JsonObject } from '../../src/credentials/bytes/json-object.ts';

/** RDFC-1.0 §A.1 escapes them by their numbers; pyld writes the form of URDNA2015, as they are. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
/** Half of a character has no UTF-8 (RFC 3629 §3): Node hashes U+FFFD, Python refuses. */
const HALF = /\p{Surrogate}/u;
/** RDFC-1.0 §4.4.3, step 6: by code point, as pyld; rdf-canonize by UTF-16, where these swap places. */
const ASTRAL = /[\u{10000}-\u{10ffff}]/u;
const AFTER_SURROGATES = /[\ue000-\uffff]/;
/**
 * No white space in an address (RFC 3987 §2.2), and no such sign either: JavaScript takes U+0085 for
 * none, Python U+FEFF.
 */
const WHITE_SPACE = /[\u0085\ufeff]/;

/** Undefined where they must be the same. */
export function reasonToDiffer(document: JsonObject): string | undefined {
  const strings: string[] = [];
  const numbers: number[] = [];
  JSON.stringify(document, (key, value: unknown) => {
    strings.push(key);
    if (typeof value === 'string') strings.push(value);
    if (typeof value === 'number') numbers.push(value);
    return value;
  });
  const text = strings.join(' ');
  if (CONTROL.test(text)) return 'control characters';
  if (HALF.test(text)) return 'halves of characters';
  if (ASTRAL.test(text) && AFTER_SURROGATES.test(text)) return 'the order of characters';
  if (WHITE_SPACE.test(text)) return 'white space in an address';
  return numbers.some(isWrittenOtherwise) ? 'numbers near nought, or without end' : undefined;
}

/**
 * JSON-LD 1.1 API §8.2.2: what is no whole number is a double. jsonld looks for a point in it, and
 * `1e-7` has none. A number without end is none in JSON.
 */
const isWrittenOtherwise = (number: number) =>
  !Number.isFinite(number) || (!Number.isInteger(number) && !String(number).includes('.'));
