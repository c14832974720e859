/**
 * The checks of the files, for a badge class that is typed in a form: each problem with its field and
 * the code of the sentence that stands beside it.
 */
import type { z } from 'zod';
import { checkContent } from './check-content.ts';
import type { Definitions } from './definitions.ts';
import { asWritten, type BadgeClassFile, badgeClassFile } from './schemas.ts';
import { difficultyIn } from './wording.ts';

export interface ClassProblem {
  /** Where: `name`, `en.name`, `criteria.2`. */
  readonly at: readonly PropertyKey[];
  readonly code: string;
  readonly most?: number;
  /** The word that is refused. */
  readonly word?: string;
}

/** As many characters, and entries, as the files may have. */
export const FIELD_LIMITS = {
  name: { most: 80 },
  description: { most: 300 },
  criteria: { most: 200, entries: 8 },
  employerSentence: { most: 200 },
  evidence: { most: 200, entries: 8 },
  recognisedBy: { most: 160, entries: 6 },
  thirdParties: { most: 240 },
} as const;

/**
 * `raw`: as a file would hold it, all texts. The class, if nothing is wrong with it; or else all that is, so
 * that whoever puts it right is done.
 */
export function checkClass(
  raw: unknown,
  { objectives, frameworks }: Pick<Definitions, 'objectives' | 'frameworks'>,
): { readonly value?: BadgeClassFile; readonly problems: readonly ClassProblem[] } {
  const parsed = badgeClassFile.safeParse(raw, { reportInput: true });
  const around = { objectives, frameworks, unread: new Set<string>() };
  const content = [...checkContent(parsed.data ?? asWritten.parse(raw), around)];
  const problems = [
    ...(parsed.error?.issues.map(ofIssue) ?? []),
    ...content.map(({ at, code = NOT_SO }) => ({ at, code })),
  ];
  return parsed.success && problems.length === 0 ? { value: parsed.data, problems } : { problems };
}

const NOT_SO = 'class.not-so';

function ofIssue(issue: z.core.$ZodIssue): ClassProblem {
  const at = issue.path;
  if (issue.code === 'too_big') {
    const isList = issue.origin === 'array';
    return { at, code: isList ? 'class.too-many' : 'class.too-long', most: Number(issue.maximum) };
  }
  if (issue.code !== 'custom') return { at, code: 'class.missing' };
  const code: unknown = issue.params?.['code'];
  const word = typeof issue.input === 'string' ? difficultyIn(issue.input) : undefined;
  if (code === 'class.difficulty' && word !== undefined) return { at, code, word };
  return { at, code: typeof code === 'string' ? code : NOT_SO };
}
