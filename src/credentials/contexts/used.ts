import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { W3C_CONTEXTS } from './pinned.ts';

/** Whether the last context, if it is not the only one, defines a word that the document uses. */
export function isLastUsed(document: JsonObject): boolean {
  const contexts = toArray(document['@context']);
  const last = contexts.at(-1);
  if (contexts.length < 2 || typeof last !== 'string') return true;
  const terms = termsOf(last);
  const before = contexts.slice(0, -1).flatMap((url) => [...termsOf(url)]);
  const others = new Set(before);
  const own = [...terms].filter((term) => !others.has(term));
  // One whose words all have a meaning already adds nothing, and one without words is not ours to judge.
  return terms.size === 0 || own.some((term) => wordsOf(document).has(term));
}

const known = new Map<string, ReadonlySet<string>>();

/** What a pinned context defines, also within its types. */
function termsOf(url: unknown): ReadonlySet<string> {
  if (typeof url !== 'string') return new Set();
  const terms = known.get(url) ?? collectTerms(W3C_CONTEXTS.get(url)?.['@context']);
  if (W3C_CONTEXTS.has(url)) known.set(url, terms);
  return terms;
}

function collectTerms(context: unknown): ReadonlySet<string> {
  const terms = new Set<string>();
  const open: unknown[] = [context];
  // The list grows while it is walked.
  for (const one of open) {
    for (const [term, definition] of Object.entries(isObject(one) ? one : {})) {
      if (!term.startsWith('@')) terms.add(term);
      if (isObject(definition)) open.push(definition['@context']);
    }
  }
  return terms;
}

/** Keys and types, in the document and in its proofs. */
function wordsOf(document: JsonObject): ReadonlySet<string> {
  const words = new Set<string>();
  const open: unknown[] = [document];
  for (const value of open) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      words.add(key);
      if (key !== '@context') open.push(member);
    }
    const types = isObject(value) ? toArray(value['type']) : [];
    for (const type of types) if (typeof type === 'string') words.add(type);
  }
  return words;
}
