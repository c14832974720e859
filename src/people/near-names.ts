/**
 * Names that may be of one person: the same words in whatever order and written together or apart, or
 * all but one, in which one letter differs; or a first name alone, or with an initial, beside a whole name.
 * Found by what is left of a word without one of its letters, so that thousands of names are compared with
 * thousands (docs/adr/0040).
 */
import { sortedWords, wordsOf } from './folded-names.ts';

/** In shorter words one letter is half of it. */
const SHORTEST = 3;
/** As many as are told of one name. */
export const MOST_NEAR = 3;

export interface NearNames<R> {
  add(ref: R, folded: string): void;
  /** Those that were added before, in that order, a few at most. */
  find(folded: string): readonly R[];
}

export function createNearNames<R>(most = MOST_NEAR): NearNames<R> {
  const byKey = new Map<string, R[]>();
  return {
    add(ref, folded) {
      for (const key of [...keysOf(folded), ...firstNameOf(folded, 'told')]) {
        const refs = byKey.get(key) ?? [];
        if (refs.length < most) refs.push(ref);
        byKey.set(key, refs);
      }
    },
    find(folded) {
      const keys = [...keysOf(folded), ...firstNameOf(folded, 'asked')];
      const found = keys.flatMap((key) => byKey.get(key) ?? []);
      return [...new Set(found)].slice(0, most);
    },
  };
}

export function areNear(one: string, other: string): boolean {
  const keys = new Set([...keysOf(one), ...firstNameOf(one, 'told')]);
  return [...keysOf(other), ...firstNameOf(other, 'asked')].some((key) => keys.has(key));
}

/**
 * « Zoé » is near « Zoé Lambert » and « LAMBERT Zoé », « Zoé L. » near both, whichever is there first; « Zoé
 * Lambert » is not near « Zoé Martin ».
 */
function firstNameOf(folded: string, side: 'told' | 'asked'): readonly string[] {
  const words = folded.split(' ').filter((word) => word !== '');
  const [one = '', ...others] = words;
  const last = others.at(-1);
  if (one === '') return [];
  const isShort = last === undefined || last.length === 1;
  const kind = isShort === (side === 'told') ? 'short' : 'whole';
  if (last === undefined) return [`${kind} ${one}`];
  if (isShort) return [`${kind} ${one} ${last}`];
  const begins = (word: string, other: string) => [word, `${word} ${other.slice(0, 1)}`];
  return [...begins(one, last), ...begins(last, one)].map((key) => `${kind} ${key}`);
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
