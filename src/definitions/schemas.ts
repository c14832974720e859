/**
 * The shape of each file of `badge-definitions/`. What goes across files is in `check-*.ts`. Texts are
 * French; a further language has a block with the same fields.
 */
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
  yes,
} from './text.ts';
import { badgeClassWords, ENGLISH, FRENCH, FRENCH_OF_CLASSES } from './wording.ts';
import { frameworkWords, levelWords, objectiveWords } from './wording.ts';

const KINDS = ['competence', 'realisation', 'apprentissage', 'engagement'] as const;

/** Kinds of experiences, as they are stored of them. */
const WORK = ['prestation', 'support', 'training', 'decision', 'interview'] as const;

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
  ...objectiveWords(FRENCH),
  en: z.strictObject(objectiveWords(ENGLISH)),
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

const level = z.strictObject({
  code: whole,
  ...levelWords(FRENCH),
  en: z.strictObject(levelWords(ENGLISH)),
});

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
  /** A proper name: the same in all languages. */
  name: title(60),
  ...frameworkWords(FRENCH),
  en: z.strictObject(frameworkWords(ENGLISH)),
  url: webAddress.exactOptional(),
  competences: z.array(competence).min(1).max(1000),
});

const wordBeginning = z
  .string()
  .max(40)
  .refine(
    (value) => /^[a-z]{4,}$/u.test(value),
    advice('is not the beginning of a word', 'Write four small letters or more, without accents.'),
  );

/** Where the award form shows a badge class first (docs/adr/0048). */
const proposedFor = z.strictObject({
  kinds: z.array(z.enum(WORK)).min(1).exactOptional(),
  /** What words of a task begin with, without accents. */
  words: z.array(wordBeginning).min(1).max(20).exactOptional(),
});

const MOST_OF_GROUP = 6;

/** Who else confirms it, beside the team of the KPA, in what the pages let them do (docs/adr/0054, 0056). */
const confirmedBy = z.strictObject({
  /** Somebody who is not of the KPA, by a link that they are given. */
  outside: yes.exactOptional(),
  /** Which criteria they can see, the first being 1; without it, all. */
  outsideSees: z.array(whole).min(1).exactOptional(),
  /** The group: so many of those who were there have seen it. */
  group: whole
    .refine(
      (people) => people <= MOST_OF_GROUP,
      advice(`is more than ${MOST_OF_GROUP}`, `Write a number from 1 to ${MOST_OF_GROUP}.`),
    )
    .exactOptional(),
  /** It needs a second person: without one, its person cannot accept it. */
  people: whole
    .refine((people) => people === 2, advice('is not 2', 'Write people: 2, or remove it.'))
    .exactOptional(),
});

export const badgeClassFile = z.strictObject({
  slug,
  version: whole,
  published: day,
  /** Rank among the badge classes of its objective; without one, it comes last. */
  order: whole.exactOptional(),
  proposedFor: proposedFor.exactOptional(),
  confirmedBy: confirmedBy.exactOptional(),
  kind: z.enum(KINDS),
  objective: whole,
  ...badgeClassWords(FRENCH_OF_CLASSES),
  en: z.strictObject(badgeClassWords(ENGLISH)),
  alignments: z
    .array(z.strictObject({ framework: slug, competence: identifier }))
    .min(1)
    .max(12),
  /** How long an award counts; without it, it has no end. */
  validFor: duration.exactOptional(),
  leveled: yes.exactOptional(),
  sensitive: yes.exactOptional(),
  art: z.strictObject({ variant: slug }),
});

const line = z.string().catch('');
const lines = z.array(z.string()).catch([]);
const anyWords = {
  ...{ name: line, description: line, criteria: lines, employerSentence: line, evidence: lines },
  ...{ recognisedBy: lines, programmeAction: line, alt: line },
  thirdParties: z.string().exactOptional(),
};

/** One that is not right yet, as far as it is written: what goes across its fields can be said already. */
export const asWritten = badgeClassFile.extend({
  ...anyWords,
  en: z.object(anyWords),
  kind: badgeClassFile.shape.kind.catch('realisation'),
  objective: whole.catch(0),
  alignments: z.array(z.object({ framework: line, competence: line })).catch([]),
  confirmedBy: confirmedBy.catch({}).exactOptional(),
  validFor: duration.catch(0).exactOptional(),
  art: z.object({ variant: line }),
});

/** `<slug>@<version>` and `levels`, in French and `.en`, each with the digest of what was published. */
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

export type ObjectiveFile = Readonly<z.infer<typeof objective>>;
export type LevelFile = Readonly<z.infer<typeof level>>;
export type Competence = Readonly<z.infer<typeof competence>>;
export type FrameworkFile = Readonly<z.infer<typeof frameworkFile>>;
export type BadgeClassFile = Readonly<z.infer<typeof badgeClassFile>>;
export type PublishedFile = Readonly<z.infer<typeof publishedFile>>;
