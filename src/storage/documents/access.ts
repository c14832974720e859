/** Who is let in, and to what: links, sessions, tokens. */
import { z } from 'zod';
import { day, hash, id, instant, text } from './fields.ts';

export const shareLink = z.strictObject({
  /** SHA-256 of the token in the address. */
  id: hash,
  kpaId: id,
  personId: id,
  /** The token, encrypted under the master key, so that its owner can read the address again. */
  sealedToken: z.string().max(300),
  label: text(80),
  awardIds: z.array(id).max(100),
  /** Experiences whose own words are shown. */
  experienceIds: z.array(id).max(100),
  createdAt: instant,
  expiresAt: instant,
  /** When the person closed it. */
  withdrawnAt: instant.optional(),
  /** Of the form that made it: the same one makes no other. Links from before docs/adr/0035 have none. */
  act: hash.optional(),
  opened: z.int().min(0),
  lastOpenedAt: instant.optional(),
});

export const session = z.strictObject({
  /** SHA-256 of the cookie's token. */
  id: hash,
  kpaId: id,
  personId: id,
  csrfToken: z.string().max(200),
  createdAt: instant,
  expiresAt: instant,
  /** On a device of their own: it ends thirty days after the last visit, else with this one. */
  kept: z.literal(true).optional(),
  /** Of a kept one. */
  lastSeenOn: day.optional(),
  /** What kind it is, as a code (`web/connections/device.ts`): no address, no place. */
  device: z.string().max(40).optional(),
  /** How they came in, as a code: `card`, `letter`, `hand`, `passkey`, `provider`. */
  way: z.string().max(40).optional(),
  /** Of a passkey: the way in with which it was added, which it goes with. */
  addedBy: z.string().max(20).optional(),
  /** When they last showed who they are. */
  provenAt: instant.optional(),
  /** Somebody else holds the device: it opens nothing, until its person has shown again who they are. */
  passed: z
    .strictObject({
      /** Where they come back to. */
      back: z.string().max(200),
      /** By which of their links somebody signs a word beside them. */
      link: id.optional(),
      /** Of the form by which that word was said: it is one. */
      form: hash.optional(),
    })
    .optional(),
});

/** Lets a machine sign in the name of one KPA, until it ends or is revoked. */
export const apiToken = z.strictObject({
  /** SHA-256 of the token. */
  id: hash,
  kpaId: id,
  label: text(80),
  /**
   * Who signs: the KPA by its did:web, or its key alone by did:key, for test suites and software
   * that know no other method. Such a credential has no status and no known issuer.
   */
  identity: z.enum(['did:web', 'did:key']),
  createdBy: text(80),
  createdAt: instant,
  expiresAt: instant,
  /** When an operator revoked it (RFC 7009). */
  withdrawnAt: instant.optional(),
});

/** One address is a person in so many KPAs at most, as far as signing in goes. */
const MOST_OTHERS = 49;

export const signInLink = z.strictObject({
  /** SHA-256 of the token in the link. */
  id: hash,
  kpaId: id,
  personId: id,
  /** Whom else it lets in, in place of this person: everybody whose e-mail it was sent to. */
  others: z
    .array(z.strictObject({ kpaId: id, personId: id }))
    .max(MOST_OTHERS)
    .optional(),
  /** SHA-256 of the cookie of the browser that asked; absent when the link is given by hand. */
  browser: hash.optional(),
  /** SHA-256 of browser cookie and code, for the person who reads the mail on another device. */
  code: hash.optional(),
  /** Of links from before docs/adr/0021: what `letterSlot` is now. */
  slot: hash.optional(),
  /** Wrong codes, which are counted by browser now: for a version from before docs/adr/0035. */
  attempts: z.int().min(0),
  /** How many more sessions it opens: 1, but for the demo's links. */
  usesLeft: z.int().min(0),
  createdAt: instant,
  expiresAt: instant,
});

export type ApiToken = z.infer<typeof apiToken>;
export type ShareLink = z.infer<typeof shareLink>;
export type Session = z.infer<typeof session>;
export type SignInLink = z.infer<typeof signInLink>;
