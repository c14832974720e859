/** What was recognised, with all that was signed for it. */
import { z } from 'zod';
import { hash, id, instant, mac, text } from './fields.ts';

/** Of a row of the table of formats: this room knows none of them. */
const formatId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** What a reissued credential replaces, byte for byte as it was signed (docs/adr/0011). */
const superseded = z.strictObject({
  /** In one of its forms. */
  text: z.string().max(140_000),
  at: instant,
  by: text(80),
  reason: text(200),
});

/** The same, in a document of its own. */
export const supersededCredential = superseded.extend({ id, kpaId: id, awardId: id, mac });

const revocation = z.strictObject({ at: instant, reason: text(200), byName: text(80) });

/** Other people who saw the work. */
export const MOST_ENDORSEMENTS = 3;

/** A corrected badge that is to take this one's place (docs/adr/0043): until it stands there. */
const replacement = z.strictObject({
  badgeVersion: z.int().min(1),
  level: z.int().min(1).max(4).optional(),
  experienceId: id,
  sentence: text(300),
  awardedBy: z.strictObject({ personId: id, name: text(80), title: text(60) }),
});

/** Who also saw it. Their name is shown, and never signed (docs/adr/0006, 0014). */
const endorsement = z.strictObject({
  /** Of the signed EndorsementCredential. */
  id: z.string().max(60),
  by: z.strictObject({ personId: id, name: text(80), title: text(60) }),
  sentence: text(300),
  at: instant,
  /** So many who were there said so, and `by` signed with them (docs/adr/0056). */
  group: z.int().min(1).max(60).optional(),
});

export const award = z.strictObject({
  id,
  kpaId: id,
  personId: id,
  badgeClass: z.string().max(80),
  badgeVersion: z.int().min(1),
  /** BCP 47: in which it is signed. Without it, in French. */
  language: z.string().max(35).optional(),
  level: z.int().min(1).max(4).optional(),
  experienceId: id.optional(),
  sentence: text(300),
  awardedBy: z.strictObject({ personId: id, name: text(80), title: text(60) }),
  issuedAt: instant,
  /** As signed: when it ends, if it does. */
  validUntil: instant.optional(),
  /**
   * The signed credential in each form, byte for byte as issued (docs/adr/0010), by the id of
   * its format. An award from before a format has none of it.
   */
  forms: z.record(formatId, z.string().max(140_000)),
  /** Oldest first. Their signed forms stand in the credential's own. */
  endorsements: z.array(endorsement).max(MOST_ENDORSEMENTS).optional(),
  /** Earlier signatures of the same credential, oldest first: moved out when it is next written. */
  superseded: z.array(superseded).max(20).optional(),
  /** The evidence document whose digest is signed; deletable without breaking the signature. */
  evidence: z.string().max(10_000).optional(),
  statusListId: id,
  statusIndex: z.int().min(0),
  state: z.enum(['offered', 'accepted', 'declined']),
  decidedAt: instant.optional(),
  standing: z.enum(['valid', 'revoked']),
  revocation: revocation.optional(),
  /** What stands only once: person, experience, badge and level. Given up with a revocation. */
  slot: hash.optional(),
  /** The award that took this one's place, in the write that withdrew it. */
  replacedBy: id.optional(),
  replacement: replacement.optional(),
  /** While there is a replacement to be made. */
  replacingSince: instant.optional(),
  /** The awards in whose place this one stands, the first that was given first. */
  replaces: z.array(id).max(50).optional(),
  /** Of somebody who was erased: its entry in a status list is all that is left (docs/adr/0047). */
  erasedAt: instant.optional(),
  /** Absent only in a document from before docs/adr/0019, which is adopted at the next start. */
  mac: mac.optional(),
});

export type Award = z.infer<typeof award>;
export type SupersededCredential = z.infer<typeof supersededCredential>;
