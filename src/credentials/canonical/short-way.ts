/**
 * The short way from a document to its graph: forty times faster than the libraries, for what badges
 * are made of, and the same to the byte (docs/adr/0030). What it does not know goes the long way.
 */
import type { JsonObject } from '../bytes/json-object.ts';
import type { HashName } from '../platform/platform.ts';
import { canonicalForm } from './canonical-form.ts';
import { initialScope, MissingScope } from './scope.ts';
import { OutsideSubset } from './subset.ts';
import { type Graph, walk } from './walk.ts';

/** A document that needs more new contexts than this is not one of ours, nor like them. */
export const MOST_NEW_SCOPES = 60;

let isOn = true;

/** For the whole process, or thread. Off, all go the long way: slower, with the same answers. */
export function leaveShortWay(): void {
  isOn = false;
}

export const isShortWayOpen = (): boolean => isOn;

/**
 * Undefined for what goes the long way. `beforeLearning`: told before a context is processed that was
 * not met yet; what it throws is the one rejection.
 */
export async function readGraph(
  document: JsonObject,
  beforeLearning?: () => void,
): Promise<Graph | undefined> {
  if (!isOn) return undefined;
  const scope = initialScope();
  for (let made = 0; made <= MOST_NEW_SCOPES; made += 1) {
    const read = attempt(() => walk(document, scope));
    if (!(read instanceof MissingScope)) return read;
    beforeLearning?.();
    if (!(await isMade(read))) return undefined;
  }
  return undefined;
}

/** Canonical N-Quads. Undefined where two blank nodes look the same: that goes the long way too. */
export function writeCanonical(graph: Graph, algorithm: HashName): string | undefined {
  const form = attempt(() => canonicalForm(graph.quads, algorithm));
  return typeof form === 'string' ? form : undefined;
}

function attempt<T>(act: () => T): T | MissingScope | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof MissingScope) return error;
    // Deeper than the stack: the libraries may have less to keep at each level.
    if (error instanceof OutsideSubset || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A context that jsonld refuses is its own to refuse. */
function isMade(missing: MissingScope): Promise<boolean> {
  return missing.make().then(
    () => true,
    () => false,
  );
}
