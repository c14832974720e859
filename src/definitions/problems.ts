/** One thing to put right in a definitions folder. `line` counts from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

export type Report = (problem: Problem) => void;

/** Every problem of a folder at once, ordered by file and line. */
export class DefinitionsError extends Error {
  override readonly name = 'DefinitionsError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const ordered = problems.toSorted((a, b) => order(a.file, b.file) || a.line - b.line);
    super(ordered.map(print).join('\n'));
    this.problems = ordered;
  }
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function print({ file, line, message, remedy }: Problem): string {
  return `${file}:${line}  ${message}\n    → ${remedy}`;
}
