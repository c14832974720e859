/**
 * What is signed is a graph, and a graph has no root: one set of quads can be written as several
 * trees, each with another credential on top, or with half of a node where nobody looks. One of them
 * was signed on purpose (docs/adr/0024). Judged is the expanded form, whose nodes are those of the
 * quads: only one credential, it is the root, and what decides stands where it is looked for.
 */
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { BADGES, CREDENTIAL, ENDORSED_BY, ENDORSEMENT, ENDORSEMENT_COMMENT } from './words.ts';
import { ENDORSEMENT_SUBJECT, HOLDS, PRESENTATION, PROOF, READ_AT, RECORD } from './words.ts';
import { DIGESTS, REFRESH, REFRESH_SERVICE, RELATED, SUBJECT } from './words.ts';

interface Node {
  readonly object: JsonObject;
  /** The property at which it stands, and of whom; the root has none. */
  readonly at?: { readonly property: string; readonly owner: Node };
}

/** Undefined if `expanded` is written as it was signed. It has the root alone, without its proof. */
export function faultOfGraph(expanded: readonly unknown[]): string | undefined {
  const [root, second] = expanded;
  if (!isObject(root) || second !== undefined) return 'It is not one object';
  if (!isCredential(root)) return 'Its root is neither a credential nor a presentation';
  const nodes = collect(root);
  if (typeof nodes === 'string') return nodes;
  return faultOfCredentials(nodes) ?? faultOfMentions(nodes);
}

/**
 * As above, for what is signed for somebody else: it holds no other credential, in whatever place and
 * by whatever name, and no graph apart, which could be written on top of it later.
 */
export function faultOfLone(expanded: readonly unknown[]): string | undefined {
  const fault = faultOfGraph(expanded);
  if (fault !== undefined) return fault;
  const [root, ...others] = objectsOf(expanded);
  const isHeld = others.some((object) => '@graph' in object || isCredential(object));
  const isHolder = [root, ...others].some((object) => object && HOLDS.some((at) => at in object));
  return isHeld || isHolder ? 'It holds another credential' : undefined;
}

/** All objects, the root first; also those of graphs apart. */
function objectsOf(expanded: readonly unknown[]): readonly JsonObject[] {
  const all = [...objectsIn(expanded)];
  // The list grows while it is walked.
  for (const object of all) all.push(...objectsIn(Object.values(object).flatMap(toArray)));
  return all;
}

/** Every node, the root first; or a spelling that hides whose member something is. */
function collect(root: JsonObject): readonly Node[] | string {
  const nodes: Node[] = [{ object: root }];
  // The list grows while it is walked: nothing here depends on how deep the document is.
  for (const owner of nodes) {
    for (const [property, values] of Object.entries(owner.object)) {
      if (property === '@reverse' || property === '@included' || property === '@graph') {
        return `It is written with ${property}`;
      }
      if (property.startsWith('@')) continue;
      for (const object of objectsIn(values)) {
        if (!('@graph' in object)) nodes.push({ object, at: { property, owner } });
        // A graph apart: a proof, or a credential that is looked at by itself.
        else if (property !== PROOF && !HOLDS.includes(property)) return 'It holds another graph';
      }
    }
  }
  return nodes;
}

function objectsIn(values: unknown): readonly JsonObject[] {
  const objects: JsonObject[] = [];
  for (const value of toArray(values)) {
    if (!isObject(value) || '@value' in value) continue;
    if ('@list' in value) objects.push(...objectsIn(value['@list']));
    else objects.push(value);
  }
  return objects;
}

function faultOfCredentials([root, ...others]: readonly Node[]): string | undefined {
  if (!root) return undefined;
  const isRecord = isTyped(root.object, RECORD);
  const within = others.filter(({ object }) => isCredential(object));
  const stray = within.find((node) => !(isEndorsement(node) || (isRecord && isHeld(node, root))));
  if (stray) return `There is another credential in it: ${idOf(stray.object) ?? 'without an id'}`;
  const branch = within.find((node) => within.some((one) => one !== node && isBelow(one, node)));
  return branch && 'A credential within it holds another one';
}

