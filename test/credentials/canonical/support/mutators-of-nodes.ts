/** What an object is called, its types, words and contexts, and the graphs and lists it has. */
import { isTree, type Json, slotsIn } from './json.ts';
import { atSlot, atTree, type Mutator } from './mutator.ts';
import { INLINE_CONTEXTS, KEYWORDS, ODD_ADDRESSES, ODD_KEYS, ODD_STRINGS } from './oddities.ts';
import { PROPERTIES, secondNamesOf, TYPES, URLS, WORDS } from './words.ts';

export const names: readonly Mutator[] = [
  atTree((tree, { random, chance }) => {
    tree['id'] = chance(2) ? 'urn:x' : random.oneOf(ODD_ADDRESSES);
  }),
  atTree((tree, { random }) => {
    tree['id'] = random.oneOf(['urn:one', 'urn:other']);
  }),
  (root, { treeOf, random, chance }) => {
    const [one, other] = [treeOf(root), treeOf(root)];
    const id = random.oneOf([one['id'] ?? 'urn:same', 'urn:same']);
    if (chance(2)) Object.assign(other, structuredClone(one));
    one['id'] = id;
    other['id'] = structuredClone(id);
  },
  atTree((tree) => {
    delete tree['id'];
  }),
  atTree((tree, { random }) => {
    tree['@id'] = random.oneOf(ODD_ADDRESSES);
  }),
  (root, { slotOf }) => {
    const slot = slotOf(root);
    if (isTree(slot?.value) && slot.value['id'] !== undefined) slot.put({ id: slot.value['id'] });
  },
  atSlot((slot, { random }) => {
    slot.put({ id: random.oneOf(ODD_ADDRESSES) });
  }),
];

export const types: readonly Mutator[] = [
  atTree((tree, { random }) => {
    tree['type'] = random.oneOf(TYPES);
  }),
  atTree((tree, { random }) => {
    const all = [tree['type'] ?? []].flat();
    const one = random.oneOf([...TYPES, ...TYPES, 'urn:x', ...ODD_ADDRESSES]);
    tree['type'] = random.oneOf<Json>([
      [...all, one],
      [one, ...all],
      [...all, ...all],
      all.toReversed(),
      [],
    ]);
  }),
  atTree((tree, { random }) => {
    tree['@type'] = random.oneOf([...TYPES, ...ODD_ADDRESSES]);
  }),
  atTree((tree, { random }) => {
    tree['type'] = random.oneOf<Json>([
      ...ODD_STRINGS,
      ...WORDS,
      7,
      null,
      {},
      [[]],
      ['Proof', null],
    ]);
  }),
];

export const keys: readonly Mutator[] = [
  (root, { treeOf, random }) => {
    const tree = treeOf(root);
    const [key = ''] = Object.keys(tree).filter((one) => secondNamesOf(one).length > 0);
    const [second] = secondNamesOf(key);
    if (second !== undefined) tree[second] = structuredClone(tree[key] ?? null);
    else tree[random.oneOf(WORDS)] = 'x';
  },
  atTree((tree, { random, donor }) => {
    const key = random.oneOf([...ODD_KEYS, ...WORDS]);
    tree[key] = donor(key);
  }),
  atTree((tree, { random, donor }) => {
    tree[random.oneOf(KEYWORDS)] = random.oneOf<Json>([donor(), [donor()], {}, [], 'x', null]);
  }),
  atTree((tree, { random }) => {
    const [from] = Object.keys(tree).toSorted(() => random.below(3) - 1);
    if (from === undefined) return;
    const { [from]: value = null, ...others } = tree;
    for (const key of Object.keys(tree)) Reflect.deleteProperty(tree, key);
    Object.assign(tree, others, { [random.oneOf([...PROPERTIES, ...ODD_KEYS])]: value });
  }),
];

export const contexts: readonly Mutator[] = [
  atTree((tree, { random }) => {
    tree['@context'] = random.oneOf(URLS);
  }),
  atTree((tree, { sample }) => {
    const { '@context': context } = sample().tree;
    if (context !== undefined) tree['@context'] = structuredClone(context);
  }),
  (root, { random }) => {
    const all = [root['@context'] ?? []].flat();
    root['@context'] = random.oneOf<Json>([
      all.toReversed(),
      all.slice(1),
      all.slice(0, -1),
      [...all, ...all],
      [...all, random.oneOf(URLS)],
      [random.oneOf(URLS), ...all],
      [...all, structuredClone(random.oneOf(INLINE_CONTEXTS))],
    ]);
  },
  atTree((tree, { random }) => {
    tree['@context'] = structuredClone(random.oneOf(INLINE_CONTEXTS));
  }),
];

/** Graphs apart, lists, and what stands in them. */
export const containers: readonly Mutator[] = [
  atTree((tree, { random, donor }) => {
    const key = random.oneOf(['proof', 'verifiableCredential', 'boostCredential']);
    tree[key] = random.oneOf<Json>([
      donor('proof'),
      [donor('proof'), donor()],
      donor(),
      [],
      {},
      [{}],
    ]);
  }),
  (root, { treeOf }) => {
    treeOf(root)['proof'] = structuredClone(treeOf(root));
  },
  atTree((tree, { random, donor }) => {
    tree['type'] = 'ResultDescription';
    tree['allowedValue'] = random.oneOf<Json>([
      [],
      ['a', 'b'],
      ['a', 'a'],
      'a',
      [null],
      [donor(), 1],
      null,
    ]);
  }),
  (root) => {
    for (const slot of slotsIn(root)) if (isTree(slot.value)) slot.put([slot.value]);
  },
];
