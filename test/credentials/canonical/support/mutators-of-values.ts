/** Values from place to place, wrapped, emptied, and on the edges of their kind. */
import type { Json } from './json.ts';
import { atSlot, atTree, type Mutator } from './mutator.ts';
import { KEYWORDS, LANGUAGES, ODD_ADDRESSES, ODD_NUMBERS, ODD_STRINGS } from './oddities.ts';
import { PROPERTIES } from './words.ts';

const oneOf =
  (values: readonly Json[]): Mutator =>
  (root, tools) => {
    tools.slotOf(root)?.put(structuredClone(tools.random.oneOf(values)));
  };

/** Whole values, from place to place. */
export const moving: readonly Mutator[] = [
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

export const shapes: readonly Mutator[] = [
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

export const scalars: readonly Mutator[] = [
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
