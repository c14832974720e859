/** The shape of each file of `badge-definitions/`. What goes across files is in `check-*.ts`. */
import { z } from 'zod';
import {
  advice,
  day,
  duration,
  french,
  slug,
  text,
  title,
  webAddress,
  whole,
  wordCount,
  yes,
} from './text.ts';

const KINDS = ['competence', 'realisation', 'apprentissage', 'engagement'] as const;

const numberedInOrder = (count: number, field: string) =>
  advice(
    `are not numbered 1 to ${count}, in order`,
    `Keep ${count} entries, with ${field} 1 to ${count}.`,
  );

const inOrder = (numbers: readonly number[], count: number) =>
  numbers.length === count && numbers.every((number, index) => number === index + 1);

const objective = z.strictObject({
  number: whole,
  slug,
  /** The programme's own wording. */
  title: title(160),
  short: title(60).refine(
    (value) => wordCount(value) <= 5,
    advice('has more than 5 words', 'Say it in at most 5 plain words.'),
  ),
  actions: z.array(french(160)).min(1).max(8),
  /** Its badge classes are private and awarded only at the person's own request. */
  sensitive: yes.exactOptional(),
});

export const objectivesFile = z.array(objective).refine(
  (all) =>
    inOrder(
      all.map((one) => one.number),
      7,
    ),
  numberedInOrder(7, 'number'),
);

const level = z.strictObject({ code: whole, name: title(60), description: french(160) });

export const levelsFile = z.array(level).refine(
  (all) =>
    inOrder(
      all.map((one) => one.code),
      4,
    ),
  numberedInOrder(4, 'code'),
);

const identifier = z
  .string()
  .max(40)
  .refine(
    (value) => /^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$/u.test(value),
    advice('is not an identifier', 'Use letters, figures, dots and hyphens, like 300465 or 2.1.'),
  );

const competence = z.strictObject({
  id: identifier,
  code: text(40).exactOptional(),
  uri: webAddress.exactOptional(),
  labelFr: french(240),
  labelEn: text(240).exactOptional(),
  /** Whether the French label is the publisher's own; otherwise it is an unofficial translation. */
  official: yes,
});

export const frameworkFile = z.strictObject({
  slug,
  name: title(60),
  publisher: french(160),
  version: text(60),
  licence: french(240),
  source: french(300),
  url: webAddress.exactOptional(),
  competences: z.array(competence).min(1).max(1000),
});

export const badgeClassFile = z.strictObject({
  slug,
  version: whole,
  published: day,
  /** Rank among the badge classes of its objective; without one, it comes last. */
  order: whole.exactOptional(),
  name: title(80),
  kind: z.enum(KINDS),
  objective: whole,
  description: french(300),
  criteria: z.array(french(200)).min(1).max(8),
  employerSentence: french(200).refine(
    (value) => wordCount(value) <= 20,
    advice('has more than 20 words', 'Say it in at most 20 words.'),
  ),
  alignments: z
    .array(z.strictObject({ framework: slug, competence: identifier }))
    .min(1)
    .max(12),
  evidence: z.array(french(200)).max(8),
  recognisedBy: z.array(french(160)).min(1).max(6),
  programmeAction: french(160),
  /** How long an award counts; without it, it has no end. */
  validFor: duration.exactOptional(),
  leveled: yes.exactOptional(),
  sensitive: yes.exactOptional(),
  thirdParties: french(240).exactOptional(),
  art: z.strictObject({ variant: slug }),
  alt: french(240),
});

/** `<slug>@<version>` and `levels`, each with the digest of what was published. */
export const publishedFile = z
  .record(
    z.string(),
    z
      .string()
      .refine(
        (value) => /^sha256-[\w-]{43}$/u.test(value),
        advice('is not a digest', 'Restore published.yaml from version control.'),
      ),
  )
  .nullable()
  .transform((lock) => lock ?? {});

export type Objective = Readonly<z.infer<typeof objective>>;
export type Level = Readonly<z.infer<typeof level>>;
export type Competence = Readonly<z.infer<typeof competence>>;
export type FrameworkFile = Readonly<z.infer<typeof frameworkFile>>;
export type BadgeClassFile = Readonly<z.infer<typeof badgeClassFile>>;
export type PublishedFile = Readonly<z.infer<typeof publishedFile>>;
