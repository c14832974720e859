/** What is signed cannot be erased: nothing in it may say who a person is (design, decision 5). */
import type { Person } from '../storage/store.ts';

const CONTACT = /@|\d(?:[^\p{L}\d]{0,3}\d){8,}/u;

/** A sentence for the page when `text` says who somebody is; `people` are those of the KPA. */
export function identityIn(text: string, people: readonly Person[]): string | undefined {
  if (CONTACT.test(text)) {
    return 'Enlevez l’e-mail ou le numéro : la phrase est signée sans rien qui désigne quelqu’un.';
  }
  const name = nameIn(text, people);
  if (name === undefined) return undefined;
  return `Enlevez le nom « ${name} » : la phrase est signée sans aucun nom. Si c’est un mot ordinaire, écrivez-le sans majuscule.`;
}

/**
 * A word that begins with a capital and is, without its accents, a part of somebody's name. In
 * small letters `rose` and `petit` are words.
 */
function nameIn(text: string, people: readonly Person[]): string | undefined {
  const parts = new Set(people.flatMap(({ name }) => wordsOf(name)).map(folded));
  return wordsOf(text).find((word) => /^\p{Lu}./u.test(word) && parts.has(folded(word)));
}

const wordsOf = (text: string) => text.normalize('NFC').split(/[^\p{L}\p{M}]+/u);

/** « HÉLÈNE » and « Helene » are one name. */
const folded = (word: string) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
