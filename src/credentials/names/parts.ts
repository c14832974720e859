/** A name in its parts, in the orders in which they may stand. */

/** « N’Diaye Jean-Pierre »: words, and what stands between each and the next. */
export interface Parts {
  readonly words: readonly string[];
  readonly joins: readonly string[];
  /** How unlikely it is that whoever typed the name means this one. */
  readonly cost: number;
  /** Too many to be joined anew, or in unusual capitals: nothing more is changed. */
  readonly isOdd: boolean;
}

/** More are turned and joined in too many ways. */
const MOST_WORDS = 6;

const TITLES = new Set([
  ...['m', 'mr', 'mme', 'mlle', 'mrs', 'ms', 'miss', 'monsieur', 'madame', 'mademoiselle'],
  ...['dr', 'docteur', 'pr', 'prof', 'professeur', 'me'],
]);
const HYPHENS = /[\u2010-\u2015\u2212\uff0d]/gu;
const APOSTROPHES = /[\u2018\u201b\u02b9\u02bb`\u00b4\uff07]/gu;

/** The first name first, or last; with a title, or without. « DIALLO Awa » tells which is which. */
export function inOrders(name: string): readonly Parts[] {
  const units = unitsOf(name);
  const bare = withoutTitles(units);
  const titled = bare.length < units.length ? [partsOf(units, 2)] : [];
  const ordered = [{ order: bare, cost: 0 }, ...turned(bare)];
  return [
    ...ordered.map(({ order, cost }) => partsOf(order, cost)),
    ...titled,
    ...ordered
      .filter(({ order }) => order.some((unit) => apart(unit) !== unit))
      .map(({ order, cost }) => partsOf(order.map(apart), cost + 2)),
  ];
}

function turned(units: readonly string[]) {
  if (units.length > MOST_WORDS) return [];
  return units.slice(1).map((_, at) => {
    const [before, after] = [units.slice(0, at + 1), units.slice(at + 1)];
    const isTold = before.every(isInCapitals) && !after.some(isInCapitals);
    return { order: [...after, ...before], cost: isTold ? 0 : 1 };
  });
}

/** « Ndiaye » and « N’Diaye » are one name. */
const apart = (unit: string) => unit.replace(/^n(?=[bcdgkt]\p{L})/iu, "$&'");

export const unitsOf = (name: string) => name.split(/[\s,;]+/).filter((unit) => unit !== '');

export function withoutTitles(units: readonly string[]): readonly string[] {
  if (units.length < 2) return units;
  if (isTitle(units[0])) return withoutTitles(units.slice(1));
  return isTitle(units.at(-1)) ? withoutTitles(units.slice(0, -1)) : units;
}

const isTitle = (unit = '') => TITLES.has(unit.replace(/^\(|[.)]+$/g, '').toLowerCase());

export const isInCapitals = (unit: string) => /\p{Lu}.*\p{Lu}/u.test(unit) && !/\p{Ll}/u.test(unit);

function partsOf(units: readonly string[], cost: number): Parts {
  const name = units.join(' ').replace(HYPHENS, '-').replace(APOSTROPHES, "'");
  const pieces = name.split(/([ '’ʼ-])/u);
  const words = pieces.filter((_, at) => at % 2 === 0);
  const joins = pieces.filter((_, at) => at % 2 === 1);
  return { words, joins, cost, isOdd: words.length > MOST_WORDS };
}
