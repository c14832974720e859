/** Single faults, generated: each answers one changed text per place where it can be made. */
import { isObject, type JsonObject } from '../../../../src/credentials/bytes/json-object.ts';
import { type Fault, type Kind, mapped } from './kinds.ts';
import { changed, nudge, type Path, pathsOf, valueAt } from './mutations.ts';

type Change = (value: unknown) => unknown;

/** Characters that look like another one, or like nothing. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/a/, '\u{430}'],
  [/e/, '\u{435}'],
  [/o/, '\u{3BF}'],
  [/i/, '\u{456}'],
  [/\//, '\u{2044}'],
  [/1/, '\u{661}'],
  [/$/, '\u{200B}'],
  [/é/, 'e\u{301}'],
];

/** `undefined` where the fault cannot be made. */
const VALUES: Readonly<Record<string, (text: string) => unknown>> = {
  nudged: nudge,
  doubled: (text) => text + text,
  emptied: () => '',
  'cut short': (text) => (text.length > 1 ? text.slice(0, -1) : undefined),
  'with a space': (text) => `${text} `,
  'in capitals': (text) => differing(text, text.toUpperCase()),
  'with a NUL': (text) => `${text}\0`,
  'turned round': (text) => differing(text, Array.from(text).reverse().join('')),
};

const TYPES: Readonly<Record<string, Change>> = {
  null: () => null,
  'of another type': (value) => (typeof value === 'number' ? 'seven' : 7),
  false: () => false,
  'an empty object': () => ({}),
  nested: (value) => ({ value }),
  'in a list of lists': (value) => [[value]],
  'a value object': (value) => ({ '@value': value, '@type': 'urn:x' }),
};

const NUMBERS: Readonly<Record<string, Change>> = {
  'as a number': (value) => (/^\d+$/.test(String(value)) ? Number(value) : value),
  'as digits': (value) => (typeof value === 'number' ? String(value) : value),
};

/** Deeper than what is read, and yet no deeper than a parser takes. */
const DEEP: Readonly<Record<string, Change>> = {
  'forty objects deep': (value) => nest(40, value, (inner) => ({ x: inner })),
  'forty lists deep': (value) => nest(40, value, (inner) => [inner]),
};

const ADDED: Readonly<Record<string, JsonObject>> = {
  'an unknown member': { favourite: 'x' },
  'a null': { validUntilX: null },
  'a keyword': { '@index': 'x' },
  'an id by keyword': { '@id': 'urn:x' },
  'a full IRI': { 'https://schema.org/name': 'x' },
  'a compact IRI': { 'cred:name': 'x' },
  'a graph': { '@graph': [] },
  'a reverse': { '@reverse': { issuer: 'urn:x' } },
};

const INLINE: Readonly<Record<string, JsonObject>> = {
  'an empty context': { '@context': {} },
  'a vocabulary': { '@context': { '@vocab': 'urn:x#' } },
  'a term': { '@context': { name: 'urn:x' } },
  'a context of another': { '@context': 'https://example.org/context' },
};

/** Every fault in every place of `document`, each text once. */
export function faultsOf(document: JsonObject): readonly Fault[] {
  const paths = pathsOf(document);
  const strings = paths.filter((path) => typeof valueAt(document, path) === 'string');
  const objects = [[], ...paths].filter((path: Path) => isObject(valueAt(document, path)));
  const changes = (kind: Kind, places: readonly Path[], all: Readonly<Record<string, Change>>) =>
    Object.entries(all).flatMap(([name, change]) => at(document, places, { kind, name }, change));
  const added = (all: Readonly<Record<string, JsonObject>>) =>
    mapped(all, (extra) => (value: unknown) => Object.assign({}, value, extra));
  const ofStrings = mapped(VALUES, (change) => (value: unknown) => change(String(value)) ?? value);
  const faults = [
    ...changes('key', paths, { removed: () => undefined }),
    ...changes('value', strings, ofStrings),
    ...changes('type', paths, TYPES),
    ...changes('number as text', paths, NUMBERS),
    ...changes('deep nesting', paths, DEEP),
    ...ALIKE.flatMap(([from, to]) =>
      changes('look-alike', strings, {
        [`with ${JSON.stringify(to)}`]: (value) => String(value).replace(from, to),
      }),
    ),
    ...changes('key', objects, added(ADDED)),
    ...changes('inline context', objects, added(INLINE)),
    ...renamed(document, paths),
    ...inTheText(JSON.stringify(document)),
  ];
  return [...new Map(faults.map((fault) => [fault.text, fault])).values()];
}

