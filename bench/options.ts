import { parseArgs } from 'node:util';
import type { Pace } from './harness.ts';

export interface Options {
  readonly pace: Pace;
  /** What takes many minutes, and nothing else. */
  readonly large: boolean;
  /** Throughput with one worker and with two, and nothing else. */
  readonly workers: boolean;
  /** Groups, or rows with their group: « verify », « verify: never seen ». Empty: all. */
  readonly only: readonly string[];
  readonly json: string | undefined;
}

/** Throws for an option that there is not. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      rounds: { type: 'string', default: '11' },
      large: { type: 'boolean', default: false },
      workers: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds: a whole number');
  return {
    pace: { rounds, turn: 100, patience: values.large ? 60_000 : 10_000 },
    large: values.large,
    workers: values.workers,
    only: values.only,
    json: values.json,
  };
}

const groupOf = (name: string) => name.split(':')[0];

export const wantsGroup = ({ only }: Pick<Options, 'only'>, group: string): boolean =>
  only.length === 0 || only.some((one) => groupOf(one) === group);

export const wantsRow = ({ only }: Pick<Options, 'only'>, row: string): boolean =>
  only.length === 0 || only.some((one) => one === row || one === groupOf(row));

/** To do it again; where the figures go beside that is nobody else’s business. */
export function commandOf(args: readonly string[]): string {
  const kept = args.filter((arg, at) => !arg.startsWith('--json') && args[at - 1] !== '--json');
  return ['npm run bench', ...(kept.length > 0 ? ['--', ...kept] : [])].join(' ');
}
