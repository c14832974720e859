/** Which contexts may stand in a document, and what is to be noted of them (VCDM 2.0 §4.3). */
import { toArray, type JsonObject } from '../bytes/json-object.ts';
import { faultOfInline, faultOfSize } from '../contexts/inline.ts';
import { PINNED_CONTEXTS, READ_CONTEXTS, W3C_CONTEXTS } from '../contexts/pinned.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2, EXAMPLES_V2 } from '../contexts/urls.ts';
import { isLastUsed } from '../contexts/used.ts';
import { note } from '../notes.ts';
import type { Note, Said } from '../verification.ts';

/** In one list. */
const MAX_ENTRIES = 20;

export type Vocabulary = 'badge' | 'any';

/** `fail`: two readers could read two things in it. `unknown`: a context that is not pinned, or too much. */
export interface Refusal {
  readonly outcome: 'fail' | 'unknown';
  readonly detail: string;
}

/** Known URLs, and new words of the document's own (VCDM 2.0 §4.3). */
export function screenContexts(context: unknown, vocabulary: Vocabulary): Refusal | undefined {
  const entries = toArray(context);
  if (entries.length === 0) return { outcome: 'unknown', detail: 'There is no @context' };
  if (entries.length > MAX_ENTRIES) return tooMuch(`${MAX_ENTRIES} contexts`);
  // VCDM 2.0 §4.3: an ordered set. Each time that it changes back and forth costs milliseconds.
  if (new Set(entries).size < entries.length) return tooMuch('one context of a URL');
  const known = vocabulary === 'badge' ? PINNED_CONTEXTS : W3C_CONTEXTS;
  for (const entry of entries) {
    if (typeof entry === 'string') {
      if (!known.has(entry)) return { outcome: 'unknown', detail: `${entry} is not pinned` };
      continue;
    }
    const fault = faultOfInline(entry);
    if (fault !== undefined) return { outcome: 'fail', detail: `@context: ${fault}` };
  }
  const size = faultOfSize(entries);
  return size === undefined ? undefined : { outcome: 'unknown', detail: `@context: ${size}` };
}

/** What a reader of the standard would write otherwise, though the graph is the same. */
export function notesOfContexts(document: JsonObject): readonly Note[] {
  const context = document['@context'];
  const [first] = toArray(context);
  return [
    ...(Array.isArray(context) ? [] : [CONTEXT_NOTES.bare]),
    ...(first === CREDENTIALS_V2 || first === CREDENTIALS_V1 ? [] : [CONTEXT_NOTES.order]),
    ...(isLastUsed(document) ? [] : [CONTEXT_NOTES.unused]),
    ...toArray(context).flatMap((one, at) => noteOfAdded(one, at)),
  ];
}

/** What is added to the words of the standards: it is signed, and says nothing to most readers. */
function noteOfAdded(context: unknown, at: number): readonly Note[] {
  const place = `@context.${at}`;
  if (typeof context !== 'string') return [note(place, 'VCDM 2.0 §4.3', OWN_WORDS)];
  return READ_CONTEXTS.has(context) || context === EXAMPLES_V2
    ? []
    : [note(place, 'VCDM 2.0 §4.3', WORDS_OF_OTHERS)];
}

const OWN_WORDS: Said = { code: 'note.own-words' };
const WORDS_OF_OTHERS: Said = { code: 'note.words-of-others' };

const CONTEXT_NOTES = {
  bare: note('@context', 'VCDM 2.0 §4.3', { code: 'note.context-is-no-list' }, true),
  order: note('@context', 'VCDM 2.0 §4.3', { code: 'note.w3c-not-first' }, true),
  // It can be added to a signed document without a trace (docs/adr/0024).
  unused: note('@context', 'VCDM 2.0 §4.3', { code: 'note.context-unused' }),
};

export function tooMuch(bound: string): Refusal {
  return { outcome: 'unknown', detail: `There are more than ${bound}` };
}
