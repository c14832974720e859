/** Several badges in one file: each has its own answer, and who holds them another. */
import { messageOf } from '../errors.ts';
import type { ExamineOptions } from './examine.ts';
import { tooMany } from './too-many.ts';
import type { Wrapped } from '../read/unwrap.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Summary, Verification, Wrapping } from '../verification.ts';
import { unanswered, verifyAmong } from './verify-among.ts';
import { verifyPresented } from './verify-presentation.ts';

/** Never throws. */
export async function verifyWrapped(
  wrapped: Wrapped,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<Verification> {
  try {
    if (wrapped.kind === 'presentation')
      return await presented(wrapped.input, surroundings, options);
    const all = (inputs: readonly unknown[]) =>
      Promise.all(inputs.map((input) => verifyAmong(input, surroundings, options)));
    const credentials = await all(wrapped.held);
    const aside = wrapped.isCut ? [unread] : [];
    if (wrapped.kind === 'list') return together({ kind: 'list' }, credentials, aside);
    // The record is signed too, by whoever put it together.
    const record = await verifyAmong(wrapped.input, surroundings, options);
    const wrapping: Wrapping = { kind: 'record', summary: record.summary };
    return together(wrapping, credentials, [record, ...aside]);
  } catch (error) {
    return unanswered(messageOf(error));
  }
}

async function presented(
  input: unknown,
  surroundings: Surroundings,
  options: ExamineOptions,
): Promise<Verification> {
  const { checks, summary, holder, credentials, subjects } = await verifyPresented(
    input,
    surroundings,
    options,
  );
  const isSubject = holder === undefined ? undefined : isOf(holder, subjects);
  const wrapping: Wrapping = {
    kind: 'presentation',
    holder: {
      ...(holder !== undefined && { id: holder }),
      signature: summary.signature,
      ...(isSubject !== undefined && { isSubject }),
    },
  };
  const isWhole = checks.every(
    ({ id, outcome }) => id === 'holder' || outcome === 'pass' || outcome === 'warn',
  );
  const aside = isWhole ? [] : [{ summary: UNKNOWN, checks: [] }];
  return { ...together(wrapping, credentials, aside), checks };
}

/** Undefined if a badge does not say whose it is. */
function isOf(holder: string, subjects: readonly (string | undefined)[]): boolean | undefined {
  if (subjects.some((subject) => subject !== undefined && subject !== holder)) return false;
  return subjects.length === 0 || subjects.includes(undefined) ? undefined : true;
}

/** `aside`: what else there is in the file, or around it. */
function together(
  wrapping: Wrapping,
  credentials: readonly Verification[],
  aside: readonly Pick<Verification, 'summary' | 'checks'>[],
): Verification {
  const summaries = [...credentials, ...aside].map(({ summary }) => summary);
  return {
    checks: aside.flatMap(({ checks }) => checks),
    summary: worstOf(summaries),
    notes: [],
    kind: 'wrapped',
    wrapping,
    credentials,
  };
}

const { summary: UNKNOWN } = unanswered('Not read');
const unread = { summary: UNKNOWN, checks: [tooMany] };

const SIGNATURES = ['wrong', 'none', 'unknown', 'right'] as const;
const STANDARDS = ['ambiguous', 'unknown', 'notes', 'followed'] as const;
const STANDINGS = ['revoked', 'suspended', 'expired', 'not-yet-valid', 'unknown', 'valid'] as const;
const ANSWERS = ['no', 'unknown', 'yes'] as const;

/** For whoever reads one line: no better than the worst of them. */
function worstOf(summaries: readonly Summary[]): Summary {
  const worst = <T>(order: readonly T[], of: (summary: Summary) => T, otherwise: T) =>
    order.find((one) => summaries.some((summary) => of(summary) === one)) ?? otherwise;
  return {
    signature: worst(SIGNATURES, ({ signature }) => signature, 'unknown'),
    standard: worst(STANDARDS, ({ standard }) => standard, 'unknown'),
    standing: worst(STANDINGS, ({ standing }) => standing, 'unknown'),
    authentic: worst(ANSWERS, ({ authentic }) => authentic, 'unknown'),
    issuerKnown: summaries.length > 0 && summaries.every(({ issuerKnown }) => issuerKnown),
  };
}
