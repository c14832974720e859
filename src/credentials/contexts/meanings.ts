import { isObject } from '../json-object.ts';
import { W3C_CONTEXTS } from './pinned.ts';

/** What each term of a pinned context means, also where it counts only within a type. */
export const PINNED_MEANINGS: ReadonlyMap<string, ReadonlySet<string>> = collect();

/** The addresses of those words; some mean another word, or begin with a prefix of their context. */
export const PINNED_ADDRESSES: ReadonlySet<string> = new Set(
  [...PINNED_MEANINGS.values()].flatMap((meanings) =>
    [...meanings].filter((meaning) => meaning.includes('://')),
  ),
);

function collect(): ReadonlyMap<string, ReadonlySet<string>> {
  const meanings = new Map<string, Set<string>>();
  const open: unknown[] = [...W3C_CONTEXTS.values()].map((document) => document['@context']);
  // The list grows while it is walked.
  for (const context of open) {
    if (!isObject(context)) continue;
    for (const [term, definition] of Object.entries(context)) {
      if (term.startsWith('@')) continue;
      const known = meanings.get(term) ?? new Set();
      const id = isObject(definition) ? definition['@id'] : definition;
      if (typeof id === 'string') known.add(id);
      meanings.set(term, known);
      if (isObject(definition)) open.push(definition['@context']);
    }
  }
  return meanings;
}
