/** As little of a document as still shows what is wrong with it. */
import { type Slot, slotsIn, type Tree } from './json.ts';

const MOST_TRIES = 400;

export async function shrink(tree: Tree, isWrong: (tree: Tree) => Promise<boolean>): Promise<Tree> {
  let smallest = tree;
  let at = 0;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const smaller = structuredClone(smallest);
    const slot: Slot | undefined = slotsIn(smaller)[at];
    if (!slot) return smallest;
    slot.drop();
    if (await isWrong(smaller)) smallest = smaller;
    else at += 1;
  }
  return smallest;
}
