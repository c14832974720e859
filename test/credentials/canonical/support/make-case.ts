/** A document by lot: real, or with parts of others in it, and a few things that are wrong. */
import type { Sample } from './corpus.ts';
import { inventTree } from './invent.ts';
import { slotsIn, type Tree, treesIn } from './json.ts';
import type { Mutator } from './mutator.ts';
import { MUTATORS } from './mutators.ts';
import type { Tools } from './tools.ts';

export interface Case {
  readonly corpus: Sample['corpus'] | 'invented';
  readonly tree: Tree;
}

/** Values of a document that is compared some ten thousand times: most faults show in small ones. */
const FEW = 25;

const BAG: readonly (readonly Mutator[])[] = MUTATORS.flatMap(([weight, kind]) =>
  Array.from({ length: weight }, () => kind),
);

export function makeCase(tools: Tools): Case {
  if (tools.chance(3)) return inventCase(tools);
  const { corpus, tree: whole } = tools.sample();
  const tree = partOf(structuredClone(whole), tools);
  prune(tree, tools);
  // One mostly: two faults of which one is known hide the other.
  mutate(tree, 1 + tools.random.below(1 + tools.random.below(4)), tools);
  return { corpus, tree };
}

function inventCase(tools: Tools): Case {
  const tree = inventTree(tools);
  mutate(tree, tools.chance(3) ? 1 : 0, tools);
  return { corpus: 'invented', tree };
}

function mutate(tree: Tree, times: number, tools: Tools): void {
  for (let at = 0; at < times; at += 1) tools.random.oneOf(tools.random.oneOf(BAG))(tree, tools);
}

/** Often a part of it, with the context around it. */
function partOf(whole: Tree, tools: Tools): Tree {
  if (tools.chance(2)) return whole;
  const context = whole['@context'];
  const part = tools.random.oneOf(treesIn(whole));
  return context === undefined ? part : { '@context': context, ...part };
}

function prune(tree: Tree, { chance, random }: Tools): void {
  if (chance(12)) return;
  for (let slots = withoutTypes(tree); slots.length > FEW; slots = withoutTypes(tree)) {
    const most = 1 + (slots.length - FEW) / 4;
    for (let dropped = 0; dropped < most; dropped += 1) random.oneOf(slots).drop();
  }
}

/** What says which words there are is kept, mostly. */
const withoutTypes = (tree: Tree) => slotsIn(tree).filter(({ key }) => key !== 'type');
