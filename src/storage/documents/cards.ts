/** The printed way in of a person: one card each (docs/adr/0041). */
import { z } from 'zod';
import { hash, id, instant } from './fields.ts';

/** Secret codes that are compared in the life of a card: more would be guessed at (docs/adr/0041). */
export const MOST_TRIES = 5;

export const card = z.strictObject({
  /** A SHA-256 of the KPA and the person for whom it was made: their secret code is hashed with it. */
  id: hash,
  kpaId: id,
  /** Whom it lets in: another than it was made for, once two records of one person were merged. */
  personId: id,
  /** How many were made for this person, this one among them. */
  number: z.int().min(1),
  /** HMAC of what is typed; absent once the card was stopped. */
  code: hash.optional(),
  /** SHA-256 of what its QR code holds; absent with the code. */
  secret: hash.optional(),
  /** A slow hash, with its salt and its cost; absent with the code. */
  pin: z.string().max(200).optional(),
  /** Secret codes that were compared, each counted before: of which browser, as a SHA-256. */
  tries: z.array(z.strictObject({ turn: id, browser: hash, at: instant })).max(MOST_TRIES),
  /** Of the form that made it: the same one makes no other. */
  act: hash,
  madeAt: instant,
  stoppedAt: instant.optional(),
});

export type Card = z.infer<typeof card>;
