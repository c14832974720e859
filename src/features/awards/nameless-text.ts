/** What is signed cannot be erased: nothing in it may say who a person is (design, decision 5). */
import type { Person } from '../../storage/store.ts';

const CONTACT = /@|\d(?:[ .-]?\d){8,}/;

/** A sentence for the page when `text` says who somebody is; `people` are those of the KPA. */
export function identityIn(text: string, people: readonly Person[]): string | undefined {
  if (CONTACT.test(text)) {
    return 'Enlevez l’e-mail ou le numéro : la phrase est signée sans rien qui désigne quelqu’un.';
  }
  const name = nameIn(text, people);
  if (name === undefined) return undefined;
  return `Enlevez le nom « ${name} » : la phrase est signée sans aucun nom. Si c’est un mot ordinaire, écrivez-le sans majuscule.`;
}

/** Names as written, or in capitals: in small letters `rose` and `petit` are words. */
function nameIn(text: string, people: readonly Person[]): string | undefined {
  const words = new Set(text.normalize('NFC').split(/[^\p{L}\p{M}]+/u));
  return people
    .flatMap(({ name }) => name.normalize('NFC').split(/[^\p{L}\p{M}]+/u))
    .find((part) => part.length > 2 && (words.has(part) || words.has(part.toUpperCase())));
}
