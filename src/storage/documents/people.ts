/** People, and what they did. */
import { z } from 'zod';
import { day, hash, id, instant, text } from './fields.ts';

export const ROLES = ['cooperant', 'accompagnant', 'manager'] as const;

export const EXPERIENCE_KINDS = [
  'prestation',
  'support',
  'training',
  'decision',
  'interview',
] as const;

/** A name that nothing is signed in any more is forgotten; so many wait for that at most. */
export const MOST_FORMER_NAMES = 20;

/** Of one person: so many records, or others of nearly their name, at most (docs/adr/0047). */
export const MOST_RECORDS = 50;

/** What was chosen when a record was merged into another, until all of it is done (docs/adr/0047). */
const merging = z.strictObject({
  /** Who chose it. */
  by: id,
  /** That of the person from then on. */
  name: text(80),
  /** Theirs is the e-mail of this record, and the one they had before opens their page as well. */
  takesEmail: z.literal(true).optional(),
  formerEmail: z.email().max(200).optional(),
  /** Of two cards the one that goes on counting: of this record, and not of the other. */
  takesCard: z.literal(true).optional(),
  /** One record had rights that the other had not: whoever is signed in signs in again. */
  endsSessions: z.literal(true).optional(),
});

/** How it came that somebody is erased (docs/adr/0047). Nothing in it says who they were. */
const erasing = z.strictObject({
  act: z.enum(['person-erased', 'person-erased-themselves', 'person-erased-in-time']),
  by: id.optional(),
});

export const person = z.strictObject({
  id,
  kpaId: id,
  name: text(80),
  /** What their badges may still be signed in, since the name was corrected (docs/adr/0039). */
  formerNames: z.array(text(80)).max(MOST_FORMER_NAMES).optional(),
  /** As long as there are such names. */
  renamedAt: instant.optional(),
  /** Some badges have still to be signed in the name of now. */
  nameToSign: z.literal(true).optional(),
  email: z.email().max(200).optional(),
  /** What one e-mail in one KPA takes, as a SHA-256; people from before docs/adr/0021 have none. */
  emailSlot: hash.optional(),
  /** For news alone, as E.164 has it (docs/adr/0055): nobody comes in with it, and two may share it. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  /** They have an e-mail, too, and chose the telephone. */
  bySms: z.literal(true).optional(),
  roles: z.array(z.enum(ROLES)).min(1).max(3),
  /** How an accompagnant·e signs: « Accompagnante », « Accompagnant » … as the person chose. */
  title: text(60).optional(),
  /** Two sentences at the top of the portfolio, in the person's own words. */
  introduction: text(300).optional(),
  /** In which the person reads, if they chose (the code of a file in `languages/`). */
  language: text(20).optional(),
  joinedOn: day,
  /** What they were before they left the team, and stayed a coopérant·e. */
  formerRoles: z.array(z.enum(ROLES)).max(3).optional(),
  /** Sign-in links from before then open nothing (docs/adr/0039). */
  accessSince: instant.optional(),
  /** Since they came to more rights: links, cards and sessions from before then open nothing (docs/adr/0038). */
  waysSince: instant.optional(),
  /** The address that they had before, until its letter is in the outbox (docs/adr/0039). */
  formerEmail: z.email().max(200).optional(),
  /** When they became reached otherwise, also without one, until what follows of it is done. */
  formerEmailAt: instant.optional(),
  /** Since then they are no more of the team, nor among those who are helped. */
  leftOn: day.optional(),
  /** Until when somebody who left keeps their badges and pages here. */
  keptUntil: day.optional(),
  /** Of the network: of this one alone, whichever KPA they are of. */
  network: z.literal(true).optional(),
  /** As long as they are: by this they are found. */
  networkSince: instant.optional(),
  /** The record of the same person that stays: this one is nobody any more (docs/adr/0047). */
  mergedInto: id.optional(),
  mergedAt: instant.optional(),
  /** As long as something of it may still be left to move. */
  mergingSince: instant.optional(),
  merging: merging.optional(),
  /** Records that were merged into this one: what names one of them is of this person. */
  mergedFrom: z.array(id).max(MOST_RECORDS).optional(),
  /** Those of them whose e-mail opens this one, too: until its own e-mail is corrected. */
  addressesOf: z.array(id).max(MOST_RECORDS).optional(),
  /** Records that look like this one, and are of somebody else, as somebody said. */
  distinctFrom: z.array(id).max(MOST_RECORDS).optional(),
  /** When they were told, by letter, that what is theirs is erased soon. */
  endToldOn: day.optional(),
  /** They are erased: nobody any more, until nothing is left that hangs on them. */
  erasingSince: instant.optional(),
  /** As long as they are: what the register notes of it, and by whom it was done. */
  erasing: erasing.optional(),
  createdAt: instant,
});

