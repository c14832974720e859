/** Single faults, generated: each answers one changed text per place where it can be made. */
import { isObject, type JsonObject } from '../../../src/credentials/json-object.ts';
import { changed, nudge, type Path, pathsOf, valueAt } from './mutations.ts';

export interface Fault {
  readonly name: string;
  readonly text: string;
}

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
const OF_STRINGS: Readonly<Record<string, (text: string) => unknown>> = {
  nudged: nudge,
  doubled: (text) => text + text,
  emptied: () => '',
  'cut short': (text) => (text.length > 1 ? text.slice(0, -1) : undefined),
  'with a space': (text) => `${text} `,
  'in capitals': (text) => differing(text, text.toUpperCase()),
  'as a number': (text) => (/^\d+$/.test(text) ? Number(text) : text.length),
  'with a NUL': (text) => `${text}\0`,
  'turned round': (text) => differing(text, Array.from(text).reverse().join('')),
  'as an object': (text) => ({ '@value': text, '@type': 'urn:x' }),
};

const OF_ALL: Readonly<Record<string, Change>> = {
  removed: () => undefined,
  null: () => null,
  'of another type': (value) => (typeof value === 'number' ? 'seven' : 7),
  false: () => false,
  'an empty object': () => ({}),
  nested: (value) => ({ value }),
  'in a list of lists': (value) => [[value]],
};

const ADDED: Readonly<Record<string, JsonObject>> = {
  'an unknown member': { favourite: 'x' },
  'a null': { validUntilX: null },
  'a keyword': { '@index': 'x' },
  'an id by keyword': { '@id': 'urn:x' },
  'a full IRI': { 'https://schema.org/name': 'x' },
  'a compact IRI': { 'cred:name': 'x' },
  'an empty context': { '@context': {} },
  'a vocabulary': { '@context': { '@vocab': 'urn:x#' } },
  'a graph': { '@graph': [] },
  'a reverse': { '@reverse': { issuer: 'urn:x' } },
};

/** Every fault in every place of `document`. */
export function faultsOf(document: JsonObject): readonly Fault[] {
  const paths = pathsOf(document);
  const strings = paths.filter((path) => typeof valueAt(document, path) === 'string');
  const objects = [[], ...paths].filter((path: Path) => isObject(valueAt(document, path)));
  return [
    ...Object.entries(OF_ALL).flatMap(([name, change]) => at(document, paths, name, change)),
    ...Object.entries(OF_STRINGS).flatMap(([name, change]) =>
      at(document, strings, name, (value) => change(String(value)) ?? value),
    ),
    ...ALIKE.flatMap(([from, to]) =>
      at(document, strings, `with ${JSON.stringify(to)}`, (value) =>
        String(value).replace(from, to),
      ),
    ),
    ...Object.entries(ADDED).flatMap(([name, extra]) =>
      at(document, objects, `with ${name}`, (value) => Object.assign({}, value, extra)),
    ),
    ...renamed(document, paths),
    ...inTheText(JSON.stringify(document)),
  ];
}

function at(
  document: JsonObject,
  paths: readonly Path[],
  name: string,
  change: Change,
): readonly Fault[] {
  return paths.flatMap((path) => {
    const value = valueAt(document, path);
    const isFault = JSON.stringify(change(value)) !== JSON.stringify(value);
    const text = JSON.stringify(changed(document, path, change));
    return isFault ? [{ name: `${path.join('.')} ${name}`, text }] : [];
  });
}

function renamed(document: JsonObject, paths: readonly Path[]): readonly Fault[] {
  const spellings: readonly ((key: string) => string)[] = [
    (key) => `${key}X`,
    (key) => key.toUpperCase(),
    (key) => key.replace(/[aeo]/, '\u{430}'),
    (key) => `${key}\u{200B}`,
  ];
  const members = paths.filter((path) => typeof path.at(-1) === 'string');
  const spelt = (spell: (key: string) => string) =>
    members.filter((path) => spell(String(path.at(-1))) !== path.at(-1));
  return spellings.flatMap((spell, nth) =>
    spelt(spell).map((path) => ({
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
      name: `${key} twice, at ${place}`,
      text: `${text.slice(0, place)}${key}:"x",${text.slice(place)}`,
    };
  });
  const poisoned = keys.map(({ index }) => ({
    name: `__proto__ at ${index}`,
    text: `${text.slice(0, index + 1)}"__proto__":{"type":"x"},${text.slice(index + 1)}`,
  }));
  const cut = Array.from({ length: 40 }, (_, n) => Math.floor((n * text.length) / 40));
  const short = cut.map((end) => ({ name: `cut at ${end}`, text: text.slice(0, end) }));
  return [...twice, ...poisoned, ...short];
}

function differing(before: string, after: string): string | undefined {
  return after === before ? undefined : after;
}

/** Each character of an encoded text becomes another one of its alphabet. */
export function characterFaults(text: string): readonly Fault[] {
  return Array.from(text, (character, index) => ({
    name: `character ${index}`,
    text: text.slice(0, index) + (character === 'B' ? 'C' : 'B') + text.slice(index + 1),
  })).filter((fault) => fault.text !== text);
}
