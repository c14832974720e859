/** A path as a page shows it: the floor for the eye, and the list that says all of it. */
import { PALETTES } from '../../badges/classes/palettes.ts';
import type { Objective } from '../../definitions/definitions.ts';
import { firstDay, monthsBetween } from './months.ts';
import type { Mark } from './read-path.ts';

interface Given {
  readonly marks: readonly Mark[];
  /** In order. */
  readonly objectives: readonly Objective[];
  readonly from: string;
  readonly before: string;
}

/** Quarters of a turn: a floor where all tiles lie the same way is no floor. */
const TURNS = [0, 90, 180, 270];

export function layOutPath({ marks, objectives, from, before }: Given) {
  const months = monthsBetween(from, before);
  const rows = objectives.map(({ number, short, language }, row) => ({
    ...{ short, language },
    cells: months.map((month, column) => {
      const here = marks.filter((one) => one.month === month && one.objective.number === number);
      const { tile, accent } = PALETTES[number] ?? {};
      return {
        ...{ tile, accent, turn: TURNS[(row * 3 + column) % TURNS.length] },
        hasBadge: here.some((one) => 'badge' in one),
        hasTold: here.some((one) => 'experience' in one),
      };
    }),
  }));
  const listed = months
    .map((month) => ({ on: firstDay(month), marks: marks.filter((one) => one.month === month) }))
    .filter((one) => one.marks.length > 0);
  return { rows, months: months.map(firstDay), listed: listed.toReversed() };
}
