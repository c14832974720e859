/** What a word of a context means for the quads: read once from jsonld's mapping. */
import { addressTerm, datatypeSuffix, isPlainAddress } from './nquads.ts';
import { RDF_TYPE, REWRITTEN_TYPES } from './nquads.ts';
import type { Writing } from './quads.ts';
import type { Scope } from './scope.ts';
import { outside } from './subset.ts';

export type Word = { readonly kind: 'id' | 'type' } | Property;

export interface Property {
  readonly kind: 'property';
  readonly key: string;
  readonly address: string;
  /** As it stands in the middle of a quad: ` <https://schema.org/name> `. */
  readonly predicate: string;
  readonly container: 'none' | 'list' | 'graph' | 'language';
  /** Where what stands there is read; made when it is first needed. */
  readonly place: PropertyPlace;
}

export interface PropertyPlace {
  /** For what is no object. */
  readonly scope: Scope;
  /** For an object, and for one that has nothing but an id. */
  readonly node: Scope;
  readonly reference: Scope;
  readonly coercion: Coercion;
}

/** What a string, a number or a boolean becomes (JSON-LD 1.1 API §5.3.2). */
export interface Coercion {
  readonly to: 'address' | 'word' | 'literal';
  readonly text: TextWriting;
  /** Of what is no string. */
  readonly native: Writing;
}

export interface TextWriting extends Writing {
  /** What follows the quotation marks: `^^<…>`, `@fr`, or nothing. */
  readonly suffix: string;
}

export function textWriting(words: Partial<TextWriting> = {}): TextWriting {
  return { type: undefined, language: undefined, suffix: '', ...words, isText: true };
}

/** `language`: in small letters. */
export function inLanguage(language: string): TextWriting {
  return textWriting({ language, suffix: `@${language}` });
}

export function readWord(scope: Scope, key: string): Word {
  const mapping = scope.active.mappings.get(key);
  const address = scope.meaning(key);
  if (address === '@id') return { kind: 'id' };
  if (address === '@type') return { kind: 'type' };
  if (!mapping || address === null) return outside('a word without a meaning');
  if (mapping.reverse === true) return outside('a reverse property');
  // Also of an object, of a list and of null (JSON-LD 1.1 API §5.1.2, step 13.6).
  if (mapping['@type'] === '@json') return outside('a value that is JSON');
  // A property of that address would be the same quad as a type, and jsonld would write both.
  if (!isPlainAddress(address) || address === RDF_TYPE) return outside('an unusual property');
  const container = containerOf(mapping['@container'] ?? []);
  const predicate = ` ${addressTerm(address)} `;
  let place: PropertyPlace | undefined;
  return {
    ...{ kind: 'property', key, address, predicate, container },
    get place() {
      return (place ??= readPlace(scope, key, address));
    },
  };
}

function containerOf(containers: readonly string[]): Property['container'] {
  const [container, second] = containers.filter((one) => one !== '@set');
  if (container === undefined) return 'none';
  if (second !== undefined) return outside('a container of several kinds');
  if (container === '@list') return 'list';
  if (container === '@graph') return 'graph';
  return container === '@language' ? 'language' : outside('a container that is not read here');
}

function readPlace(outer: Scope, key: string, address: string): PropertyPlace {
  const { scope, node, reference } = outer.at(key);
  let coercion: Coercion | undefined;
  return {
    ...{ scope, node, reference },
    get coercion() {
      return (coercion ??= readCoercion(scope, key, address));
    },
  };
}

/** Of the values at `key`; `address`: what the property was where it stands. */
function readCoercion(scope: Scope, key: string, address: string): Coercion {
  const mapping = scope.active.mappings.get(key);
  // Under its own context a word may mean nothing any more, or something else.
  if (!mapping || scope.meaning(key) !== address) return outside('a word that changes its meaning');
  const { '@type': type, '@language': language, '@direction': direction } = mapping;
  const byDefault: Readonly<Record<string, unknown>> = { ...scope.active };
  const isPlain = ['@language', '@direction'].every((keyword) => byDefault[keyword] === undefined);
  if (typeof direction === 'string' || !isPlain) return outside('a language by default');
  const text = textWriting();
  const native = { ...text, isText: false };
  if (type === '@id') return { to: 'address', text, native };
  if (type === '@vocab') return { to: 'word', text, native };
  if (type === undefined || type === '@none') {
    return {
      to: 'literal',
      text: typeof language === 'string' ? inLanguage(language) : text,
      native,
    };
  }
  if (!isPlainAddress(type) || REWRITTEN_TYPES.includes(type)) return outside('an unusual type');
  const typed = textWriting({ type, suffix: datatypeSuffix(type) });
  return { to: 'literal', text: typed, native: { ...native, type } };
}
