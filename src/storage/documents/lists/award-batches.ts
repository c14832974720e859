/** Badges from a list of a spreadsheet: what was handed in, line by line, and how far its signing is (docs/adr/0050). */
import { z } from 'zod';
import { EXPERIENCE_KINDS } from '../people.ts';
import { day, id, instant, text } from '../fields.ts';

/** Of a list: being read again; in line, or being signed; stopped by somebody; through. */
const BATCH_STATES = ['draft', 'signing', 'stopped', 'done'] as const;

/** Of a line: right and not signed yet; wrong; had already; signed; not signed, and why. */
const ROW_STATES = ['right', 'wrong', 'given', 'signed', 'failed'] as const;

export const BATCH_COLUMNS = [
  ...(['date', 'title', 'kind', 'place', 'person', 'record'] as const),
  ...(['task', 'badge', 'level', 'sentence'] as const),
] as const;

const count = z.int().min(0);

export const awardBatch = z.strictObject({
  id,
  kpaId: id,
  /** Who handed it in. */
  startedBy: id,
  createdAt: instant,
  expiresAt: instant,
  state: z.enum(BATCH_STATES),
  /** In which its badges are signed (BCP 47). */
  language: z.string().max(35),
  /** The one that somebody chose, where it was reread. */
  chosen: z.string().max(35).optional(),
  /** As many as were handed in: with fewer rows than these, its storing was cut short. */
  lines: count,
  /** Heads of columns that were not read. */
  ignored: z.array(z.string().max(80)).max(20),
  /** Of its right lines. */
  people: count,
  experiences: count,
  /** Who pressed the button: as it will stand beside the badges. */
  signer: z.strictObject({ personId: id, name: text(80), title: text(60) }).optional(),
  /** Since when it is in line; of a KPA, the first in line is signed. */
  activeSince: instant.optional(),
  /** When it is next worked on. Whoever takes it puts this off for as long as they may take. */
  dueAt: instant.optional(),
  endedAt: instant.optional(),
});

/** What is wrong in a column, or why a line was not signed: a sentence of the catalogue. */
const told = z.strictObject({
  code: z.string().max(60),
  /** What somebody typed stands apart (`typed`). */
  values: z
    .record(
      z.string(),
      z.union([z.string().max(300), z.number(), z.strictObject({ typed: z.string().max(300) })]),
    )
    .optional(),
});

export const awardBatchRow = z.strictObject({
  /** Follows from the list and the line. */
  id,
  kpaId: id,
  batchId: id,
  /** As a spreadsheet counts them. */
  line: z.int().min(1),
  state: z.enum(ROW_STATES),
  /** As they were typed; gone once the line is signed, or its person erased. */
  cells: z.partialRecord(z.enum(BATCH_COLUMNS), z.string().max(1_000)).optional(),
  faults: z
    .array(told.extend({ column: z.enum(BATCH_COLUMNS) }))
    .max(BATCH_COLUMNS.length)
    .optional(),
  personId: id.optional(),
  experienceId: id.optional(),
  /** What will be signed, and of what; gone with its cells. */
  plan: z
    .strictObject({
      title: text(120),
      kind: z.enum(EXPERIENCE_KINDS),
      date: day,
      place: text(120).optional(),
      task: text(120).optional(),
      badge: z.string().max(80),
      version: z.int().min(1),
      language: z.string().max(35),
      level: z.int().optional(),
      sentence: text(300),
    })
    .optional(),
  /** Of a line that was not signed. */
  why: told.optional(),
});

export type AwardBatch = z.infer<typeof awardBatch>;
export type AwardBatchRow = z.infer<typeof awardBatchRow>;
export type BatchColumn = (typeof BATCH_COLUMNS)[number];
