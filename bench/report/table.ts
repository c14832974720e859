/** The table, on a terminal and in Markdown. */
import { SIDES } from '../harness.ts';
import type { Spread, Summary, Unit } from './summary.ts';

const HEAD = ['row', ...SIDES, 'ratio', 'of floor', 'target', 'met'] as const;

export function textTable(summaries: readonly Summary[]): string {
  const lines = [[...HEAD], ...summaries.map(cellsOf)];
  const widths = HEAD.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0)));
  const pad = (cell: string, at: number) =>
    at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return lines.map((cells) => cells.map(pad).join('  ').trimEnd()).join('\n');
}

/** One row by itself, with what must be known of it. */
export const textLine = (summary: Summary): string =>
  [...cellsOf(summary), summary.note === null ? '' : `[${summary.note}]`]
    .map((cell, at) =>
      cell !== '' && at > 0 && at <= SIDES.length ? `${HEAD[at] ?? ''} ${cell}` : cell,
    )
    .filter((cell) => cell !== '')
    .join('  ');

export function markdownTable(summaries: readonly Summary[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = HEAD.map((_, at) => (at === 0 ? '---' : '--:'));
  return [line(HEAD), line(rule), ...summaries.map((one) => line(cellsOf(one)))].join('\n');
}

function cellsOf({ row, unit, spread, ratio, ofFloor, target, met }: Summary): string[] {
  return [
    row,
    ...SIDES.map((side) => sayFigure(spread[side], unit)),
    ratio === null ? '' : `${sayNumber(ratio)}×`,
    ofFloor === null ? '' : `${sayNumber(ofFloor * 100)} %`,
    target ?? '',
    met === null ? '' : met ? 'yes' : 'no',
  ];
}

/** The median, and between what half of the rounds lie. */
function sayFigure(spread: Spread | undefined, unit: Unit): string {
  if (!spread) return '';
  const { low, median, high } = spread;
  const around = low === high ? '' : ` (${sayNumber(low)}–${sayNumber(high)})`;
  return `${sayNumber(median)}${around} ${unit}`;
}

/** Three digits say more than a noisy host knows. */
function sayNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, digits === 0 ? ',' : '');
}