/** At most so many of each kind, from all over: each kind comes, and the run ends. */
export function someOf(faults: readonly Fault[], most: number): readonly Fault[] {
  const kinds = new Set(faults.map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const all = faults.filter((fault) => fault.kind === kind);
    const step = Math.max(1, all.length / most);
    return Array.from(
      { length: Math.min(most, all.length) },
      (_, n) => all[Math.floor(n * step)],
    ).filter((fault) => fault !== undefined);
  });
}

function nest(depth: number, value: unknown, around: (inner: unknown) => unknown): unknown {
  return Array.from({ length: depth }).reduce((inner) => around(inner), value);
}

function at(
  document: JsonObject,
  paths: readonly Path[],
  { kind, name }: { readonly kind: Kind; readonly name: string },
  change: Change,
): readonly Fault[] {
  return paths.flatMap((path) => {
    const value = valueAt(document, path);
    const isFault = JSON.stringify(change(value)) !== JSON.stringify(value);
    const text = JSON.stringify(changed(document, path, change));
    return isFault ? [{ kind, name: `${path.join('.')} ${name}`, text }] : [];
  });
}

function renamed(document: JsonObject, paths: readonly Path[]): readonly Fault[] {
  const spellings: readonly (readonly [Kind, (key: string) => string])[] = [
    ['key', (key) => `${key}X`],
    ['key', (key) => key.toUpperCase()],
    ['look-alike', (key) => key.replace(/[aeo]/, '\u{430}')],
    ['look-alike', (key) => `${key}\u{200B}`],
  ];
  const members = paths.filter((path) => typeof path.at(-1) === 'string');
  const spelt = (spell: (key: string) => string) =>
    members.filter((path) => spell(String(path.at(-1))) !== path.at(-1));
  return spellings.flatMap(([kind, spell], nth) =>
    spelt(spell).map((path) => ({
      kind,
      name: `${path.join('.')} renamed ${nth}`,
      text: JSON.stringify(
        changed(document, path.slice(0, -1), (holder) => {
          const key = String(path.at(-1));
          const { [key]: moved, ...rest } = isObject(holder) ? holder : {};
          return { ...rest, [spell(key)]: moved };
        }),
      ),
    })),
  );
}

/** What a parser would smooth over. */
function inTheText(text: string): readonly Fault[] {
  const keys = [...text.matchAll(/[{,]("[^"]+"):/g)];
  const twice = keys.map(({ index, 1: key = '' }) => {
    const place = index + 1;
    return {
      kind: 'duplicate key' as const,
      name: `${key} twice, at ${place}`,
      text: `${text.slice(0, place)}${key}:"x",${text.slice(place)}`,
    };
  });
  const poisoned = keys.flatMap(({ index }) =>
    ['__proto__', 'constructor', 'prototype'].map((key) => ({
      kind: 'prototype key' as const,
      name: `${key} at ${index}`,
      text: `${text.slice(0, index + 1)}"${key}":{"type":"x"},${text.slice(index + 1)}`,
    })),
  );
  const cut = Array.from({ length: 40 }, (_, n) => Math.floor((n * text.length) / 40));
  const short = cut.map((end) => ({
    kind: 'truncated' as const,
    name: `cut at ${end}`,
    text: text.slice(0, end),
  }));
  return [...twice, ...poisoned, ...short];
}

function differing(before: string, after: string): string | undefined {
  return after === before ? undefined : after;
}

/** Each character of an encoded text becomes another one of its alphabet. */
export function characterFaults(text: string): readonly Fault[] {
  return Array.from(text, (character, index) => ({
    kind: 'value' as const,
    name: `character ${index}`,
    text: text.slice(0, index) + (character === 'B' ? 'C' : 'B') + text.slice(index + 1),
  })).filter((fault) => fault.text !== text);
}
