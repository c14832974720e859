/** Letters on their way, and what is counted: letters to one mailbox, and what a client does. */
import { z } from 'zod';
import { hash, id, instant } from './fields.ts';

const LETTER_STATES = ['waiting', 'sent', 'refused', 'undelivered', 'withheld'] as const;

/** In the outbox (docs/adr/0035): stored before anybody is answered, and sent by any process. */
export const letter = z.strictObject({
  /** Also of its Message-ID: two sendings of one letter are the same letter. */
  id,
  kind: z.enum(['sign-in']),
  /**
   * What it is, where that is no letter to sign in. A field of its own: a version from before
   * docs/adr/0039 would read no row of another kind, and puts this one off, for ours to send.
   */
  notice: z
    .enum([
      ...(['email-corrected', 'people-merged', 'keeping-ends', 'passkey-added'] as const),
      ...(['news', 'news-sms', 'witness'] as const),
    ])
    .optional(),
  /** Somebody waits for it in front of a page: it leaves before what can wait (docs/adr/0035). */
  lane: z.literal('first').optional(),
  /** An HMAC of the address: who knows the address finds the letter, and nobody reads it out of it. */
  addressee: hash,
  /** What is to be written and to whom, sealed under the master key; gone once the letter has ended. */
  sealed: z.string().max(4_000).optional(),
  state: z.enum(LETTER_STATES),
  /** While it waits: when it is next tried. Whoever takes it puts this off for as long as they may take. */
  dueAt: instant.optional(),
  attempts: z.int().min(0),
  /** Those of them that certainly brought nothing. */
  fruitless: z.int().min(0).optional(),
  /** What the last attempt failed of: codes alone, for the words of a mail server name the address. */
  failure: z
    .string()
    .regex(/^[A-Z0-9_]{1,40}( \d{3})?$/)
    .optional(),
  createdAt: instant,
  /** From then on what it says opens nothing, and nobody tries any more. */
  worthUntil: instant,
  endedAt: instant.optional(),
  expiresAt: instant,
});

/**
 * One of the few sign-in letters that an address, or an asker for it, gets in a while; or, once, that the
 * gateway of short messages asked to be left alone (`src/outbox/gateway-rest.ts`).
 */
export const letterSlot = z.strictObject({
  /** An HMAC of both and of the time: nobody reads an address out of it. */
  id: hash,
  /** Which took it, and gives it back if it reaches nobody; none of before docs/adr/0035 has it. */
  letterId: id.optional(),
  expiresAt: instant,
});

/** Something that a limit counts, in one stretch of time: by all processes together (docs/adr/0035). */
export const limitUse = z.strictObject({
  /** An HMAC of the scope and of what is counted in it. */
  id: hash,
  /** An HMAC of the limit, of the client and of the time. */
  scope: hash,
  expiresAt: instant,
});

export type LetterRow = z.infer<typeof letter>;
