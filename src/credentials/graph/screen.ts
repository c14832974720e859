/**
 * What is read here is JSON; what is signed is the graph that JSON-LD makes of it. One graph has
 * many spellings, and some of them hide a member from a reader of JSON without breaking the
 * signature. Those spellings are refused, in the raw document.
 */
import { hasScoped } from '../contexts/inline.ts';
import { PINNED_ADDRESSES } from '../contexts/meanings.ts';
import { secondNameIn } from '../contexts/second-names.ts';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { note } from '../notes.ts';
import type { Note } from '../verification.ts';
import { notesOfContexts, type Refusal, screenContexts, tooMuch } from './screen-contexts.ts';
import type { Vocabulary } from './screen-contexts.ts';

export type Screening = { readonly outcome: 'pass'; readonly notes: readonly Note[] } | Refusal;

/** Expansion costs some 0.2 ms per object; a full badge has about 400 values. */
const MAX_VALUES = 2_500;
/** Where types bring contexts of their own, each object may cost milliseconds. */
const MAX_SCOPED_VALUES = 300;
/** Of one object. Each may bring a context of its own. */
const MAX_TYPES = 32;
/** Objects with a context of their own, at some 7 ms each: a badge has a few endorsements. */
const MAX_CONTEXTS = 48;
/** The context, and the members of a value object (VCDM 2.0 §11.1). */
const PLAIN_KEYWORDS: ReadonlySet<string> = new Set([
  '@context',
  '@value',
  '@language',
  '@direction',
]);

const ENDORSEMENTS: readonly string[] = ['EndorsementCredential'];

interface ScreenOptions {
  /** Types of the credentials that may stand within it, with a context of their own. */
  readonly embedded?: readonly string[];
  /** `badge`: real vocabularies. `any`: also the one for examples, which has every word. */
  readonly vocabulary?: Vocabulary;
}

export function screenDocument(document: JsonObject, options: ScreenOptions = {}): Screening {
  const { embedded = ENDORSEMENTS, vocabulary = 'badge' } = options;
  const contexts = screenContexts(document['@context'], vocabulary);
  if (contexts) return contexts;
  const values = screenValues(document, { embedded, vocabulary });
  if (values.outcome !== 'pass') return values;
  return { ...values, notes: [...notesOfContexts(document), ...values.notes] };
}

function screenValues(document: JsonObject, options: Required<ScreenOptions>): Screening {
  const values: unknown[] = [document];
  const most = hasScoped(toArray(document['@context'])) ? MAX_SCOPED_VALUES : MAX_VALUES;
  const notes = new Set<Note>();
  let contexts = 0;
  // The list grows while it is walked: nothing here depends on how deep the document is.
  for (const value of values) {
    if (value === null) notes.add(EMPTY);
    if (typeof value !== 'object' || value === null) continue;
    const fault = isObject(value) ? faultOf(value, document, options) : faultOfList(value);
    if (typeof fault === 'string') return { outcome: 'fail', detail: fault };
    if (fault) return fault;
    if (Array.isArray(value) && value.length === 0) notes.add(EMPTY);
    if (isObject(value) && value['@context'] !== undefined) contexts += 1;
    if (contexts > MAX_CONTEXTS) return tooMuch(`${MAX_CONTEXTS} contexts`);
    // Contexts have been screened: the document's own, and those of what may be embedded.
    for (const [key, member] of Object.entries(value)) if (key !== '@context') values.push(member);
    if (values.length > most) return tooMuch(`${most} values`);
  }
  return { outcome: 'pass', notes: [...notes] };
}

const EMPTY = note('credential', 'Open Badges 3.0', { code: 'note.empty-members' });

function faultOf(
  object: JsonObject,
  root: JsonObject,
  options: Required<ScreenOptions>,
): string | Refusal | undefined {
  const key = Object.keys(object).find((name) => isUnreadable(name));
  if (key !== undefined) return `The key ${JSON.stringify(key)} is not a plain term`;
  const types = toArray(object['type']);
  if (types.length > MAX_TYPES) return tooMuch(`${MAX_TYPES} types of one object`);
  // A type of ours by its address: the graph is the same, and a reader of JSON does not know it.
  const address = types.find((type) => typeof type === 'string' && PINNED_ADDRESSES.has(type));
  if (address !== undefined) return 'A type that has a name is written as an address';
  const second = secondNameIn(object);
  if (second !== undefined) return `${JSON.stringify(second)} is another name of something`;
  const context = object['@context'];
  if (object === root || context === undefined) return undefined;
  if (!mayHaveContext(object, root, options)) return '@context is nested';
  // An envelope may give one URL without brackets (VCDM 2.0 §4.13).
  return screenContexts(context, options.vocabulary);
}

/** JSON-LD flattens lists of lists, and a reader of JSON does not. */
function faultOfList(list: object): string | undefined {
  return Object.values(list).some(Array.isArray) ? 'A list stands within a list' : undefined;
}

/** Keywords, and full or compact IRIs: other names for the same term. */
function isUnreadable(key: string): boolean {
  return key.includes(':') || (key.startsWith('@') && !PLAIN_KEYWORDS.has(key));
}

/**
 * A credential within the document brings its own context, and so may a proof: the document without
 * its proof is what is signed, and the proof is canonicalised by itself. Anywhere else, a word could
 * mean something there that it does not mean around it, unless the context is the same.
 */
function mayHaveContext(
  object: JsonObject,
  root: JsonObject,
  { embedded }: Required<ScreenOptions>,
): boolean {
  const isOne = toArray(object['type']).some((type) => embedded.some((name) => name === type));
  const around = toArray(root['@context']);
  const isSame = toArray(object['@context']).every((entry) => around.includes(entry));
  return isOne || isSame || toArray(root['proof']).includes(object);
}
