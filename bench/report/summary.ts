/** From what was measured to what is said of it. */
import type { Samples, Side } from '../harness.ts';
import { SIDES } from '../harness.ts';
import { BOUNDS, type Target, targetOf } from './targets.ts';

export type Unit = 'µs' | 'ms' | 's' | 'MB';

/** `row`: with its group, « issue: one ». */
export interface Measured {
  readonly row: string;
  readonly unit: Unit;
  readonly samples: Samples;
  readonly note?: string;
}

export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** A row as `--json` writes it; null where there is nothing to compare with. */
export interface Summary extends Readonly<Record<Side, number | null>> {
  readonly row: string;
  /** Of the four figures, which are medians: per operation, of CPU where it is a time. */
  readonly unit: Unit;
  /** What the target is about: how many times less ours costs, or, of « ≤ 3 × », how many more. */
  readonly ratio: number | null;
  readonly target: string | null;
  readonly met: boolean | null;
  /** The speed of ours as a part of that of the floor. */
  readonly ofFloor: number | null;
  /** Half of the rounds lie between low and high. */
  readonly spread: Partial<Record<Side, Spread>>;
  readonly note: string | null;
}

export function summarise({ row, unit, samples, note }: Measured): Summary {
  const target = targetOf(row);
  const spread = Object.fromEntries(
    SIDES.flatMap((side) => {
      const one = samples[side];
      return one ? [[side, spreadOf(one)] as const] : [];
    }),
  );
  const medianOf = (side: Side) => spread[side]?.median ?? null;
  const over = target?.over ?? (['plain', 'peer', 'floor'] as const).find((side) => samples[side]);
  const times = quotient(over && samples[over], samples.ours);
  const ratio = target?.most === undefined ? times : inverse(times);
  const ofFloor = quotient(samples.floor, samples.ours);
  const bound = BOUNDS[row];
  return {
    row,
    ours: medianOf('ours'),
    plain: medianOf('plain'),
    peer: medianOf('peer'),
    floor: medianOf('floor'),
    unit,
    ratio,
    target: bound === undefined ? sayTarget(target) : `≤ ${bound} ${unit}`,
    met: bound === undefined ? isMet(target, ratio, ofFloor) : isWithin(bound, medianOf('ours')),
    ofFloor,
    spread,
    note: note ?? null,
  };
}

/** Of each round by itself, for all of it had the same weather. */
function quotient(over: readonly number[] | undefined, ours: readonly number[] | undefined) {
  if (!over || !ours) return null;
  const quotients = ours.flatMap((one, round) => {
    const other = over[round];
    return other === undefined ? [] : [other / one];
  });
  return quotients.length === 0 ? null : spreadOf(quotients).median;
}

const inverse = (times: number | null) => (times === null ? null : 1 / times);

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (part: number) => {
    const place = part * (sorted.length - 1);
    const [below = NaN, above = below] = sorted.slice(Math.floor(place));
    return below + (above - below) * (place % 1);
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

function sayTarget(target: Target | undefined): string | null {
  if (!target) return null;
  const { over, least, most, ofFloor } = target;
  const said = [
    ...(least === undefined ? [] : [`≥ ${least} × ${over}`]),
    ...(most === undefined ? [] : [`≤ ${most} × ${over}`]),
    ...(ofFloor === undefined ? [] : [`≥ ${Math.round(ofFloor * 100)} % of floor`]),
  ];
  return said.join(', ');
}

function isMet(target: Target | undefined, ratio: number | null, ofFloor: number | null) {
  if (!target || ratio === null) return null;
  return (
    ratio >= (target.least ?? 0) &&
    ratio <= (target.most ?? Infinity) &&
    (ofFloor ?? 0) >= (target.ofFloor ?? 0)
  );
}

const isWithin = (bound: number, figure: number | null) =>
  figure === null ? null : figure <= bound;
