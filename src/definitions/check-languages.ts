/** What is said in one language is said in the others: as many things, in the same order. */
import type { Problem } from './problems.ts';

export type ProblemAt = Omit<Problem, 'file' | 'line'> & {
  readonly at: readonly PropertyKey[];
  /** Of the sentence in a form (`class-problems.ts`), where such a thing can be wrong there. */
  readonly code?: string;
};

type Words = Readonly<Record<string, unknown>>;

/** `place`: where in the file they are. */
export function* checkEnglish(
  { en, ...words }: Words & { readonly en: Words },
  place: readonly PropertyKey[] = [],
): Generator<ProblemAt> {
  for (const [field, english] of Object.entries(en)) {
    yield* checkList([...place, 'en', field], words[field], english);
  }
  // The only text that a file may leave out.
  const given = [words, en].map(({ thirdParties }) => thirdParties !== undefined);
  if (given[0] === given[1]) return;
  const message = `thirdParties is said in ${given[0] ? 'French' : 'English'} only`;
  const remedy = 'Say it in both languages, or in none.';
  yield { at: [...place, 'en', 'thirdParties'], message, remedy, code: 'class.one-language' };
}

function* checkList(at: readonly PropertyKey[], french: unknown, english: unknown) {
  if (!Array.isArray(french) || !Array.isArray(english)) return;
  if (french.length === english.length) return;
  const field = at.slice(-2).join('.');
  const message = `${field} has ${english.length} entries, and the French has ${french.length}`;
  const remedy = 'Say the same things in both languages, in the same order.';
  yield { at, message, remedy, code: 'class.other-count' };
}
