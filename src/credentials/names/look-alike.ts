/**
 * Whether one name could be taken for another at a glance: the idea of Unicode's confusables (TS 39,
 * skeletons), as far as it concerns names in Latin letters.
 */

/** What imitates each Latin letter, besides accents, wide and ornamental forms, and digits. */
const IMITATIONS: Readonly<Record<string, string>> = {
  a: 'аαɑᴀⱥᎪ@4',
  b: 'вьъβʙƀɓᏴᏏ8',
  c: 'сϲᴄƈᏟ',
  d: 'ԁɗđðᴅᎠ',
  e: 'еєεɛᴇҽəᎬ3',
  f: 'ғƒꜰ',
  g: 'ɡɢǥցᏀ',
  h: 'һнңħʜհΗᎻ',
  j: 'јϳᴊᎫ',
  k: 'кқκᴋƙĸᏦ',
  // One stroke: an i is none but for its dot.
  l: 'iіӏıιɩɪłʟƚᏞᎥ|!ǀ1',
  m: 'мᴍɱΜᎷ',
  n: 'пηɴոռŋΝ',
  o: 'оοσᴏօøɵ०۰0',
  p: 'рρᴘƿᏢ',
  q: 'ԛգ',
  r: 'гʀяᴦɾᎡ',
  s: 'ѕꜱƽʂᏚ$5',
  t: 'тτᴛŧᎢ7',
  u: 'иυμᴜսʋ',
  v: 'ѵνᴠᏙ',
  w: 'ԝшωᴡɯᎳ',
  x: 'хҳχ×',
  y: 'уүγʏΥ',
  z: 'ᴢƶʐζᏃ',
  ae: 'æӕ',
  oe: 'œ',
  ss: 'ßẞ',
};
const LETTER_OF = new Map(
  Object.entries(IMITATIONS).flatMap(([letter, those]) =>
    Array.from(those, (one) => [one, letter] as const),
  ),
);

/** White letters in black shapes, and the letters of flags: rows of A to Z without a plain form. */
const ROWS = [0x1f150, 0x1f170, 0x1f1e6];

/** Of names of organisations, also of ours: they tell none of them from another. */
const GENERIC =
  'kpa cité réseau network association asso coopérative officiel officielle official badge badges open de des du d la le les l et à au aux en the of and';

/** Characters that are compared: as many as are shown. */
const MOST = 2_000;

/** Letters of a name that are not by chance within another. */
const DISTINCTIVE = 7;

export interface FoldedName {
  /** As the eye takes it: one spelling for all that look the same, without what parts words. */
  readonly whole: string;
  /** Without the words that organisations share. */
  readonly core: string;
}

/** To be compared with others: it costs a thousand times what a comparison does. */
export function foldName(name: string): FoldedName {
  const words = wordsOf(name);
  return { whole: words.join(''), core: words.filter((word) => !generic.has(word)).join('') };
}

/** Whether an issuer that calls itself `claimed` may pass for the one we know as `known`. */
export function looksLike(
  { whole: claim, core }: FoldedName,
  { whole: name, core: own }: FoldedName,
): boolean {
  if (claim === name) return name !== '';
  if (own === '') return false;
  // « KPA des Hauts-Prés (réseau) »; then « Hauts-Prés »; then « KPA Hauts-Prés Villeneuve ».
  if (claim.includes(name) || core === own) return true;
  return claim.includes('kpa') && core.includes(own) && own.length >= DISTINCTIVE;
}

/**
 * Whether two names of the network are one to the eye. Less than `looksLike`, for who is known imitates
 * nobody: « KPA de Lille » and « KPA de Lille-Moulins » are neighbours.
 */
export function areAlike(one: FoldedName, other: FoldedName): boolean {
  return one.whole === other.whole || (one.core === other.core && one.core !== '');
}

/** Letters by themselves are one word: « K.P.A. », « k p a ». */
function wordsOf(name: string): readonly string[] {
  return plain(name)
    .replace(/(?<![\p{L}\p{N}])\p{L}(?:[^\p{L}\p{N}]+\p{L})+(?![\p{L}\p{N}])/gu, (letters) =>
      letters.replace(/[^\p{L}\p{N}]+/gu, ''),
    )
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replaceAll('rn', 'm').replaceAll('vv', 'w'))
    .filter((word) => word !== '');
}

function plain(name: string): string {
  // One character may become eighteen.
  const letters = name
    .slice(0, MOST)
    .normalize('NFKD')
    .slice(0, MOST)
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
  return Array.from(letters, plainLetter).join('');
}

/** A capital may look otherwise than its small letter, as Η and η. */
function plainLetter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const row = ROWS.find((first) => code >= first && code < first + 26);
  const letter =
    row === undefined ? character : String.fromCodePoint(code - row + 'a'.charCodeAt(0));
  const small = letter.toLowerCase();
  return LETTER_OF.get(letter) ?? LETTER_OF.get(small) ?? small;
}

const generic: ReadonlySet<string> = new Set(wordsOf(GENERIC));
