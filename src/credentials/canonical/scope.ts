/**
 * Active contexts (JSON-LD 1.1 API §4.1), as jsonld's own context processor makes them, each once: a
 * badge passes through some twenty, and jsonld makes them anew at every object, which is four fifths
 * of what a signature costs (jsonld.js issue 414).
 */
import jsonldContext, { type ActiveContext, type ContextOptions } from 'jsonld/lib/context.js';
import type { ResolvedContext } from 'jsonld/lib/context.js';
import { isObject } from '../bytes/json-object.ts';
import { W3C_CONTEXTS } from '../contexts/pinned.ts';
import { outside } from './subset.ts';
import { type PropertyPlace, readWord, type Word } from './terms.ts';

/** Of some 60 KB each: our own badges need thirty. With so many, the next document begins anew. */
export const ENOUGH_SCOPES = 400;
/** All that are kept: the documents that are being read get no more, however many they are. */
export const MOST_SCOPES = 500;

/** The walk stops here, and begins again once it is made: jsonld makes contexts asynchronously. */
export class MissingScope extends Error {
  readonly make: () => Promise<void>;
  constructor(make: () => Promise<void>) {
    super('A context has to be processed first');
    this.make = make;
  }
}

type Step = Pick<Parameters<typeof jsonldContext.process>[0], 'propagate' | 'overrideProtected'>;

/** In the order in which JSON-LD 1.1 API §5.1.2 applies them. */
const ELEMENT: Step = { propagate: true, overrideProtected: false };
const TYPE: Step = { propagate: false, overrideProtected: false };
const PROPERTY: Step = { propagate: true, overrideProtected: true };

export class Scope {
  readonly active: ActiveContext;
  /** Where a context that belongs to a type alone ends: at the next object. */
  readonly previous: Scope | undefined;
  readonly #next = new Map<string, Scope>();
  readonly #typed = new Map<string, Scope>();
  readonly #words = new Map<string, Word>();
  readonly #types = new Map<string, string>();

  constructor(active: ActiveContext, previous: Scope | undefined) {
    this.active = active;
    this.previous = previous;
    if ((active.previousContext === undefined) !== (previous === undefined)) {
      outside('a context that returns to another than was kept');
    }
  }

  /** Undefined for what is no word of this context. */
  word(key: string): Word | undefined {
    const known = this.#words.get(key);
    if (known || !this.active.mappings.has(key)) return known;
    const word = readWord(this, key);
    this.#words.set(key, word);
    return word;
  }

  /** Where what stands at a property is read. */
  at(key: string): Pick<PropertyPlace, 'scope' | 'node' | 'reference'> {
    const scope = this.#withContextOf(key, this);
    const node = scope.#withContextOf(key, scope.previous ?? scope);
    // JSON-LD 1.1 API §5.1.2, step 7: what only names a node leaves no context.
    const reference = scope.previous ? scope.#withContextOf(key, scope) : node;
    return { scope, node, reference };
  }

  /** Under the `@context` of an object. */
  within(context: unknown): Scope {
    const urls = Array.isArray(context) ? context : [context];
    if (urls.length === 0 || !urls.every((url) => typeof url === 'string')) {
      outside('a context that is no list of addresses');
    }
    return this.#after(urls, ELEMENT);
  }

  /** Under the contexts that types bring, which JSON-LD applies in alphabetical order. */
  typed(types: readonly string[]): Scope {
    const scoped = types.filter((type) => this.#contextOf(type) !== undefined);
    if (scoped.length === 0) return this;
    const name = scoped.toSorted().join(' ');
    const known = this.#typed.get(name);
    if (known) return known;
    const scope = scoped
      .toSorted()
      .reduce((last: Scope, type) => last.#after(this.#contextOf(type), TYPE), this);
    this.#typed.set(name, scope);
    return scope;
  }

  /** The address of a type. */
  type(name: string): string {
    const known = this.#types.get(name);
    if (known !== undefined) return known;
    const address = jsonldContext.expandIri(
      this.active,
      name,
      { vocab: true, base: true },
      OPTIONS,
    );
    if (address === null) outside('a type without a meaning');
    if (this.active.mappings.has(name)) this.#types.set(name, address);
    return address;
  }

  /** The address that an `id` is, without its prefix. */
  address(id: string): string {
    const colon = id.indexOf(':');
    if (colon > 0 && id.startsWith('//', colon + 1)) return id;
    return jsonldContext.expandIri(this.active, id, { base: true }, OPTIONS) ?? id;
  }

  /** The address behind a word. */
  meaning(key: string, relativeTo: { base?: true } = {}): string | null {
    return jsonldContext.expandIri(this.active, key, { vocab: true, ...relativeTo }, OPTIONS);
  }

  /** How many are kept from here. */
  get size(): number {
    return [...this.#next.values()].reduce((sum, { size }) => sum + size, 1);
  }

  #contextOf(key: string): unknown {
    return this.active.mappings.get(key)?.['@context'];
  }

  #withContextOf(key: string, scope: Scope): Scope {
    const context = this.#contextOf(key);
    return context === undefined ? scope : scope.#after(context, PROPERTY);
  }

  #after(context: unknown, step: Step): Scope {
    const name = JSON.stringify([context, step]);
    const known = this.#next.get(name);
    if (known) return known;
    throw new MissingScope(async () => {
      if (count >= MOST_SCOPES) outside('more contexts than are kept');
      count += 1;
      const request = { activeCtx: this.active, localCtx: context, options: OPTIONS, ...step };
      const active = await jsonldContext.process(request);
      const previous = step.propagate === false ? (this.previous ?? this) : this.previous;
      // A context of null leaves nothing of what was, not even where to return to.
      const kept = active.previousContext === undefined ? undefined : previous;
      this.#next.set(name, new Scope(active, kept));
    });
  }
}

/** Nothing but pinned contexts, and nothing that jsonld would warn of. */
const OPTIONS: ContextOptions = {
  base: null,
  contextResolver: {
    resolve: ({ context }) => Promise.resolve(listOf(context).map(resolved)),
  },
  eventHandler: [() => outside('a context of which jsonld warns')],
};

function listOf(context: unknown): readonly unknown[] {
  const bare = isObject(context) && '@context' in context ? context['@context'] : context;
  return Array.isArray(bare) ? bare : [bare];
}

function resolved(context: unknown): ResolvedContext {
  const document = typeof context === 'string' ? W3C_CONTEXTS.get(context)?.['@context'] : context;
  if (document === undefined) outside('a context that is not pinned');
  // Scopes are kept here, not there.
  return { document, getProcessed: () => undefined, setProcessed: () => undefined };
}

let count = 0;
let root = newRoot();

function newRoot(): Scope {
  return new Scope(jsonldContext.getInitialContext(OPTIONS), undefined);
}

/** How many are kept; those that a document still walks through are let go with it. */
export const keptScopes = (): number => root.size;

/** Where every document begins. Once too many scopes are kept, none is: they are soon made again. */
export function initialScope(): Scope {
  if (count > ENOUGH_SCOPES) {
    count = 0;
    root = newRoot();
  }
  return root;
}
