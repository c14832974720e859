/** Whose a badge class is that was published in a browser. */

/** No KPA can have it: theirs are random, and this is the nil UUID (RFC 9562 §5.9, docs/adr/0012). */
export const NETWORK_ID = '00000000-0000-0000-0000-000000000000';

/** What tells it in an address from one of a file, which never has two hyphens there. */
const MARK = '--';
export const LONGEST_SLUG = 80;
/** Of a KPA with a very long address. */
const FEWEST = 12;

/** Not of a file: it has to be looked for in the store. */
export const isOwnSlug = (slug: string): boolean => slug.includes(MARK);

/**
 * « Je cuisine pour cinquante » of the KPA `hauts-pres` → `je-cuisine-pour-cinquante--hauts-pres`.
 * `number`: of those that would be called the same.
 */
export function ownSlug(name: string, owner: string, number = 1): string {
  const tail = `${number > 1 ? `-${number}` : ''}${MARK}${owner.slice(0, LONGEST_SLUG - FEWEST - 6)}`;
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = (plain.match(/[a-z0-9]+/g) ?? ['badge']).join('-');
  return `${trimmed(words.slice(0, LONGEST_SLUG - tail.length))}${trimmed(tail)}`;
}

const trimmed = (text: string) => text.replace(/-$/, '');
