/** What mutators draw from: lots that come again with the same seed, and parts of other documents. */
import { createRandom } from '../../support/faults/random.ts';
import type { Sample } from './corpus.ts';
import { isTree, type Json, type Slot, slotsIn, type Tree, treesIn } from './json.ts';

export type Random = ReturnType<typeof createRandom>;

export interface Tools {
  readonly random: Random;
  /** One in so many times. */
  readonly chance: (times: number) => boolean;
  readonly slotOf: (root: Tree) => Slot | undefined;
  readonly treeOf: (root: Tree) => Tree;
  /** A copy of what stands somewhere in the corpus, at that key if it is there. */
  readonly donor: (key?: string) => Json;
  readonly donorTree: () => Tree;
  readonly sample: () => Sample;
}

export function createTools(samples: readonly Sample[], seed: number): Tools {
  const random = createRandom(seed);
  const slots = samples.flatMap(({ tree }) => slotsIn(tree));
  const values = new Map<string, Slot[]>();
  for (const slot of slots) values.set(slot.key, [...(values.get(slot.key) ?? []), slot]);
  const trees = slots.map(({ value }) => value).filter((value) => isTree(value));
  const chance = (times: number) => random.below(times) === 0;
  return {
    random,
    chance,
    // A name or a type that is wrong leaves everything around it to the libraries.
    slotOf: (root) =>
      oneOf(
        random,
        slotsIn(root).filter(({ key }) => (key !== 'id' && key !== 'type') || chance(12)),
      ),
    treeOf: (root) => random.oneOf(treesIn(root)),
    donor: (key = '') => structuredClone(random.oneOf(values.get(key) ?? slots).value),
    donorTree: () => structuredClone(random.oneOf(trees)),
    sample: () => random.oneOf(samples),
  };
}

const oneOf = <T>(random: Random, all: readonly T[]): T | undefined =>
  all.length === 0 ? undefined : random.oneOf(all);