function isEndorsement({ object, at }: Node): boolean {
  const isBadge = BADGES.some((badge) => isTyped(object, badge));
  return at?.property === ENDORSED_BY && isTyped(object, ENDORSEMENT) && !isBadge;
}

/** What holds credentials holds not itself. */
const isHolding = ({ at }: Node) => at !== undefined && HOLDS.includes(at.property);

/** In the subject of a record (Comprehensive Learner Record 2.0, ClrSubject), and no record itself. */
function isHeld({ object, at }: Node, root: Node): boolean {
  if (isTyped(object, RECORD)) return false;
  return at !== undefined && HOLDS.includes(at.property) && at.owner.at?.owner === root;
}

function isBelow(node: Node, above: Node): boolean {
  for (let owner = node.at?.owner; owner; owner = owner.at?.owner) if (owner === above) return true;
  return false;
}

/** One node may be named in many places. It is described where a reader looks for it. */
function faultOfMentions(nodes: readonly Node[]): string | undefined {
  const [root] = nodes;
  for (const [id, mentions] of byId(nodes)) {
    // A label is no name: two readers may take it for two nodes.
    if (id.startsWith('_:')) return `${id} is the label of a blank node`;
    const [first, ...others] = mentions;
    if (first === root && others.some((node) => !isMere(node) || isHolding(node))) {
      return 'The credential is nested in itself';
    }
    if (others.length > 0 && isSpread(mentions)) {
      return `What it says of ${id} is spread over several places`;
    }
  }
  return undefined;
}

/** Whether one mention says what a reader would look for at another. */
function isSpread(mentions: readonly Node[]): boolean {
  return mentions.some(({ object, at }) => {
    const words = at && READ_AT.get(at.property);
    if (words === undefined) return false;
    const others = mentions.filter((node) => node.object !== object && !isMere(node));
    return others.some(({ object: other }) =>
      Object.keys(other).some((word) => {
        const isLookedFor = word !== '@id' && (words === 'all' || words.includes(word));
        return isLookedFor && textOf(other[word]) !== textOf(object[word]);
      }),
    );
  });
}

/** It names a node, and says no more of it than what such a place is there for. */
function isMere({ object, at }: Node): boolean {
  const { '@id': id, '@type': types, ...members } = object;
  const said = Object.keys(members);
  const isOnly = (type: string) => toArray(types).every((one) => one === type);
  if (at?.property === SUBJECT && isEndorsement(at.owner)) {
    return isOnly(ENDORSEMENT_SUBJECT) && said.every((word) => word === ENDORSEMENT_COMMENT);
  }
  if (at?.property === RELATED && isEndorsement(at.owner)) {
    return types === undefined && said.every((word) => DIGESTS.includes(word));
  }
  // A credential may be its own newest form (1EdTech Credential Refresh 1.0).
  const isService = at?.property === REFRESH && isOnly(REFRESH_SERVICE);
  return said.length === 0 && (types === undefined || isService);
}

function byId(nodes: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const id = idOf(node.object);
    if (id === undefined) continue;
    const group = groups.get(id) ?? [];
    group.push(node);
    groups.set(id, group);
  }
  return groups;
}

/** The same for the same statement: in a set, and among the members of an object, none is first. */
function textOf(value: unknown): string {
  // What is not said, and what is said to be nothing.
  if (value === undefined) return '[]';
  if (Array.isArray(value)) return `[${value.map(textOf).sort().join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => {
    const text = key === '@list' ? toArray(member).map(textOf).join() : textOf(member);
    return `${JSON.stringify(key)}:${text}`;
  });
  return `{${members.sort().join()}}`;
}

const isTyped = (object: JsonObject, type: string) => toArray(object['@type']).includes(type);
const isCredential = (object: JsonObject) =>
  isTyped(object, CREDENTIAL) || isTyped(object, PRESENTATION);

function idOf({ '@id': id }: JsonObject): string | undefined {
  return typeof id === 'string' ? id : undefined;
}
