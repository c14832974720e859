/** One change, in place. */
import type { Slot, Tree } from './json.ts';
import type { Tools } from './tools.ts';

export type Mutator = (root: Tree, tools: Tools) => void;

export const atSlot =
  (change: (slot: Slot, tools: Tools) => void): Mutator =>
  (root, tools) => {
    const slot = tools.slotOf(root);
    if (slot) change(slot, tools);
  };

export const atTree =
  (change: (tree: Tree, tools: Tools) => void): Mutator =>
  (root, tools) => {
    change(tools.treeOf(root), tools);
  };
