/** Letters with marks that somebody may mean who types them without: « Sule » for « Şule ». */
import { FREQUENT_NAMES } from './frequent-names.ts';

/** A word as it may be meant, and how unlikely that is. */
export interface Meant {
  readonly word: string;
  readonly cost: number;
}

/** For each letter what it may stand for, the likeliest first. */
type Alphabet = ReadonlyMap<string, readonly string[]>;

const TURKISH = ['iı', 'sş', 'gğ', 'cç', 'oö', 'uü', 'Iİ'];

/** `cost`: how unlikely a language is here; each letter with a mark adds to it. */
const LANGUAGES: readonly { readonly cost: number; readonly alphabet: Alphabet }[] = [
  { cost: 0, alphabet: read(['eéèëê', 'iïî', 'cç', 'oô', 'aâà', 'uüûù', 'yÿ']) },
  { cost: 1, alphabet: read(TURKISH) },
  { cost: 1, alphabet: read(['nñ', 'aáãâà', 'eéê', 'ií', 'oóôõ', 'uúü', 'cç']) },
  { cost: 1, alphabet: read(['uü', 'oöø', 'aäå', 'eé']) },
  { cost: 1, alphabet: read(['lł', 'nń', 'sś', 'aą', 'eę', 'oó', 'cć', 'zżź']) },
  { cost: 1, alphabet: read(['sš', 'cčć', 'zž', 'rř', 'nň', 'dđď', 'tť', 'lľ']) },
  { cost: 1, alphabet: read(['aá', 'eéě', 'ií', 'yý', 'uúů', 'oó', 'cč', 'sš', 'zž', 'rř']) },
  { cost: 1, alphabet: read(['sșş', 'tțţ', 'aăâ', 'iî']) },
];

/** What no mark can be taken from. */
const UNMARKED: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D' },
  ...{ œ: 'oe', Œ: 'Oe', æ: 'ae', Æ: 'Ae', ß: 'ss' },
};

export function withoutMarks(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '');
  return Array.from(letters, (letter) => UNMARKED[letter] ?? letter)
    .join('')
    .normalize('NFC');
}

const FREQUENT = new Map(FREQUENT_NAMES.map((name) => [withoutMarks(name), name]));

const EVERYWHERE = 2;
const HIGHEST_COST = 4;
/** Of one word: more are far-fetched. */
const MOST = 150;

function read(rows: readonly string[]): Alphabet {
  const small = rows.map((row) => Array.from(row.normalize('NFC')));
  // The capital of ı is that of i.
  const large = small.map((row) =>
    row.filter((one) => one !== 'ı').map((one) => one.toUpperCase()),
  );
  return new Map([...large, ...small].map(([letter = '', ...others]) => [letter, others]));
}

/** The word itself, then with marks on some of its letters, the likeliest first. */
export function withMarks(word: string): readonly Meant[] {
  const costs = new Map([[word, 0]]);
  for (let cost = 1; cost <= HIGHEST_COST; cost += 1) {
    for (const one of markedFor(word, cost)) {
      if (!costs.has(one)) costs.set(one, cost);
      if (costs.size === MOST) return meant(costs);
    }
  }
  return meant(costs);
}

const meant = (costs: ReadonlyMap<string, number>) =>
  [...costs].map(([word, cost]) => ({ word, cost }));

/** In all ways that cost just so much. */
function* markedFor(word: string, cost: number): Generator<string> {
  const frequent = FREQUENT.get(word);
  if (cost === 1 && frequent !== undefined) yield frequent;
  if (cost === EVERYWHERE) yield* everywhere(word, TURKISH);
  for (const { cost: own, alphabet } of LANGUAGES) {
    if (own < cost) yield* marked(Array.from(word), 0, cost - own, alphabet);
  }
}

/** With marks from the letter `at` on. */
function* marked(
  letters: readonly string[],
  at: number,
  cost: number,
  alphabet: Alphabet,
): Generator<string> {
  if (cost === 0) yield letters.join('');
  if (cost === 0) return;
  for (let next = at; next < letters.length; next += 1) {
    const others = alphabet.get(letters[next] ?? '') ?? [];
    for (const [rank, letter] of others.slice(0, cost).entries()) {
      yield* marked(letters.with(next, letter), next + 1, cost - rank - 1, alphabet);
    }
  }
}

/**
 * Turkish has one mark for a letter, and whoever leaves marks out leaves out all: some of the letters,
 * each in all its places.
 */
function* everywhere(word: string, pairs: readonly string[]): Generator<string> {
  const [pair, ...others] = pairs;
  if (pair === undefined) {
    yield word;
    return;
  }
  yield* everywhere(word, others);
  const [plain = '', letter = ''] = pair;
  const large = letter === 'ı' ? 'I' : letter.toUpperCase();
  const changed = word.replaceAll(plain, letter).replaceAll(plain.toUpperCase(), large);
  if (changed !== word) yield* everywhere(changed, others);
}
