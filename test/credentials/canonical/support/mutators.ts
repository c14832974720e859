/** One change each, in place. Most leave something that is still read the short way. */
import { isTree, type Json, type Slot, type Tree, slotsIn } from './json.ts';
import { INLINE_CONTEXTS, KEYWORDS, LANGUAGES, ODD_ADDRESSES, ODD_KEYS } from './oddities.ts';
import { ODD_NUMBERS, ODD_STRINGS } from './oddities.ts';
import type { Tools } from './tools.ts';
import { PROPERTIES, secondNamesOf, TYPES, URLS, WORDS } from './words.ts';

export type Mutator = (root: Tree, tools: Tools) => void;

const atSlot =
  (change: (slot: Slot, tools: Tools) => void): Mutator =>
  (root, tools) => {
    const slot = tools.slotOf(root);
    if (slot) change(slot, tools);
  };

const atTree =
  (change: (tree: Tree, tools: Tools) => void): Mutator =>
  (root, tools) => {
    change(tools.treeOf(root), tools);
  };

const oneOf =
  (values: readonly Json[]): Mutator =>
  (root, tools) => {
    tools.slotOf(root)?.put(structuredClone(tools.random.oneOf(values)));
  };

/** Whole values, from place to place. */
const moving: readonly Mutator[] = [
  atSlot((slot) => {
    slot.drop();
  }),
  atSlot((slot, { donor }) => {
    slot.put(donor(slot.key));
  }),
  atSlot((slot, { donor, chance }) => {
    slot.put(donor(chance(4) ? '' : slot.key));
  }),
  (root, tools) => {
    const [one, other] = [tools.slotOf(root), tools.slotOf(root)];
    if (!one || !other) return;
    const [first, second] = [structuredClone(one.value), structuredClone(other.value)];
    one.put(second);
    other.put(first);
  },
  (root, tools) => {
    const slot = tools.slotOf(root);
    const tree = tools.treeOf(root);
    if (slot && slot.key !== '') tree[slot.key] = structuredClone(slot.value);
  },
  atTree((tree, { donor, random }) => {
    const key = random.oneOf(PROPERTIES);
    tree[key] = donor(key);
  }),
  atTree((tree, { donorTree }) => {
    Object.assign(tree, donorTree());
  }),
];

const shapes: readonly Mutator[] = [
  atSlot((slot) => {
    slot.put([slot.value]);
  }),
  atSlot((slot) => {
    slot.put([slot.value, structuredClone(slot.value)]);
  }),
  atSlot((slot, { donor }) => {
    slot.put([slot.value, donor(slot.key)].flat());
  }),
  atSlot((slot, { random }) => {
    slot.put(
      random.oneOf([[[slot.value]], [slot.value, null], [slot.value, []], [null], [[], []]]),
    );
  }),
  oneOf([null, [], {}, '', [{}], [{}, {}], { id: null }, { type: [] }, true, false, [null]]),
  atSlot((slot, { random }) => {
    const depth = random.below(12) + 1;
    const nested = Array.from({ length: depth }).reduce<Json>(
      (value) => ({ [slot.key]: value }),
      slot.value,
    );
    slot.put(nested);
  }),
];

const scalars: readonly Mutator[] = [
  oneOf(ODD_NUMBERS),
  oneOf(ODD_STRINGS),
  oneOf(ODD_ADDRESSES),
  oneOf(KEYWORDS),
  atSlot((slot, { random }) => {
    if (typeof slot.value === 'string') slot.put(slot.value + random.oneOf(ODD_STRINGS));
  }),
  atSlot((slot, { random }) => {
    const number = random.oneOf([0, 1, 1.5, 1e21, true, false]);
    slot.put([number, random.oneOf([String(number), number, { '@value': String(number) }])]);
  }),
  atSlot((slot, { random }) => {
    const text = typeof slot.value === 'string' ? slot.value : random.oneOf(ODD_STRINGS);
    const language = random.oneOf(LANGUAGES);
    slot.put(
      random.oneOf<Json>([
        { '@value': text },
        { '@value': text, '@language': language },
        [
          { '@value': text, '@language': language },
          { '@value': text, '@language': language.toUpperCase() },
        ],
        { '@value': text, '@language': language, '@direction': 'rtl' },
        { '@value': text, '@type': random.oneOf(ODD_ADDRESSES) },
        { '@value': text, '@index': 'x' },
        { '@value': random.oneOf(ODD_NUMBERS) },
        { [language]: text, fr: [text, null, 'deux'] },
        { '@none': text, en: text },
        [text, { '@value': text }],
      ]),
    );
  }),
];

const names: readonly Mutator[] = [
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

const types: readonly Mutator[] = [
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

const keys: readonly Mutator[] = [
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

const contexts: readonly Mutator[] = [
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
const containers: readonly Mutator[] = [
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
