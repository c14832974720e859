import type { Mutator } from './mutator.ts';
import { containers, contexts, keys, names, types } from './mutators-of-nodes.ts';
import { moving, scalars, shapes } from './mutators-of-values.ts';

/** By how often they are drawn, the kinds that leave most to the short way first. */
export const MUTATORS: readonly (readonly [weight: number, kind: readonly Mutator[]])[] = [
  [6, moving],
  [4, shapes],
  [4, scalars],
  [5, names],
  [2, types],
  [2, keys],
  [2, contexts],
  [4, containers],
];
