/**
 * What each row should come to. The ratio is `over` ÷ `ours`, how many times less ours costs; `most`
 * says it the other way round, what ours may cost of `over`. `ofFloor`: the least part of a bare
 * echo's speed.
 */
import type { Side } from '../harness.ts';

export interface Target {
  readonly over: Exclude<Side, 'ours'>;
  readonly least?: number;
  readonly most?: number;
  readonly ofFloor?: number;
}

const VC_API_ISSUE: Target = { over: 'peer', least: 10, ofFloor: 0.25 };
const VC_API_VERIFY: Target = { over: 'peer', least: 10, ofFloor: 0.15 };

/** What does not grow with the years, and what may. */
const STEADY: Target = { over: 'floor', most: 1.3 };
const MEMORY: Target = { over: 'floor', most: 2 };

/** By the name of the row. */
export function targetOf(row: string): Target | undefined {
  if (!/^growth on .*: (?!start-up)/.test(row)) return TARGETS[row];
  return row.endsWith(': memory') ? MEMORY : STEADY;
}

const TARGETS: Readonly<Record<string, Target>> = {
  'issue: one': { over: 'plain', least: 45 },
  'issue: batch of one class': { over: 'plain', least: 90 },
  'verify: never seen': { over: 'plain', least: 20 },
  'VC-API issue: 1 in flight': VC_API_ISSUE,
  'VC-API issue: 10 in flight': VC_API_ISSUE,
  'VC-API issue: 64 in flight': VC_API_ISSUE,
  'VC-API verify: 1 in flight': VC_API_VERIFY,
  'VC-API verify: 10 in flight': VC_API_VERIFY,
  'VC-API verify: 64 in flight': VC_API_VERIFY,
  'award: one': { over: 'peer', least: 5 },
  // 0.5 s for 1,000 where one plain issue takes 7 ms.
  'award: batch of 1,000': { over: 'plain', least: 14 },
  'portfolio: 12 badges': { over: 'floor', most: 3 },
  'status list: 304': { over: 'floor', ofFloor: 0.6 },
};

/** Seconds, where it is no ratio. */
export const BOUNDS: Readonly<Record<string, number>> = {
  'growth on SQLite: start-up, by the clock': 2,
};
