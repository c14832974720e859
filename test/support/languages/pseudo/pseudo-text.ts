/**
 * What a sentence looks like in the pseudo-language: « Signer {count} badges » → ⟦šîîğňééř {count}
 * bââďğééš⟧. Each letter has an accent, each vowel stands twice (two fifths longer, as German is), and
 * each word runs from right to left. Letters stay Latin, as in Android's ar-XB: they are in our own
 * fonts, so that a page is as wide on every machine.
 */

/** At both ends: of a sentence that was cut, or put together from pieces, it is seen. */
export const OPENS = '⟦';
export const CLOSES = '⟧';

/** Right to left whatever the letters (Unicode UAX 9, 2.2), and for who looks at the first letter. */
const MARK = '\u200f';
const TURNED = '\u202e';
const BACK = '\u202c';

/** A word of the pseudo-language: nothing else turns words round. */
export const WORD = new RegExp(`${MARK}${TURNED}[^${BACK}]*${BACK}${MARK}`, 'g');

const ACCENTS: Readonly<Record<string, string>> = {
  ...{ a: 'ââ', e: 'éé', i: 'îî', o: 'ôô', u: 'ûû', y: 'ÿÿ' },
  ...{ c: 'ç', d: 'ď', g: 'ğ', h: 'ĥ', j: 'ĵ', k: 'ķ', l: 'ł', n: 'ň', r: 'ř', s: 'š', t: 'ť' },
  ...{ w: 'ŵ', z: 'ž' },
};

/** What the catalogue keeps: values with their format, and marks. */
const KEPT = /(\{[^}]*\}|<\/?[a-z]+\d?>)/;
const LETTERS = /[\p{L}\p{M}’]+/gu;
/** Grammar of French, which no other language writes. */
const FRENCH_FORMAT = /, ?(?:of|that|theKpa|theKpaAtStart|ofKpa|atKpa)\}/g;

export function pseudoText(french: string): string {
  const parts = french.replace(FRENCH_FORMAT, '}').split(KEPT);
  const said = parts.map((part, at) => (at % 2 === 1 ? part : part.replace(LETTERS, pseudoWord)));
  return `${OPENS}${said.join('')}${CLOSES}`;
}

function pseudoWord(word: string): string {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
  const letters = plain.replace(/./gu, (letter) => {
    const small = letter.toLowerCase();
    const accented = ACCENTS[small] ?? small;
    return letter === small ? accented : accented.toUpperCase();
  });
  return `${MARK}${TURNED}${letters}${BACK}${MARK}`;
}
