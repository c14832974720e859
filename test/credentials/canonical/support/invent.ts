/**
 * Documents that nobody wrote at all: words where their context defines them, and few values, so
 * that one thing is said twice, in two places, and in two ways.
 */
import { LRUCache } from 'lru-cache';
import { isObject, type JsonObject } from '../../../../src/credentials/bytes/json-object.ts';
import { toArray } from '../../../../src/credentials/bytes/json-object.ts';
import { W3C_CONTEXTS } from '../../../../src/credentials/contexts/pinned.ts';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../../../../src/credentials/contexts/urls.ts';
import type { Json, Tree } from './json.ts';
import type { Tools } from './tools.ts';
import { once } from './once.ts';
import { secondNamesOf, URLS } from './words.ts';

type Words = ReadonlyMap<string, JsonObject>;
const NONE: Words = new Map();

/** How far down, and how much of a node. */
const DEPTH = 4;
const MOST_WORDS = 4;
const KEYWORDS: ReadonlySet<string> = new Set(['id', 'type']);
const IDS: readonly string[] = ['urn:a', 'urn:b', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#nil'];
const VALUES: readonly Json[] = [
  ...['urn:a', 'urn:a', 'urn:b', '1', 'true', 'a', 1, 1.5, true, null, { '@value': 'urn:a' }],
  ...[{ '@value': 'urn:a', '@language': 'fr' }, { id: 'urn:a' }, { id: 'urn:b' }, {}, []],
];
/** What the short way leaves to the libraries at once is seldom wanted. */
const isLeft = ({ '@type': type, '@reverse': reverse }: JsonObject) =>
  type === '@json' || reverse !== undefined;

export function inventTree(tools: Tools): Tree {
  const context = inventContext(tools);
  const contexts = context.map((url) => W3C_CONTEXTS.get(url)?.['@context']);
  const words = merged(NONE, ...contexts.filter((one) => isObject(one)).map(wordsOf));
  return { '@context': [...context], ...inventNode(words, words, DEPTH, tools) };
}

/** That of a real document, mostly: two at random seldom go together. */
function inventContext({ random, chance, sample }: Tools): readonly string[] {
  const named = [sample().tree['@context'] ?? []].flat().filter((one) => typeof one === 'string');
  const known = named.filter((url) => URLS.includes(url));
  const first = random.oneOf(
    known.length === 0 ? [CREDENTIALS_V1, CREDENTIALS_V2] : known.slice(0, 1),
  );
  const more = chance(4) ? [random.oneOf(URLS)] : [];
  return [...new Set([first, ...known, ...more])];
}

/** `outer`: where no type has brought words of its own. */
function inventNode(outer: Words, known: Words, depth: number, tools: Tools): Tree {
  const { random, chance } = tools;
  const types = inventTypes(known, tools);
  const words = merged(known, ...types.map((type) => wordsOf(known.get(type)?.['@context'])));
  // The same at each word, so that two words of one meaning say it twice.
  const same = chance(3) ? random.oneOf([...VALUES, []]) : undefined;
  const members = inventKeys(words, tools).map((key) => {
    const value = inventValue(outer, words, key, depth, tools);
    return [key, same === undefined ? value : structuredClone(same)] as const;
  });
  return {
    ...(chance(2) && { id: random.oneOf(IDS) }),
    ...(types.length > 0 && { type: types }),
    ...Object.fromEntries(members),
  };
}

/** Those that bring lists and graphs come more often. */
function inventTypes(known: Words, { random, chance }: Tools): string[] {
  const { types, rich } = typesIn(known);
  const one = () => random.oneOf([...(chance(2) ? rich : types), URN_TYPE])[0];
  return Array.from({ length: random.below(3) }, one);
}

const typesIn = once((words: Words) => {
  const types = [...words].filter(([word]) => /^[A-Z]/.test(word));
  const rich = types.filter(([, said]) => containersIn(wordsOf(said['@context'])).length > 0);
  return { types, rich };
});

const URN_TYPE: [string, JsonObject] = ['urn:a', {}];

/** Each with another of its meaning, if there is one. */
function inventKeys(words: Words, { random, chance }: Tools): readonly string[] {
  const { rare, usual } = keysIn(words);
  const plain = chance(10) ? rare : usual;
  const rich = containersIn(words);
  // The last are those that a type has brought.
  const bag = [plain, plain.slice(-12), rich].filter((keys) => keys.length > 0);
  const keys = Array.from({ length: 1 + random.below(MOST_WORDS) }, () =>
    random.oneOf(random.oneOf([...bag, ['name']])),
  );
  const seconds = keys.flatMap(secondNamesOf).filter((key) => words.has(key));
  return [...keys, ...seconds];
}

const keysIn = once((words: Words) => {
  const rare = [...words].filter(([word]) => /^[a-z]/.test(word) && !KEYWORDS.has(word));
  const usual = rare.filter(([, said]) => !isLeft(said));
  return { rare: rare.map(([word]) => word), usual: usual.map(([word]) => word) };
});

const containersIn = once((words: Words) =>
  [...words]
    .filter(([, said]) => ['@list', '@graph', '@language'].includes(String(said['@container'])))
    .map(([word]) => word),
);

function inventValue(outer: Words, words: Words, key: string, depth: number, tools: Tools): Json {
  const { random, chance } = tools;
  const below = merged(outer, wordsOf(words.get(key)?.['@context']));
  const container = words.get(key)?.['@container'];
  const one = (): Json => {
    // Of which nothing is said, though it has a word.
    if (container === '@graph' && chance(6)) return { name: [] };
    return depth === 0 || chance(container === '@graph' ? 8 : 2)
      ? structuredClone(random.oneOf(VALUES))
      : inventNode(below, below, depth - 1, tools);
  };
  if (container === '@list' ? chance(8) : chance(2)) return one();
  const items = Array.from({ length: random.below(4) }, one);
  const [first] = items;
  return first !== undefined && chance(3) ? [...items, structuredClone(first)] : items;
}

function wordsOf(context: unknown): Words {
  return typeof context === 'object' && context !== null ? wordsIn(context) : NONE;
}

const wordsIn = once((context: object): Words => {
  const entries = toArray(context)
    .filter((one) => isObject(one))
    .flatMap((one) => Object.entries(one))
    .filter(([word]) => !word.startsWith('@'));
  return new Map(entries.map(([word, said]) => [word, isObject(said) ? said : { '@id': said }]));
});

/** What was made of words a moment ago is wanted again at the next node. */
const pairs = new LRUCache<string, Words>({ max: 500 });
const numberOf = once(() => (numbers += 1));
let numbers = 0;

function merged(first: Words, ...others: readonly Words[]): Words {
  return others.reduce((all, more) => {
    if (more.size === 0) return all;
    const key = `${numberOf(all)} ${numberOf(more)}`;
    const made = pairs.get(key) ?? new Map([...all, ...more]);
    pairs.set(key, made);
    return made;
  }, first);
}
