/**
 * From a document to its quads, and to its expanded form, in one pass (JSON-LD 1.1 API §5.1, §7 and
 * §8, as far as badges use them). The two say the same: what is judged is what is signed.
 */
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { addressTerm, literalTerm, nativeTerm, RDF, RDF_TYPE } from './nquads.ts';
import { type Name, Quads, type Writing } from './quads.ts';
import type { Scope } from './scope.ts';
import { outside } from './subset.ts';
import { inLanguage, type WordPlace, readCoercion, type Word } from './terms.ts';
import { textWriting, type TextWriting } from './terms.ts';

export interface Graph {
  readonly quads: Quads;
  /** As `jsonld.expand` gives it. */
  readonly expanded: readonly unknown[];
}

type Property = Extract<Word, { kind: 'property' }>;

/** A term of a quad, and how it stands in the expanded form. */
interface Value {
  readonly name: Name;
  readonly expanded: unknown;
  /** Of a literal. */
  readonly writing: Writing | undefined;
}

/** What is the same for all that is walked below it. */
interface Place {
  readonly quads: Quads;
  readonly graph: number | undefined;
}

const TYPE_PREDICATE = ` ${addressTerm(RDF_TYPE)} `;
const FIRST = ` ${addressTerm(`${RDF}first`)} `;
const REST = ` ${addressTerm(`${RDF}rest`)} `;
const NIL = addressTerm(`${RDF}nil`);
/** REGEX_BCP47 of jsonld, whose safe mode refuses others. */
const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/;

/** Throws `OutsideSubset`, and `MissingScope`. */
export function walk(document: JsonObject, scope: Scope): Graph {
  const quads = new Quads();
  const { expanded } = walkNode(document, scope, { quads, graph: undefined }, true);
  return { quads, expanded: [expanded] };
}

/** `isTop`: of a graph. What says nothing there, JSON-LD drops. */
function walkNode(element: JsonObject, outer: Scope, place: Place, isTop = false): Value {
  const context = element['@context'];
  const base = context === undefined ? outer : outer.within(context);
  const keys = Object.keys(element);
  const typeKey = keys.find((key) => kindOf(base, key) === 'type');
  const types = typeKey === undefined ? [] : textsOf(element[typeKey]);
  const scope = base.typed(types);

  const expanded: Record<string, unknown> = {};
  const idKey = keys.find((key) => kindOf(scope, key) === 'id');
  const name =
    idKey === undefined ? place.quads.blank() : addressOf(element[idKey], scope, expanded);
  if (typeKey !== undefined)
    walkTypes(
      name,
      types.map((type) => base.type(type)),
      place,
      expanded,
    );
  for (const key of keys) {
    if (key === '@context' || key === idKey || key === typeKey) continue;
    const term = scope.term(key);
    // A second key for the id or the types, or one without a meaning: JSON-LD has its own answer.
    if (term?.kind !== 'property') return outside(`the key ${key}`);
    walkProperty(name, element[key], { key, term, at: scope.at(key) }, place, expanded);
  }
  if (isTop && Object.keys(expanded).every((key) => key === '@id')) outside('an empty graph');
  return { name, expanded, writing: undefined };
}

function kindOf(scope: Scope, key: string): string | undefined {
  if (key === '@id') return 'id';
  return key === '@type' ? 'type' : scope.term(key)?.kind;
}

function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = all.filter((one) => typeof one === 'string');
  return texts.length === all.length && all.length > 0 ? texts : outside('types that are no text');
}

function addressOf(id: unknown, scope: Scope, expanded: Record<string, unknown>): string {
  if (typeof id !== 'string') return outside('an id that is no text');
  const address = scope.address(id);
  expanded['@id'] = address;
  return addressTerm(address);
}

function walkTypes(
  subject: Name,
  types: readonly string[],
  { quads, graph }: Place,
  expanded: Record<string, unknown>,
): void {
  for (const type of types) {
    quads.add(subject, TYPE_PREDICATE, addressTerm(type), graph);
  }
  expanded['@type'] = types;
}

interface At {
  readonly key: string;
  readonly term: Property;
  readonly at: WordPlace;
}

function walkProperty(
  subject: Name,
  value: unknown,
  where: At,
  place: Place,
  expanded: Record<string, unknown>,
): void {
  // What is null is not there (JSON-LD 1.1 API §5.1.2, step 13.7).
  if (value === null || value === undefined) return;
  const { address, predicate, container } = where.term;
  const values = valuesOf(value, where, place);
  // No empty graph is added (JSON-LD 1.1 API §5.1.2, step 13.12), and so not even the property.
  if (container === 'graph' && values.length === 0) return;
  const told = container === 'list' ? [walkList(values, place)] : values;
  const before: unknown = expanded[address];
  // Its first value was taken for the sole one, and would not be known again.
  if (before !== undefined && typeof subject === 'number') outside('two words of one meaning');
  const isSole = told.length === 1 && before === undefined;
  for (const { name, writing } of told) {
    place.quads.add(subject, predicate, name, place.graph, writing, isSole);
  }
  const now = told.map((one) => one.expanded);
  expanded[address] = before === undefined ? now : [...toArray(before), ...now];
}

