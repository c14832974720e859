import { PINNED_CONTEXTS, READ_CONTEXTS } from './pinned.ts';
import { termsOf } from './terms.ts';

/** What each word that is read here means, also where it counts only within a type. */
export const PINNED_MEANINGS: ReadonlyMap<string, ReadonlySet<string>> = collect();

/** The addresses of all words, whether read or not; some mean another word. */
export const PINNED_ADDRESSES: ReadonlySet<string> = new Set(
  [...PINNED_CONTEXTS.values()].flatMap((document) =>
    termsOf(document).flatMap(({ meaning = '' }) => (meaning.includes('://') ? [meaning] : [])),
  ),
);

function collect(): ReadonlyMap<string, ReadonlySet<string>> {
  const meanings = new Map<string, Set<string>>();
  for (const { name, meaning } of [...READ_CONTEXTS.values()].flatMap(termsOf)) {
    const known = meanings.get(name) ?? new Set();
    if (meaning !== undefined) known.add(meaning);
    meanings.set(name, known);
  }
  return meanings;
}
