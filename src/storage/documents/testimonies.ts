/** What somebody who is not of the KPA says of a badge, and the links by which they say it (docs/adr/0054). */
import { z } from 'zod';
import { hash, id, instant, text } from './fields.ts';

/** Closed by who made it, it is removed: its address then opens nothing, as one that never was. */
export const witnessLink = z.strictObject({
  id,
  kpaId: id,
  /** Whose badge. */
  personId: id,
  awardId: id,
  /** SHA-256 of the token in its address. */
  token: hash,
  /** For whom it is. */
  label: text(80),
  /** Who made it: the person, or one of the team. */
  by: id,
  /**
   * `asked`: by the team, and the person has not said yes. It opens nothing; nor does one that they set
   * `aside`, which the team cannot tell from it.
   */
  state: z.enum(['asked', 'open', 'aside']),
  createdAt: instant,
  expiresAt: instant,
});

/** One word of one witness. */
export const testimony = z.strictObject({
  id,
  kpaId: id,
  personId: id,
  awardId: id,
  /** SHA-256 of the token in the letter, by which its author signs it, and takes it back. */
  token: hash,
  /**
   * `waiting`: until the e-mail is confirmed, for an hour. `signed`: its person has not decided yet;
   * `shown` or `hidden`: they have.
   */
  state: z.enum(['waiting', 'signed', 'shown', 'hidden']),
  how: z.enum(['e-mail', 'in-person']),
  /** In person: who of the team was beside them. */
  beside: id.optional(),
  by: z.strictObject({ name: text(80), role: text(80) }),
  /** Criteria of the badge, as they are signed. */
  seen: z.array(text(200)).min(1).max(8),
  sentence: text(300).optional(),
  /** The EndorsementCredential, byte for byte. */
  signed: z.string().max(140_000).optional(),
  signedAt: instant.optional(),
  createdAt: instant,
  /** Of one that waits: when it is over, and by which link it came, that must be open still. */
  expiresAt: instant.optional(),
  linkId: id.optional(),
  /** While it waits: an HMAC of badge and address. The address itself is in its letter alone. */
  mailbox: hash.optional(),
  /**
   * The same, once it is signed: one word of one mailbox. In person, from the start, an HMAC of badge,
   * colleague and number: two of each.
   */
  slot: hash.optional(),
  /** Of one that is signed: which of the few of its badge it is. Those from before have none. */
  place: hash.optional(),
});

export type WitnessLink = z.infer<typeof witnessLink>;
export type Testimony = z.infer<typeof testimony>;
