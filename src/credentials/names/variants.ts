/** The same words, with other signs between them, and other capitals. */
import { isInCapitals, type Parts } from './parts.ts';

type Signs = readonly (readonly [sign: string, cost: number])[];

/** What else may stand there. */
const REJOINED: Readonly<Record<string, Signs>> = {
  ' ': [['-', 1]],
  '-': [
    [' ', 1],
    ['', 2],
  ],
  "'": [
    ['’', 1],
    ['ʼ', 2],
    [' ', 2],
    ['', 2],
  ],
  '’': [
    ["'", 1],
    ['ʼ', 2],
    [' ', 2],
    ['', 2],
  ],
  ʼ: [
    ["'", 1],
    ['’', 1],
  ],
};
/** « N Diaye » */
const AFTER_ONE_LETTER: Signs = [
  ['’', 1],
  ["'", 1],
];
/** « Ben Ali », « El Amrani » */
const AFTER_PARTICLE: Signs = [['', 2]];
/** Of all signs together. */
const MOST_REJOINED = 3;

const PARTICLES = new Set([
  ...['de', 'du', 'des', 'la', 'le', 'les', 'd', 'l', 'el', 'al', 'ben', 'bin', 'ould'],
  ...['da', 'das', 'do', 'dos', 'di', 'del', 'y', 'van', 'von', 'der', 'den'],
]);

/** From the join `at` on. */
export function* rejoined(parts: Parts, at = 0, left = MOST_REJOINED): Generator<Parts> {
  const { words, joins, cost, isOdd } = parts;
  const join = joins[at];
  if (join === undefined || isOdd) {
    yield parts;
    return;
  }
  yield* rejoined(parts, at + 1, left);
  for (const [sign, own] of signsFor(join, words[at] ?? '')) {
    if (own > left) continue;
    const changed = { ...parts, joins: joins.with(at, sign), cost: cost + own };
    yield* rejoined(changed, at + 1, left - own);
  }
}

function signsFor(join: string, word: string): Signs {
  return [
    ...(REJOINED[join] ?? []),
    ...(join === ' ' && word.length === 1 ? AFTER_ONE_LETTER : []),
    ...(join === ' ' && (word.length === 1 || isParticle(word)) ? AFTER_PARTICLE : []),
  ];
}

/** As typed, « Awa Diallo », « Jean de la Tour », « N’diaye », « Awa DIALLO », « DIALLO Awa »… */
export function inCases(parts: Parts): readonly Parts[] {
  const { words, joins } = parts;
  const written = (write: (word: string, at: number) => string, cost: number): Parts => ({
    ...parts,
    words: words.map(write),
    cost: parts.cost + cost,
    isOdd: parts.isOdd || cost > 1,
  });
  const before = (at: number) => joins[at - 1] ?? ' ';
  const [first, last] = [joins.indexOf(' '), joins.lastIndexOf(' ')];
  const title = (word: string, at: number) => (before(at) === '' ? small(word) : capital(word));
  return [
    written((word) => word, words.every(isUsual) ? 0 : 2),
    written(title, 0),
    written((word, at) => (at > 0 && isParticle(word) ? small(word) : title(word, at)), 1),
    written((word, at) => (/['’ʼ]/.test(before(at)) ? small(word) : title(word, at)), 2),
    written((word, at) => (at > last ? word.toUpperCase() : title(word, at)), 2),
    written((word, at) => (at <= first ? word.toUpperCase() : title(word, at)), 2),
    written((word) => word.toUpperCase(), 3),
    written(small, 3),
  ];
}

const isParticle = (word: string) => PARTICLES.has(small(word));
const isUsual = (word: string) =>
  isParticle(word) || (!isInCapitals(word) && word.startsWith(capital(word).slice(0, 1)));

/** Of « İ » Unicode keeps the dot. */
const small = (word: string) => word.toLowerCase().replaceAll('i\u0307', 'i');

const capital = (word: string) => small(word).replace(/^./u, (letter) => letter.toUpperCase());
