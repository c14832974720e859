/** Which French words need no second thought, and which we use all the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dictionary } from '@zxcvbn-ts/language-fr';

/** Of the forms one hears most: subtitles of films, OpenSubtitles 2024, the most frequent first. */
const MOST = 10_000;
const frequent = new Set(dictionary['commonWords-fr'].slice(0, MOST));

/** A form, small, with a straight apostrophe. Of a word with a hyphen, its parts: « dites-le ». */
export const isFrequent = (word: string): boolean =>
  word.length === 1 ||
  frequent.has(word) ||
  (word.includes('-') && word.split('-').every(isFrequent));

/** One per line, in the order of the alphabet. */
export const knownWords: readonly string[] = readFileSync(
  join(import.meta.dirname, '../known-words.txt'),
  'utf8',
)
  .trim()
  .split('\n');
