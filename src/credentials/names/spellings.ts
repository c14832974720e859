/**
 * How else a name may be written that somebody types as they hear it: what is signed is a hash of one
 * spelling, so each other one has to be tried.
 */
import { cleanName } from '../read/displayable.ts';
import { type Meant, withMarks, withoutMarks } from './marks.ts';
import { inOrders, type Parts, unitsOf, withoutTitles } from './parts.ts';
import { inCases, rejoined } from './variants.ts';

/** Longer than the name of a person is here. */
const LONGEST = 80;
/** All but for the marks: the others are far-fetched. */
const MOST_FRAMES = 400;
/** Beyond, there are more spellings than anybody means. */
const HIGHEST_COST = 12;
/** Spellings are met several times, by several ways. */
const MOST_MET = 20_000;

/** Different spellings, the likeliest first: thousands, of which one takes what there is time for. */
export function* spellingsOf(typed: string): Generator<string> {
  const given = new Set([typed, typed.trim()]);
  yield* given;
  let met = 0;
  for (const spelling of inOrderOfCost(cleanName(typed.slice(0, LONGEST)))) {
    met += 1;
    if (met > MOST_MET) return;
    if (given.has(spelling)) continue;
    given.add(spelling);
    yield spelling;
  }
}

function* inOrderOfCost(name: string): Generator<string> {
  const frames = framesOf(name);
  for (let cost = 0; cost <= HIGHEST_COST; cost += 1) {
    for (const { choices, cost: own } of frames) {
      if (own > cost) break;
      yield* combined(choices, 0, cost - own);
    }
  }
}

/** Whether two names written in clear are one, but for how they are written. */
export function isSameName(one: string, other: string): boolean {
  const keys = keysOf(one);
  return keysOf(other).some((key) => key !== '' && keys.includes(key));
}

/** N’Diaye is also written Ndiaye and N Diaye, Jean-Marc also Jean Marc and Jeanmarc. */
function keysOf(name: string): readonly string[] {
  const units = withoutTitles(unitsOf(cleanName(name))).map((unit) =>
    withoutMarks(unit).toLowerCase(),
  );
  const keyOf = (cut: (unit: string) => string) =>
    units
      .flatMap((unit) => cut(unit).split(/[^\p{L}\p{N}]+/u))
      .filter((word) => word !== '')
      .sort()
      .join(' ');
  return [
    keyOf((unit) => unit),
    keyOf((unit) => unit.replace(/['’]/g, '')),
    keyOf((unit) => unit.replace(/[^\p{L}\p{N}]/gu, '')),
  ];
}

/** A name whose words and joins are set, and what each of them may be with marks. */
interface Frame {
  readonly choices: readonly (readonly Meant[])[];
  readonly cost: number;
}

function framesOf(name: string): readonly Frame[] {
  const known = new Map<string, readonly Meant[]>();
  const choicesOf = (word: string) => {
    const choices = known.get(word) ?? withMarks(word);
    known.set(word, choices);
    return choices;
  };
  return inOrders(name)
    .flatMap((parts) => [...rejoined(parts)])
    .flatMap(inCases)
    .flatMap((parts) => [parts, unmarked(parts)])
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MOST_FRAMES)
    .map(({ words, joins, isOdd, cost }) => ({
      cost,
      choices: words.map((word, at) =>
        (isOdd ? [{ word, cost: 0 }] : choicesOf(word)).map((one) => ({
          ...one,
          word: one.word + (joins[at] ?? ''),
        })),
      ),
    }));
}

function unmarked({ words, cost, ...parts }: Parts): Parts {
  return { ...parts, words: words.map(withoutMarks), cost: cost + 2 };
}

/** One choice for each word from `at` on, all of which cost just so much together. */
function* combined(choices: Frame['choices'], at: number, cost: number): Generator<string> {
  const options = choices[at];
  if (!options) {
    if (cost === 0) yield '';
    return;
  }
  const isLast = at === choices.length - 1;
  for (const { word, cost: own } of options) {
    if (own > cost) break;
    if (isLast && own < cost) continue;
    for (const rest of combined(choices, at + 1, cost - own)) yield word + rest;
  }
}
