/**
 * From a document to its quads, and to its expanded form, in one pass (JSON-LD 1.1 API §5.1, §7 and
 * §8, as far as badges use them). The two say the same: what is judged is what is signed.
 */
import { isObject, type JsonObject } from '../bytes/json-object.ts';
import { addFragment } from './fragments.ts';
import { addressTerm, RDF, RDF_TYPE } from './nquads.ts';
import { type Name, Quads } from './quads.ts';
import type { Scope } from './scope.ts';
import { outside } from './subset.ts';
import type { Property } from './terms.ts';
import { scalar, type PropertyValue, valueObject, wordsByLanguage } from './values.ts';

export interface Graph {
  readonly quads: Quads;
  /** As `jsonld.expand` gives it. */
  readonly expanded: readonly unknown[];
}

/** Where the quads go. */
interface Target {
  readonly quads: Quads;
  readonly graph: number | undefined;
  /** Whether fragments may be taken: within one there are none, for each would be read twice. */
  readonly hasFragments: boolean;
}

/** In expanded form, while it is made. */
type Expanded = Record<string, unknown>;

/** Where the badge class stands, and the issuer: all badges of one class say the same there. */
const REPEATED: ReadonlySet<string> = new Set([
  'https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement',
  'https://www.w3.org/2018/credentials#issuer',
]);

const TYPE_PREDICATE = ` ${addressTerm(RDF_TYPE)} `;
const FIRST = ` ${addressTerm(`${RDF}first`)} `;
const REST = ` ${addressTerm(`${RDF}rest`)} `;
const NIL = addressTerm(`${RDF}nil`);

/** Throws `OutsideSubset`, and `MissingScope`. */
export function walk(document: JsonObject, scope: Scope): Graph {
  const quads = new Quads();
  const target = { quads, graph: undefined, hasFragments: true };
  const { expanded } = walkTop(document, scope, target);
  return { quads, expanded: [expanded] };
}

/** Of a graph. What says nothing there, JSON-LD drops. */
function walkTop(element: JsonObject, outer: Scope, target: Target): PropertyValue {
  const value = walkNode(element, outer, target);
  if (Object.keys(value.expanded).every((key) => key === '@id')) outside('an empty graph');
  return value;
}

function walkNode(element: JsonObject, outer: Scope, target: Target): PropertyValue {
  const context = element['@context'];
  const base = context === undefined ? outer : outer.within(context);
  const keys = Object.keys(element);
  const typeKey = keys.find((key) => kindOf(base, key) === 'type');
  const types = typeKey === undefined ? [] : textsOf(element[typeKey]);
  const scope = base.typed(types);
  const idKey = keys.find((key) => kindOf(scope, key) === 'id');

  const expanded: Expanded = {};
  const name =
    idKey === undefined ? target.quads.blank() : addressOf(element[idKey], scope, expanded);
  if (typeKey !== undefined) addTypes(name, types, base, target, expanded);
  for (const key of keys) {
    if (key === '@context' || key === idKey) continue;
    const word = scope.word(key);
    if (word?.kind === 'property') addProperty(name, word, element[key], target, expanded);
    // A second key for the id or the types, or one without a meaning: JSON-LD has its own answer.
    else if (key !== typeKey || kindOf(scope, key) !== 'type') outside(`the key ${key}`);
  }
  return { name, expanded, writing: undefined };
}

function kindOf(scope: Scope, key: string): string | undefined {
  if (key === '@id') return 'id';
  return key === '@type' ? 'type' : scope.word(key)?.kind;
}

function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = all.filter((one) => typeof one === 'string');
  return texts.length === all.length && all.length > 0 ? texts : outside('types that are no text');
}

function addressOf(id: unknown, scope: Scope, expanded: Expanded): string {
  if (typeof id !== 'string') return outside('an id that is no text');
  const address = scope.address(id);
  expanded['@id'] = address;
  return addressTerm(address);
}

function addTypes(
  subject: Name,
  names: readonly string[],
  scope: Scope,
  { quads, graph }: Target,
  expanded: Expanded,
): void {
  const types = names.map((name) => scope.type(name));
  for (const type of types) quads.add(subject, TYPE_PREDICATE, addressTerm(type), graph);
  expanded['@type'] = types;
}

function addProperty(
  subject: Name,
  property: Property,
  value: unknown,
  target: Target,
  expanded: Expanded,
): void {
  // What is null is not there (JSON-LD 1.1 API §5.1.2, step 13.7).
  if (value === null || value === undefined) return;
  const { address, predicate, container } = property;
  const values = valuesOf(value, property, target);
  // No empty graph is added (JSON-LD 1.1 API §5.1.2, step 13.12), and so not even the property.
  if (container === 'graph' && values.length === 0) return;
  const told = container === 'list' ? [walkList(values, target)] : values;
  const before: unknown = expanded[address];
  // Its first value was taken for the sole one, and would not be known again.
  if (before !== undefined && typeof subject === 'number') outside('two words of one meaning');
  const isSole = told.length === 1 && before === undefined;
  for (const { name, writing } of told) {
    target.quads.add(subject, predicate, name, target.graph, writing, isSole);
  }
  const now = told.map((one) => one.expanded);
  expanded[address] = Array.isArray(before) ? before.concat(now) : now;
}

function valuesOf(value: unknown, property: Property, target: Target): readonly PropertyValue[] {
  if (property.container === 'language' && isObject(value)) {
    return wordsByLanguage(value, property.place);
  }
  if (!Array.isArray(value)) return [walkValue(value, property, target)];
  const all: readonly unknown[] = value;
  return all.filter((one) => one !== null).map((one) => walkValue(one, property, target));
}

function walkValue(value: unknown, property: Property, target: Target): PropertyValue {
  if (Array.isArray(value)) return outside('a list within a list');
  if (property.container === 'graph') return walkGraph(value, property, target);
  if (!isObject(value)) return scalar(value, property.place);
  return '@value' in value ? valueObject(value) : walkObject(value, property, target);
}

function walkObject(element: JsonObject, property: Property, target: Target): PropertyValue {
  const scope = scopeFor(element, property);
  if (!target.hasFragments || !isRepeated(element, property)) {
    return walkNode(element, scope, target);
  }
  const alone = { graph: undefined, hasFragments: false };
  const read = (quads: Quads) => walkNode(element, scope, { quads, ...alone });
  const fragment = addFragment(element, scope, target.quads, read);
  return fragment
    ? { ...fragment, writing: undefined }
    : walkNode(element, scope, { ...target, hasFragments: false });
}

/** Without an id, more is said of it around it. */
function isRepeated({ id }: JsonObject, { address }: Property): boolean {
  return REPEATED.has(address) && typeof id === 'string';
}

function scopeFor(element: JsonObject, { place }: Property): Scope {
  const { scope, node, reference } = place;
  if (!scope.previous) return node;
  const [key = '', second] = Object.keys(element);
  return second === undefined && kindOf(scope, key) === 'id' ? reference : node;
}

/** A graph apart, which has no name (JSON-LD 1.1 §4.9): so a proof stands in its document. */
function walkGraph(value: unknown, property: Property, { quads }: Target): PropertyValue {
  if (!isObject(value) || '@value' in value) return outside('a graph that is no object');
  const graph = quads.blank();
  const { expanded } = walkTop(value, scopeFor(value, property), {
    quads,
    graph,
    hasFragments: false,
  });
  return { name: graph, expanded: { '@graph': [expanded] }, writing: undefined };
}

/** JSON-LD 1.1 API §8.3.3. */
function walkList(values: readonly PropertyValue[], { quads, graph }: Target): PropertyValue {
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
