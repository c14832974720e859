/** What is signed or goes with a badge may not say who a person is (docs/adr/0006). */
import { type Message, say, typed } from '../language/message.ts';
import type { Person } from '../storage/store.ts';

export type Named = Pick<Person, 'name'>;

const CONTACT = /@|\d(?:[^\p{L}\d]{0,3}\d){8,}/u;

/**
 * What to say when `text` says who somebody is; `people` are those of the KPA. It is signed, or shown
 * with what is.
 */
export function identityIn(
  text: string,
  people: readonly Named[],
  use: 'signed' | 'shown',
): Message | undefined {
  if (CONTACT.test(text)) {
    return say(use === 'signed' ? 'form.contact-signed' : 'form.contact-shown');
  }
  const name = nameIn(text, people);
  if (name === undefined) return undefined;
  const values = { name: typed(name) };
  return use === 'signed' ? say('form.name-signed', values) : say('form.name-shown', values);
}

/**
 * A word that begins with a capital and is, without its accents, a part of somebody's name. In
 * small letters `rose` and `petit` are words.
 */
function nameIn(text: string, people: readonly Named[]): string | undefined {
  const parts = partsOf(people);
  return wordsOf(text).find((word) => /^\p{Lu}./u.test(word) && parts.has(folded(word)));
}

/** Of one list, asked for each text of a form: worked out once. */
const known = new WeakMap<readonly Named[], ReadonlySet<string>>();

function partsOf(people: readonly Named[]): ReadonlySet<string> {
  const parts = known.get(people) ?? new Set(people.flatMap(({ name }) => foldedWords(name)));
  known.set(people, parts);
  return parts;
}

const wordsOf = (text: string) => text.normalize('NFC').split(/[^\p{L}\p{M}]+/u);

/** « HÉLÈNE » and « Helene » are one name. */
const folded = (word: string) =>
  word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ıøłđðßæœىةـ]/gu, (letter) => PLAIN[letter] ?? letter);

/** Letters that Unicode takes for others, and a keyboard or a hurried hand does not. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ß: 'ss', æ: 'ae', œ: 'oe' },
  ...{ ى: 'ي', ة: 'ه', ـ: '' },
};

/** The words of a name, by which it is compared. */
export const foldedWords = (text: string): readonly string[] => wordsOf(text).map(folded);
