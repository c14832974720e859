/** All words of the contexts that are known here, also of those within terms and types. */
import { isObject, toArray } from '../../../../src/credentials/bytes/json-object.ts';
import { W3C_CONTEXTS } from '../../../../src/credentials/contexts/pinned.ts';

interface Found {
  readonly word: string;
  readonly address: string | undefined;
}

function wordsIn(context: unknown): readonly Found[] {
  return toArray(context).flatMap((one) =>
    isObject(one) ? Object.entries(one).flatMap(wordOf) : [],
  );
}

function wordOf([word, definition]: [string, unknown]): readonly Found[] {
  if (word.startsWith('@')) return [];
  if (!isObject(definition)) return [{ word, address: textOf(definition) }];
  return [{ word, address: textOf(definition['@id']) }, ...wordsIn(definition['@context'])];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

const found = [...W3C_CONTEXTS.values()].flatMap((document) => wordsIn(document['@context']));

export const URLS: readonly string[] = [...W3C_CONTEXTS.keys()];
export const WORDS: readonly string[] = [...new Set(found.map(({ word }) => word))].toSorted();
const isType = (word: string) => /^[A-Z]/.test(word);
export const TYPES: readonly string[] = WORDS.filter(isType);
export const PROPERTIES: readonly string[] = WORDS.filter((word) => !isType(word));

const seconds = new Map(WORDS.map((word) => [word, findSecondNames(word)]));

/** Other words for what this one means, somewhere. */
export const secondNamesOf = (word: string): readonly string[] => seconds.get(word) ?? [];

function findSecondNames(word: string): readonly string[] {
  const addresses = new Set(found.filter((one) => one.word === word).map(({ address }) => address));
  const others = found.filter(({ address }) => address !== undefined && addresses.has(address));
  return [...new Set(others.map((one) => one.word))].filter((one) => one !== word);
}
