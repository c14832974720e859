/**
 * Names that may be of one person: the same words in whatever order and written together or apart, or
 * all but one, in which one letter differs; or a first name alone, beside a whole name that begins with it.
 * Found by what is left of a word without one of its letters, so that thousands of names are compared with
 * thousands (docs/adr/0040).
 */
import { sortedWords, wordsOf } from './folded-names.ts';

/** In shorter words one letter is half of it. */
const SHORTEST = 3;
/** As many as are told of one name. */
const MOST = 3;

export interface NearNames<R> {
  add(ref: R, folded: string): void;
  /** Those that were added before, in that order, a few at most. */
  find(folded: string): readonly R[];
}

export function createNearNames<R>(): NearNames<R> {
  const byKey = new Map<string, R[]>();
  return {
    add(ref, folded) {
      for (const key of [...keysOf(folded), ...firstNameOf(folded, 'told')]) {
        const refs = byKey.get(key) ?? [];
        if (refs.length < MOST) refs.push(ref);
        byKey.set(key, refs);
      }
    },
    find(folded) {
      const keys = [...keysOf(folded), ...firstNameOf(folded, 'asked')];
      const found = keys.flatMap((key) => byKey.get(key) ?? []);
      return [...new Set(found)].slice(0, MOST);
    },
  };
}

export function areNear(one: string, other: string): boolean {
  const keys = new Set([...keysOf(one), ...firstNameOf(one, 'told')]);
  return [...keysOf(other), ...firstNameOf(other, 'asked')].some((key) => keys.has(key));
}

/** « Zoé » is near « Zoé Lambert », whichever is there first; « Zoé Lambert » is not near « Zoé Martin ». */
function firstNameOf(folded: string, side: 'told' | 'asked'): readonly string[] {
  const [first = '', ...others] = folded.split(' ');
  if (first === '') return [];
  return [`${(others.length === 0) === (side === 'told') ? 'alone' : 'first'} ${first}`];
}

/** Two names are near if they share one of these. */
function keysOf(folded: string): readonly string[] {
  const words = wordsOf(folded);
  if (words.length === 0) return [];
  const together = `= ${folded.replace(/[ -]/g, '')}`;
  const misspelt = words.flatMap((word, at) => {
    const others = words.toSpliced(at, 1).toSorted().join(' ');
    return shortened(word).map((rest) => `${others} - ${rest}`);
  });
  return [...new Set([sortedWords(folded), together, ...misspelt])];
}

/** Itself, and without each of its letters: two words with one other letter, or two letters swapped, share one. */
function shortened(word: string): readonly string[] {
  const letters = Array.from(word);
  if (letters.length < SHORTEST) return [];
  return [word, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))];
}
