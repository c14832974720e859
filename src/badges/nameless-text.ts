/** What is signed or goes with a badge may not say who a person is (docs/adr/0006). */
import type { Person } from '../storage/store.ts';

/** Why, as the page says it. */
const REASONS = {
  signed: {
    contact: 'la phrase est signée sans rien qui désigne quelqu’un',
    name: 'la phrase est signée sans aucun nom',
  },
  shown: {
    contact: 'ce texte se lit avec le badge, sans rien qui désigne quelqu’un',
    name: 'ce texte se lit avec le badge, sans aucun nom',
  },
} as const;

const CONTACT = /@|\d(?:[^\p{L}\d]{0,3}\d){8,}/u;

/** A sentence for the page when `text` says who somebody is; `people` are those of the KPA. */
export function identityIn(
  text: string,
  people: readonly Person[],
  use: keyof typeof REASONS,
): string | undefined {
  const why = REASONS[use];
  if (CONTACT.test(text)) {
    return `Enlevez l’e-mail ou le numéro : ${why.contact}.`;
  }
  const name = nameIn(text, people);
  if (name === undefined) return undefined;
  return `Enlevez le nom « ${name} » : ${why.name}. Si c’est un mot ordinaire, écrivez-le sans majuscule.`;
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
