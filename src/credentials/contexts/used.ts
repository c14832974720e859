import { LRUCache } from 'lru-cache';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { W3C_CONTEXTS } from './pinned.ts';

/** Whether the last context, if it is not the only one, defines a word that the document uses. */
export function isLastUsed(document: JsonObject): boolean {
  const contexts = toArray(document['@context']);
  const last = contexts.at(-1);
  if (contexts.length < 2 || typeof last !== 'string') return true;
  const own = ownTermsOf(contexts, last);
  return own === 'any' || uses(document, own);
}

const ownTerms = new LRUCache<string, ReadonlySet<string> | 'any'>({ max: 50 });

/** What the last of these contexts adds. One without words is not ours to judge. */
function ownTermsOf(contexts: readonly unknown[], last: string): ReadonlySet<string> | 'any' {
  const name = JSON.stringify(contexts);
  const known = ownTerms.get(name);
  if (known) return known;
  const terms = termsOf(last);
  const others = new Set(contexts.slice(0, -1).flatMap((url) => [...termsOf(url)]));
  // One whose words all have a meaning already adds nothing.
  const own = terms.size === 0 ? 'any' : new Set([...terms].filter((term) => !others.has(term)));
  ownTerms.set(name, own);
  return own;
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

/** As a key or a type, in the document or in its proofs. */
function uses(document: JsonObject, terms: ReadonlySet<string>): boolean {
  const open: unknown[] = [document];
  for (const value of open) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (terms.has(key)) return true;
      if (key !== '@context' && typeof member === 'object') open.push(member);
    }
    const types = isObject(value) ? toArray(value['type']) : [];
    if (types.some((type) => typeof type === 'string' && terms.has(type))) return true;
  }
  return false;
}
