/** Badge classes that are written in a browser: drafts, and what was published (docs/adr/0044). */
import { z } from 'zod';
import { day, id, instant, text } from './fields.ts';

/** `<words>--<KPA>`: no file of `badge-definitions/` can have two hyphens there. */
const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*--[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);

const words = z.strictObject({
  name: text(80),
  description: text(300),
  criteria: z.array(text(200)).min(1).max(8),
  employerSentence: text(200),
  evidence: z.array(text(200)).max(8),
  recognisedBy: z.array(text(160)).min(1).max(6),
  programmeAction: text(160),
  thirdParties: text(240).optional(),
  alt: text(240),
});

/** One version. It is written once, and never replaced or removed. */
export const publishedClass = z.strictObject({
  id,
  /** The nil UUID for what the network publishes for all KPAs. */
  kpaId: id,
  slug,
  classVersion: z.int().min(1).max(9999),
  publishedOn: day,
  publishedAt: instant,
  kind: z.enum(['competence', 'realisation', 'apprentissage', 'engagement']),
  objective: z.int().min(1).max(7),
  variant: z.string().max(60),
  /** Who else confirms it, where somebody does (docs/adr/0054, 0056). */
  confirmedBy: z
    .strictObject({
      outside: z.literal(true).exactOptional(),
      group: z.int().min(1).max(6).exactOptional(),
      people: z.literal(2).exactOptional(),
    })
    .optional(),
  /** In months. */
  validFor: z.int().min(1).max(120).optional(),
  alignments: z
    .array(z.strictObject({ framework: z.string().max(60), competence: z.string().max(40) }))
    .max(12),
  french: words,
  english: words,
  /** Where its words come from, if somebody else wrote them. */
  source: text(300).optional(),
});

/** As it was typed, right or not. */
export const classDraft = z.strictObject({
  id,
  kpaId: id,
  /** Of the published class of which it is to be the next version. */
  slug: slug.optional(),
  fields: z.record(z.string().max(40), z.string().max(4_000)),
  source: text(300).optional(),
  changedAt: instant,
});

/** There while a class of one’s own is not proposed for new badges. */
export const pausedClass = z.strictObject({ id, kpaId: id, slug, at: instant });

export type PublishedClass = z.infer<typeof publishedClass>;
export type ClassDraft = z.infer<typeof classDraft>;
