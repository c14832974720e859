/** What a file of rows gives: its rows, and what they share while they are measured. */
import { interleave, type Pace, type Samples, type Works } from '../harness.ts';

export interface Row {
  /** Within its group: « one ». */
  readonly name: string;
  /** Of each figure: « µs » of CPU per operation unless said. */
  readonly unit?: 'µs' | 'ms' | 's' | 'MB';
  /** What a reader must know to believe it; some of it is known once it is measured. */
  readonly note?: string | (() => string);
  readonly measure: (pace: Pace) => Promise<Samples>;
}

export interface Group {
  readonly name: string;
  /** Takes minutes: measured with `--large` only. */
  readonly isLarge?: true;
  /** Rows are made one after the other: each may use what those before have left. */
  readonly open: (pace: Pace) => Promise<OpenGroup>;
}

export interface OpenGroup {
  readonly rows: readonly Row[];
  readonly close?: () => Promise<void>;
}

export function compared(name: string, works: Works, note?: string): Row {
  return {
    name,
    ...(note !== undefined && { note }),
    measure: (pace) => interleave(works, pace),
  };
}
