/**
 * What is read here is JSON; what is signed is the graph that JSON-LD makes of it. One graph has
 * many spellings, and some of them hide a member from a reader of JSON without breaking the
 * signature. Those spellings are refused, in the raw document.
 */
import { faultOfInline, faultOfSize, hasScoped } from './contexts/inline.ts';
import { PINNED_ADDRESSES } from './contexts/meanings.ts';
import { PINNED_CONTEXTS, W3C_CONTEXTS } from './contexts/pinned.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from './contexts/urls.ts';
import { isObject, type JsonObject, toArray } from './json-object.ts';

export type Screening =
  | { readonly outcome: 'pass' }
  /** `unknown`: a context that is not pinned, or too large to be canonicalised in good time. */
  | { readonly outcome: 'fail' | 'unknown'; readonly detail: string };

/** Expansion costs some 0.2 ms per object; a full badge has about 400 values. */
const MAX_VALUES = 2_500;
/** Where types bring contexts of their own, each object may cost milliseconds. */
const MAX_SCOPED_VALUES = 300;
/** In one list. */
const MAX_ENTRIES = 20;
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

const PASS: Screening = { outcome: 'pass' };

interface ScreenOptions {
  /** Types of the credentials that may stand within it, with a context of their own. */
  readonly embedded?: readonly string[];
  /** `badge`: pinned URLs alone. `any`: examples too, and new words of the document's own. */
  readonly vocabulary?: Vocabulary;
}

type Vocabulary = 'badge' | 'any';

export function screenDocument(document: JsonObject, options: ScreenOptions = {}): Screening {
  const { embedded = ENDORSEMENTS, vocabulary = 'badge' } = options;
  const contexts = screenContexts(document['@context'], vocabulary);
  return contexts.outcome === 'pass' ? screenValues(document, { embedded, vocabulary }) : contexts;
}

/** Exactly known URLs, the W3C one first (VCDM 2.0 §4.3). */
function screenContexts(context: unknown, vocabulary: Vocabulary): Screening {
  if (!Array.isArray(context)) return { outcome: 'fail', detail: '@context is not a list' };
  if (context.length > MAX_ENTRIES) return { outcome: 'fail', detail: '@context has no end' };
  // VCDM 2.0 §4.3: an ordered set. Each time that it changes back and forth costs milliseconds.
  if (new Set(context).size < context.length) {
    return { outcome: 'fail', detail: '@context names one URL twice' };
  }
  const known = vocabulary === 'badge' ? PINNED_CONTEXTS : W3C_CONTEXTS;
  for (const entry of context) {
    if (typeof entry === 'string') {
      if (!known.has(entry)) return { outcome: 'unknown', detail: `${entry} is not pinned` };
      continue;
    }
    const fault = vocabulary === 'badge' ? 'an entry is not a URL' : faultOfInline(entry);
    if (fault !== undefined) return { outcome: 'fail', detail: `@context: ${fault}` };
  }
  const size = faultOfSize(context);
  if (size !== undefined) return { outcome: 'unknown', detail: `@context: ${size}` };
  if (context[0] === CREDENTIALS_V2 || context[0] === CREDENTIALS_V1) return PASS;
  return { outcome: 'fail', detail: '@context does not begin with the one of W3C credentials' };
}

function screenValues(document: JsonObject, options: Required<ScreenOptions>): Screening {
  const values: unknown[] = [document];
  const most = hasScoped(toArray(document['@context'])) ? MAX_SCOPED_VALUES : MAX_VALUES;
  let contexts = 0;
  // The list grows while it is walked: nothing here depends on how deep the document is.
  for (const value of values) {
    if (value === null) return { outcome: 'fail', detail: 'There is a null' };
    if (typeof value !== 'object') continue;
    const fault = isObject(value) ? faultOf(value, document, options) : faultOfList(value);
    if (fault !== undefined) return { outcome: 'fail', detail: fault };
    if (isObject(value) && toArray(value['type']).length > MAX_TYPES) {
      return tooMuch(`${MAX_TYPES} types of one object`);
    }
    if (isObject(value) && value['@context'] !== undefined) contexts += 1;
    if (contexts > MAX_CONTEXTS) return tooMuch(`${MAX_CONTEXTS} contexts`);
    // Contexts have been screened: the document's own, and those of what may be embedded.
    for (const [key, member] of Object.entries(value)) if (key !== '@context') values.push(member);
    if (values.length > most) return tooMuch(`${most} values`);
  }
  return PASS;
}

function tooMuch(bound: string): Screening {
  return { outcome: 'unknown', detail: `There are more than ${bound}` };
}

function faultOf(
  object: JsonObject,
  root: JsonObject,
  options: Required<ScreenOptions>,
): string | undefined {
  const key = Object.keys(object).find((name) => isUnreadable(name));
  if (key !== undefined) return `The key ${JSON.stringify(key)} is not a plain term`;
  // A type of ours by its address: the graph is the same, and a reader of JSON does not know it.
  const address = toArray(object['type']).find(
    (type) => typeof type === 'string' && PINNED_ADDRESSES.has(type),
  );
  if (address !== undefined) return 'A type that has a name is written as an address';
  if (object === root) return undefined;
  if (object['@context'] !== undefined && !isEmbedded(object, options)) {
    return '@context is nested';
  }
  // The second half of one node could carry what is looked for in the first.
  if (object['id'] !== undefined && object['id'] === root['id']) {
    const types = toArray(root['type']);
    const isAgain = toArray(object['type']).some((type) => types.includes(type));
    if (isAgain) return 'The credential is nested in itself';
  }
  return undefined;
}

/** JSON-LD flattens lists of lists, and a reader of JSON does not. */
function faultOfList(list: object): string | undefined {
  return Object.values(list).some(Array.isArray) ? 'A list stands within a list' : undefined;
}

/** Keywords, and full or compact IRIs: other names for the same term. */
function isUnreadable(key: string): boolean {
  return key.includes(':') || (key.startsWith('@') && !PLAIN_KEYWORDS.has(key));
}

/** A credential within the document brings its own context, and it too must be a known one. */
function isEmbedded(
  object: JsonObject,
  { embedded, vocabulary }: Required<ScreenOptions>,
): boolean {
  const isOne = toArray(object['type']).some((type) => embedded.some((name) => name === type));
  // An envelope may give one URL without brackets (VCDM 2.0 §4.13).
  return isOne && screenContexts(toArray(object['@context']), vocabulary).outcome === 'pass';
}
