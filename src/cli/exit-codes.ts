/** What a script can decide by; part of the public interface (cli/usage.ts). */
import type { Verification } from '../credentials/verify/verify.ts';

export const EXIT = {
  VALID: 0,
  NOT_AUTHENTIC: 1,
  USAGE: 2,
  UNKNOWN: 3,
  NOT_STANDING: 4,
  WITH_NOTES: 5,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface CommandResult {
  /** For the standard output. */
  readonly output: string;
  readonly exitCode: ExitCode;
}

/** The worst first: a false badge says more than one that is over, and that more than a doubt. */
const BY_WEIGHT = [
  EXIT.USAGE,
  EXIT.NOT_AUTHENTIC,
  EXIT.NOT_STANDING,
  EXIT.UNKNOWN,
  EXIT.WITH_NOTES,
] as const;

export function worstOf(codes: readonly ExitCode[]): ExitCode {
  return BY_WEIGHT.find((code) => codes.includes(code)) ?? EXIT.VALID;
}

export function exitCodeFor({ authentic, standing, standard }: Verification['summary']): ExitCode {
  if (authentic === 'no') return EXIT.NOT_AUTHENTIC;
  if (authentic === 'unknown' || standing === 'unknown') return EXIT.UNKNOWN;
  if (standing !== 'valid') return EXIT.NOT_STANDING;
  return standard === 'followed' ? EXIT.VALID : EXIT.WITH_NOTES;
}
