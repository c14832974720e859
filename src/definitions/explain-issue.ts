/** zod's issues in plain words, each with what to do. */
import { z } from 'zod';

export interface Explanation {
  /** Where in the file; for an unknown field, its own path. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly remedy: string;
}

type Issue = z.core.$ZodIssue;

const COMPARE = 'Compare with another file.';

/** One explanation per place: the first that zod gives is the deepest cause. */
export function explainIssues(issues: readonly Issue[]): Explanation[] {
  const byPlace = new Map<string, Explanation>();
  for (const explanation of issues.flatMap(explain)) {
    const place = z.core.toDotPath(explanation.path);
    if (!byPlace.has(place)) byPlace.set(place, explanation);
  }
  return [...byPlace.values()];
}

function explain(issue: Issue): Explanation[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      at([...issue.path, key], 'is not a known field', 'Check its spelling, or remove it.'),
    );
  }
  return [at(issue.path, ...describe(issue))];
}

function at(path: readonly PropertyKey[], predicate: string, remedy: string): Explanation {
  const subject = path.length > 0 ? z.core.toDotPath(path) : 'The entries';
  return { path, message: `${subject} ${predicate}`, remedy };
}

function describe(issue: Issue): [predicate: string, remedy: string] {
  const missing = issue.input === undefined;
  switch (issue.code) {
    case 'invalid_type':
      if (missing) return ['is missing', 'Add it: badge-definitions/README.md shows an example.'];
      if (issue.input === '') return ['is empty', 'Fill it in.'];
      return describeType(issue.expected);
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return [missing ? 'is missing' : 'has an unknown value', `Use one of: ${values}.`];
    }
    case 'too_small':
      return ['is empty', 'Give at least one.'];
    case 'too_big':
      return ['is too long', `Keep it to ${issue.maximum} at most.`];
    case 'custom':
      return [issue.message, remedyOf(issue.params)];
    default:
      return [`is not valid: ${issue.message}`, COMPARE];
  }
}

/** What a type is called, and what to do when something else is there. */
const TYPES = new Map<string, [noun: string, remedy: string]>([
  ['string', ['text', 'Put quotes around it if it has a colon in it.']],
  ['array', ['a list', 'Begin each entry on its own line, with a hyphen.']],
  ['object', ['a list of fields', COMPARE]],
  ['record', ['a list of fields', COMPARE]],
]);

function describeType(expected: string): [predicate: string, remedy: string] {
  const [noun, remedy] = TYPES.get(expected) ?? [expected, COMPARE];
  return [`is not ${noun}`, remedy];
}

function remedyOf(params: Record<string, unknown> | undefined): string {
  const remedy = params?.['remedy'];
  return typeof remedy === 'string' ? remedy : COMPARE;
}
