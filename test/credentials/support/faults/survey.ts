/** Many faults tried one after the other: which are believed, and how long the slowest takes. */
import { expect } from 'vitest';
import type { PresentationVerification } from '../../../../src/credentials/verify/verify-presentation.ts';
import type { Verification } from '../../../../src/credentials/verify/verify.ts';
import { type Kind, KINDS } from './kinds.ts';

/** Milliseconds: far beyond the slowest, also on a machine with other things to do. */
const CEILING = 5_000;

interface Tried {
  readonly kind: Kind;
  readonly name: string;
}

/** How many there must be of each kind: a generator that runs dry would prove nothing. */
export type Minima = Partial<Record<Kind, number>>;

/** At least a thousand, no two alike; none is believed, none throws, none takes long. */
export async function expectNoneBelieved<T extends Tried>(
  form: string,
  faults: readonly T[],
  minima: Minima,
  isBelieved: (fault: T) => Promise<boolean>,
): Promise<void> {
  expect(faults.length).toBeGreaterThanOrEqual(1_000);
  expect(missing(faults, minima)).toEqual({});
  const believed: string[] = [];
  let slowest = { name: '', took: 0 };
  for (const fault of faults) {
    const started = performance.now();
    if (await isBelieved(fault)) believed.push(`${KINDS[fault.kind]}: ${fault.name}`);
    const took = performance.now() - started;
    if (took > slowest.took) slowest = { name: fault.name, took };
  }
  const slow = `${slowest.took.toFixed(0)} ms for « ${slowest.name} »`;
  process.stdout.write(`${form}: ${faults.length} faults, the slowest ${slow}\n`);
  expect(believed).toEqual([]);
  expect(slowest.took).toBeLessThan(CEILING);
}

function missing(faults: readonly Tried[], minima: Minima): Minima {
  const count = (kind: string) => faults.filter((fault) => fault.kind === kind).length;
  const short = Object.entries(minima).filter(([kind, least]) => count(kind) < least);
  return Object.fromEntries(short.map(([kind]) => [kind, count(kind)]));
}

/**
 * Authentic though it says something else than the original; and no answer at all, which would be
 * worse. Another spelling of the very same statements is the same badge (docs/adr/0025).
 */
export function isBelieved(
  answer: Verification | PresentationVerification,
  original: Verification | PresentationVerification,
): boolean {
  const isAnother = answer.summary.authentic === 'yes' && said(answer) !== said(original);
  return isAnother || answer.checks.length === 0;
}

const isPresentation = (
  answer: Verification | PresentationVerification,
): answer is PresentationVerification => !('standing' in answer.summary);

/** Everything that somebody is told of it. */
function said(answer: Verification | PresentationVerification): string {
  const all = isPresentation(answer) ? answer.credentials : [answer];
  return JSON.stringify([
    'holder' in answer ? answer.holder : undefined,
    all.map(({ credential, summary, kind }) => [kind, credential, summary.standing]),
  ]);
}
