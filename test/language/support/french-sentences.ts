/** A French text as its reader meets it: sentence by sentence, word by word. */

/** What stands in a sentence is one word there, whatever it is: a name, a date, a number. */
const VALUE = /\{[^}]*\}/g;
const MARK = /<\/?[a-z]+\d?>/g;
const WITH_EMAIL = /\S+@\S+/g;

/**
 * A sentence ends with its mark, and the quotation mark that may follow, where the next one begins. A
 * point before a small letter or a figure ends none: « p. ex. », « 2.2 ».
 */
const BETWEEN = /(?<=[.!?…](?:\s»)?)\s+(?=[\p{Lu}«{])/u;
const TITLES = /\b(M|Mme|St|Ste)\.\s/g;

export function sentencesOf(text: string): readonly string[] {
  return text.replace(MARK, '').replace(TITLES, '$1\u00a0').split(BETWEEN);
}

/** As one counts them aloud: what stands between spaces, without the marks that stand alone. */
export const lengthOf = (sentence: string): number =>
  sentence
    .replace(VALUE, 'x')
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** The words, small; what is elided is a word of its own: « l'adresse » is `l'` and `adresse`. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.replace(VALUE, ' ').replace(MARK, '').replace(WITH_EMAIL, ' ');
  const typed = plain.replaceAll('’', "'").toLowerCase();
  return typed.match(/aujourd'hui|\p{L}+'|\p{L}+(?:-\p{L}+)*/gu) ?? [];
}
