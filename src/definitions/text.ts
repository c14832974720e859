/**
 * The scalars of the definition files. They are read as text (YAML's failsafe schema), so that
 * `competence: 300465` or `version: 2.10` mean what was typed.
 */
import { z } from 'zod';

/**
 * A rule of ours: what is wrong, said after the name of the field, and what to do. `code`: of the
 * sentence beside the field, where such a text is typed in a form (`class-problems.ts`).
 */
export function advice(error: string, remedy: string, code?: string) {
  return { error, params: { remedy, ...(code !== undefined && { code }) } };
}

/** French typography, so that a file may be typed on any keyboard: ’ and no-break spaces. */
function typeset(text: string): string {
  return text
    .replaceAll("'", '’')
    .replaceAll(/[ \u202F](?=[:;!?»])/gu, '\u00A0')
    .replaceAll(/(?<=«)[ \u202F]/gu, '\u00A0')
    .replaceAll(/\s*\n\s*/gu, ' ');
}

export const text = (most: number) => z.string().trim().min(1, { abort: true }).max(most);

/** French prose on one line. Braces would be slots that nothing fills. */
export const french = (most: number) =>
  text(most)
    // Not a transform: what is too long may be wrong in other ways, and all is told at once.
    .overwrite(typeset)
    .refine(
      (value) => !/[{}]/u.test(value),
      advice(
        'has a slot in braces',
        'Write a sentence that is true of every award.',
        'class.braces',
      ),
    );

/** Names and headings have no middle dot: screen readers stumble on it. */
export const title = (most: number) =>
  french(most).refine(
    (value) => !/[·•‧⋅・]/u.test(value),
    advice(
      'has a middle dot',
      'Use a word that fits everyone, such as “équipe” or “clientèle”.',
      'class.middle-dot',
    ),
  );

export const slug = z
  .string()
  .max(60)
  .refine(
    (value) => /^[a-z0-9]+(-[a-z0-9]+)*$/u.test(value),
    advice('is not a slug', 'Write it in plain letters, like travailler-en-equipe.'),
  );

export const whole = z
  .string()
  .refine(
    (value) => /^[1-9]\d{0,4}$/u.test(value),
    advice('is not a whole number', 'Write a number from 1, such as 1 or 2.'),
  )
  .transform(Number);

export const yes = z.enum(['true', 'false']).transform((value) => value === 'true');

export const day = z
  .string()
  .refine(
    (value) => z.iso.date().safeParse(value).success,
    advice('is not a day', 'Write the year, month and day, like 2026-11-23.'),
  );

/** ISO 8601, of which only the parts that a calendar adds without surprise. */
const DURATION = /^P(?=\d)(?:([1-9]\d?)Y)?(?:([1-9]\d{0,2})M)?$/u;
const LONGEST_MONTHS = 120;

function monthsOf(value: string): number {
  const [, years = '0', months = '0'] = DURATION.exec(value) ?? [];
  return Number(years) * 12 + Number(months);
}

/** Written as P3Y, P18M or P1Y6M; read as months. */
export const duration = z
  .string()
  .refine(
    (value) => monthsOf(value) > 0,
    advice('is not a duration in years and months', 'Write it like P3Y, P18M or P1Y6M.'),
  )
  .refine(
    (value) => monthsOf(value) <= LONGEST_MONTHS,
    advice('is longer than 10 years', 'Shorten it, or leave it out: the badge then has no end.'),
  )
  .transform(monthsOf);

export const webAddress = z
  .string()
  .max(300)
  .refine(
    (value) => z.url({ protocol: /^https?$/u }).safeParse(value).success,
    advice('is not a web address', 'Write a whole address that begins with http:// or https://.'),
  );

/** As `max` says it, which would leave out what is wrong with the entries themselves. */
export const atMost =
  (most: number) =>
  ({ value: input, issues }: z.core.ParsePayload<readonly string[]>): void => {
    if (input.length <= most) return;
    const told = { code: 'too_big', origin: 'array', maximum: most, inclusive: true } as const;
    issues.push({ ...told, input, continue: true });
  };

export function wordCount(value: string): number {
  return value.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
