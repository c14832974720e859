/** The short way against jsonld 9 and rdf-canonize 5 as they are published. */
import type { JsonObject } from '../../../../src/credentials/bytes/json-object.ts';
import { isObject } from '../../../../src/credentials/bytes/json-object.ts';
import { readGraph, writeCanonical } from '../../../../src/credentials/canonical/short-way.ts';
import { canonizeTheLongWay } from '../../../../src/credentials/graph/canonize.ts';
import { expandTheLongWay } from '../../../../src/credentials/graph/expand.ts';
import type { HashName } from '../../../../src/credentials/platform/platform.ts';

export interface Comparison {
  /** `tree`: its expanded form alone, as two blank nodes look the same. */
  readonly short: 'all' | 'tree' | 'nothing';
  /** What the libraries answer otherwise. */
  readonly fault?: string;
  readonly canonical?: string;
}

/** Where the short way has no answer, nothing is asked of the libraries: they decide alone. */
export async function compareWays(
  document: JsonObject,
  algorithm: HashName = 'SHA-256',
): Promise<Comparison> {
  const graph = await readGraph(document);
  if (!graph) return { short: 'nothing' };
  const tree = inAnyOrder(graph.expanded);
  const canonical = writeCanonical(graph, algorithm);
  const short = canonical === undefined ? 'tree' : 'all';
  const fault =
    (await faultOf('expanded form', tree, async () =>
      inAnyOrder(await expandTheLongWay(document)),
    )) ??
    (canonical === undefined
      ? undefined
      : await faultOf('canonical form', canonical, () => canonizeTheLongWay(document, algorithm)));
  return {
    short,
    ...(canonical !== undefined && { canonical }),
    ...(fault !== undefined && { fault }),
  };
}

async function faultOf(
  what: string,
  ours: string,
  ask: () => Promise<string>,
): Promise<string | undefined> {
  const theirs = await ask().catch((error: unknown) => `(refused: ${String(error)})`);
  return ours === theirs
    ? undefined
    : `The ${what} is another.\nShort way: ${ours}\nLibraries: ${theirs}`;
}

/** The same text for the same tree: members and sets have no order, lists have. */
function inAnyOrder(value: unknown): string {
  return JSON.stringify(sorted(value, false));
}

function sorted(value: unknown, isList: boolean): unknown {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value.map((one) => sorted(one, false));
    return isList ? items : items.toSorted(byText);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member, key === '@list')]));
}

const byText = (one: unknown, other: unknown) =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