/** So many show the work of one experience, at most. */
export const MOST_EXHIBITS = 12;

const participant = z.strictObject({
  personId: id,
  task: text(120).optional(),
  /** What the person says they did, in their own words. */
  words: text(600).optional(),
  /** Whether they show these words to the KPA's team; unless they said so, nobody there reads them. */
  shownToTeam: z.boolean().optional(),
  /** They told it in a sound (docs/adr/0053), which stays with their claim. */
  spoken: z.literal(true).optional(),
  /** What shows their work (docs/adr/0051); `shown` since they show it beside their badges. */
  exhibits: z
    .array(z.strictObject({ id, shown: z.literal(true).optional() }))
    .max(MOST_EXHIBITS)
    .optional(),
});

export const experience = z.strictObject({
  id,
  kpaId: id,
  kind: z.enum(EXPERIENCE_KINDS),
  title: text(120),
  date: day,
  place: text(120).optional(),
  participants: z.array(participant).max(60),
  createdBy: id,
  createdAt: instant,
});

/** In pixels and bytes; `key`: of the blob, a JPEG of ours. */
const picture = z.strictObject({
  key: z.string().max(200),
  width: z.int().min(1),
  height: z.int().min(1),
  size: z.int().min(1),
});

/** A photo or a document that shows work: what is seen on it, and which blobs it is (docs/adr/0051). */
export const exhibit = z.strictObject({
  id,
  kpaId: id,
  /** Whose work it shows is said there (`participants`): without anybody it is none any more. */
  experienceId: id,
  kind: z.enum(['photo', 'document']),
  pages: z.array(picture).min(1).max(4),
  small: picture,
  /** What is seen on it. */
  words: text(300),
  /** Nobody can be recognised on it; or who can, agreed in writing. */
  consent: z.enum(['nobody', 'written']),
  addedBy: id,
  addedAt: instant,
});

/** Written before its experience, and found by its person. */
export const participation = z.strictObject({
  /** A SHA-256 of the experience and the person: there is one for both. */
  id: hash,
  kpaId: id,
  personId: id,
  experienceId: id,
  /** Of the experience. */
  date: day,
  /** The same day, once the person has told it in their own words, or in a sound. */
  toldOn: day.optional(),
});

/** Whether a badge was given to a coopérant·e lately, and whether they worked since (docs/adr/0052). */
export const recognitionEntry = z.strictObject({
  /** Of the person: one place each. */
  id,
  kpaId: id,
  /** `recent`: a badge; `new`: has just joined; `waiting`: work and no badge; `quiet`: neither. */
  list: z.enum(['recent', 'new', 'waiting', 'quiet']),
  /** Of the last badge; without any, when they joined. */
  since: day,
  /** The name, folded, family name first. */
  order: text(300),
  /** The first day on which time alone puts them into another list. */
  movesOn: day.optional(),
});

/** A KPA whose participations are there, also those from before there were any. */
export const filledKpa = z.strictObject({ id, filledAt: instant });

export type Role = (typeof ROLES)[number];
export type ExperienceKind = (typeof EXPERIENCE_KINDS)[number];
export type Person = z.infer<typeof person>;
export type Experience = z.infer<typeof experience>;
export type Exhibit = z.infer<typeof exhibit>;
export type Participation = z.infer<typeof participation>;
export type RecognitionEntry = z.infer<typeof recognitionEntry>;
