/** The alphabet, each letter with its address if somebody stands under it (docs/adr/0040). */
import type { Store } from '../../storage/store.ts';

const LATIN = Array.from('abcdefghijklmnopqrstuvwxyz');
/** Of other writings, and signs: more than these no list of people has. */
const MOST_LETTERS = 200;

export async function readLetters(
  { nameLetters, nameEntries }: Pick<Store, 'nameLetters' | 'nameEntries'>,
  kpaId: string,
  chosen: string | undefined,
) {
  const query = { index: 'byLetter', limit: MOST_LETTERS } as const;
  const { items } = await nameLetters(kpaId).pick(query, ['letter']);
  const known = items.map(({ letter = '' }) => letter);
  const used = await Promise.all(known.map((letter) => isUsed(letter)));
  const there = known.filter((_, at) => used[at]);
  const others = there.filter((letter) => !LATIN.includes(letter));
  return [...LATIN, ...others].map((letter) => ({
    letter: letter.toLocaleUpperCase('fr'),
    isChosen: letter === chosen,
    ...(there.includes(letter) && { href: `/personnes?lettre=${encodeURIComponent(letter)}` }),
  }));

  async function isUsed(letter: string): Promise<boolean> {
    const first = { index: 'byLetter', equals: ['here', letter], limit: 1 } as const;
    return (await nameEntries(kpaId).pick(first, [])).items.length > 0;
  }
}
