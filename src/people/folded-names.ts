/** A name as it is looked for: without accents, capitals and signs, in any writing (docs/adr/0040). */
import { foldedWords } from '../badges/nameless-text.ts';

const MOST_NAME = 300;
const MOST_WORD = 100;

/** Whole characters: half a one could not be stored. */
const cut = (text: string, most: number) =>
  text.length <= most
    ? text
    : Array.from(text)
        .slice(0, Math.floor(most / 2))
        .join('');

const partsOf = (word: string) => foldedWords(word).filter((part) => part !== '');

/** « Awa N’Diaye » is « awa n-diaye »: a space between words, a hyphen between the parts of one. */
export function foldedName(name: string): string {
  const words = name.split(/\s+/).map((word) => partsOf(word).join('-'));
  return cut(words.filter((word) => word !== '').join(' '), MOST_NAME);
}

export const wordsOf = (folded: string): readonly string[] =>
  folded.split(/[ -]/).filter((word) => word !== '');

/** What finds it: each of its words, and in one what is written apart (« jeanluc », « ndiaye »). */
export function searchedWords(folded: string): readonly string[] {
  const joined = folded.split(' ').map((word) => word.replaceAll('-', ''));
  const all = [...wordsOf(folded), ...joined].filter((word) => word !== '');
  return [...new Set(all.map((word) => cut(word, MOST_WORD)))];
}

/** Each word that was typed begins one of the name. */
export function isFoundBy(folded: string, typed: readonly string[]): boolean {
  const words = searchedWords(folded);
  return typed.every((begun) => words.some((word) => word.startsWith(begun)));
}

export const typedWords = (typed: string): readonly string[] =>
  partsOf(typed).map((word) => cut(word, MOST_WORD));

/** The same for « Awa Diallo » and « DIALLO Awa ». */
export const sortedWords = (folded: string): string => wordsOf(folded).toSorted().join(' ');

/** Stands for a name without letters. */
export const NO_LETTER = '#';

/** By the family name, which comes last, in Latin letters; by the name as it is written in others. */
export function listOrder(folded: string): string {
  const words = folded.split(' ');
  const family = words.at(-1) ?? '';
  const isLatin = /^\p{Script=Latin}/u.test(family);
  return (isLatin ? [family, ...words.slice(0, -1)].join(' ') : folded) || NO_LETTER;
}

export const letterOf = (order: string): string => Array.from(order)[0] ?? NO_LETTER;
