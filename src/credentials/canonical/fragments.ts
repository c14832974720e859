/**
 * Parts of documents that are the same in many: the badge class, the issuer. Their quads, and the
 * hashes of the blank nodes in them, are found once, and stand in every document in which they are.
 */
import { LRUCache } from 'lru-cache';
import type { JsonObject } from '../bytes/json-object.ts';
import { firstDegrees } from './canonical-form.ts';
import { type Name, type Quad, Quads } from './quads.ts';
import type { Scope } from './scope.ts';

interface Fragment {
  readonly name: Name;
  readonly expanded: JsonObject;
  /** Its blank nodes are numbered from 0. */
  readonly quads: readonly Quad[];
  readonly hashes: readonly string[];
}

/** By the text of the object: the same text is the same graph. Some 30 KB each. */
const kept = new LRUCache<string, WeakMap<Scope, Fragment>>({ max: 100 });
const LONGEST = 16_384;

type Read = (quads: Quads) => Pick<Fragment, 'name' | 'expanded'>;

/**
 * Adds the quads of an object that stands in many documents, in the graph of the document. `read`
 * finds them. Undefined for one that is too large, that holds a graph apart, or has no id: of a blank
 * node more is said around it.
 */
export function addFragment(
  object: JsonObject,
  scope: Scope,
  quads: Quads,
  read: Read,
): Pick<Fragment, 'name' | 'expanded'> | undefined {
  const text = JSON.stringify(object);
  if (text.length > LONGEST) return undefined;
  const known = kept.get(text)?.get(scope);
  if (known) return add(known, quads);
  const fragment = readFragment(read);
  const isApart = fragment.quads.some(({ graph: apart }) => apart !== undefined);
  if (typeof fragment.name !== 'string' || isApart) return undefined;
  keep(text, scope, fragment);
  return add(fragment, quads);
}

function keep(text: string, scope: Scope, fragment: Fragment): void {
  const fragments = kept.get(text) ?? new WeakMap<Scope, Fragment>();
  fragments.set(scope, fragment);
  kept.set(text, fragments);
}

/** By itself: in the document, what was said before would not be said again. */
function readFragment(read: Read): Fragment {
  const quads = new Quads();
  const { name, expanded } = read(quads);
  return { name, expanded, quads: quads.all, hashes: firstDegrees(quads, 'SHA-256') };
}

function add(fragment: Fragment, quads: Quads): Fragment {
  const before = quads.blanks;
  const moved = (name: Name) => (typeof name === 'number' ? name + before : name);
  for (const quad of fragment.quads) {
    const { subject, object } = quad;
    const isGround = typeof subject === 'string' && typeof object === 'string';
    // What is said of a blank node here is said of no other, and was found to be there once.
    const shift = { subject: moved(subject), object: moved(object), key: undefined };
    quads.push(isGround ? quad : { ...quad, ...shift });
  }
  fragment.hashes.forEach((hash, blank) => quads.firstDegrees.set(before + blank, hash));
  quads.blanks += fragment.hashes.length;
  return fragment;
}