function valuesOf(value: unknown, where: At, place: Place): readonly Value[] {
  if (where.term.container === 'language' && isObject(value))
    return wordsByLanguage(value, where.at);
  if (!Array.isArray(value)) return [walkValue(value, where, place)];
  const all: readonly unknown[] = value;
  return all.filter((one) => one !== null).map((one) => walkValue(one, where, place));
}

function walkValue(value: unknown, where: At, place: Place): Value {
  if (Array.isArray(value)) return outside('a list within a list');
  if (where.term.container === 'graph') return walkGraph(value, where, place);
  if (!isObject(value)) return scalar(value, where);
  return '@value' in value ? valueObject(value) : walkObject(value, where, place);
}

function walkObject(element: JsonObject, { at }: At, place: Place, isTop = false): Value {
  const isReference = at.scope.previous !== undefined && Object.keys(element).length === 1;
  const [key = ''] = Object.keys(element);
  const scope = isReference && kindOf(at.scope, key) === 'id' ? at.reference : at.node;
  return walkNode(element, scope, place, isTop);
}

/** A graph apart, which has no name (JSON-LD 1.1 §4.9): so a proof stands in its document. */
function walkGraph(value: unknown, where: At, { quads }: Place): Value {
  if (!isObject(value) || '@value' in value) return outside('a graph that is no object');
  const graph = quads.blank();
  const { expanded } = walkObject(value, where, { quads, graph }, true);
  return { name: graph, expanded: { '@graph': [expanded] }, writing: undefined };
}

/** JSON-LD 1.1 API §8.3.3. */
function walkList(values: readonly Value[], { quads, graph }: Place): Value {
  // jsonld takes no list for another, and writes the same quad twice where both are empty.
  if (values.length === 0) return outside('an empty list');
  const links = values.map(() => quads.blank());
  values.forEach(({ name, writing }, index) => {
    const subject = links[index] ?? NIL;
    quads.add(subject, FIRST, name, graph, writing);
    quads.add(subject, REST, links[index + 1] ?? NIL, graph);
  });
  const expanded = { '@list': values.map((one) => one.expanded) };
  return { name: links[0] ?? NIL, expanded, writing: undefined };
}

/** JSON-LD 1.1 API §5.3.2. */
function scalar(value: unknown, { at, key, term }: At): Value {
  const coercion = (at.coercion ??= readCoercion(at, key, term.address));
  if (typeof value === 'string') {
    if (coercion.to === 'literal') return literal(value, coercion.text);
    const address =
      coercion.to === 'word'
        ? (at.scope.meaning(value, { base: true }) ?? outside('a word without a meaning'))
        : at.scope.address(value);
    return { name: addressTerm(address), expanded: { '@id': address }, writing: undefined };
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') return outside('no JSON');
  const { native } = coercion;
  return {
    name: nativeTerm(value, native.type),
    expanded: expandedValue(value, native),
    writing: native,
  };
}

function literal(text: string, writing: TextWriting): Value {
  const name = literalTerm(text, writing.suffix);
  return { name, expanded: expandedValue(text, writing), writing };
}

function expandedValue(value: unknown, { type, language }: Writing): JsonObject {
  if (type !== undefined) return { '@type': type, '@value': value };
  return language === undefined ? { '@value': value } : { '@language': language, '@value': value };
}

/** VCDM 2.0 §11.1, without a direction. */
function valueObject(object: JsonObject): Value {
  const { '@value': text, '@language': language, ...others } = object;
  if (typeof text !== 'string' || Object.keys(others).length > 0) {
    return outside('a value that is more than words in a language');
  }
  if (language === undefined) return literal(text, PLAIN);
  return typeof language === 'string' && LANGUAGE.test(language)
    ? literal(text, inLanguage(language.toLowerCase()))
    : outside('no language');
}

const PLAIN = textWriting();

/** JSON-LD 1.1 §4.6.2. */
function wordsByLanguage(words: JsonObject, { scope }: WordPlace): readonly Value[] {
  return Object.entries(words).flatMap(([tag, value]) => {
    if (!LANGUAGE.test(tag) || scope.active.mappings.has(tag)) return outside('no language');
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
    return texts
      .filter((text) => text !== null)
      .map((text) => {
        return typeof text === 'string'
          ? literal(text, inLanguage(tag.toLowerCase()))
          : outside('no words');
      });
  });
}
