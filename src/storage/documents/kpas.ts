/** A KPA and its keys, and what the network says of all. */
import { z } from 'zod';
import { id, instant, mac, text } from './fields.ts';

/** Why the network suspended a KPA, or let it sign again: no words about anybody. */
export const SUSPENSION_REASONS = ['asked', 'no-carrier', 'to-review', 'ended'] as const;
export const REOPENING_REASONS = ['solved', 'by-mistake'] as const;

export const kpa = z.strictObject({
  id,
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  name: text(80),
  place: text(80),
  description: text(300),
  /** BCP 47: of the description. Without it, French. */
  language: z.string().max(35).optional(),
  contact: z.strictObject({ email: z.email().optional(), phone: text(30).optional() }),
  /** For how many years who leaves keeps their badges here; five unless said (docs/adr/0039). */
  keepsYears: z.int().min(1).max(10).optional(),
  memberSince: z.int().min(2017).max(2100),
  /** The description in English, for pages in that language; never signed. */
  descriptionInEnglish: text(300).optional(),
  /** The structure that carries it. */
  carrier: text(120).optional(),
  /** When its managers last said that this profile is right. */
  profileSavedAt: instant.optional(),
  /** Since when the network lets it sign nothing, and why. */
  suspended: z.strictObject({ since: instant, reason: z.enum(SUSPENSION_REASONS) }).optional(),
  createdAt: instant,
});

/** What happened to a key, when, by whom and why: it stands in the document that it changed. */
const keyEvent = z.strictObject({
  at: instant,
  action: z.enum(['created', 'retired', 'revoked', 'rewrapped', 'adopted']),
  by: text(80),
  reason: text(200),
});

export const key = z.strictObject({
  id,
  /** The nil UUID for the keys of the network itself (docs/adr/0012). */
  kpaId: id,
  /** The fragment of the verification method in the KPA's DID document. */
  fragment: z.string().regex(/^key-[0-9]+$/),
  algorithm: z.enum(['Ed25519', 'ES256']),
  state: z.enum(['active', 'retired', 'revoked']),
  /** Public key: Multikey (base58btc) for Ed25519, a JWK in JSON for ES256. */
  publicKey: z.string().max(500),
  /** The private key, encrypted under the master key. */
  wrappedKey: z.string().max(2000),
  createdAt: instant,
  /** Oldest first; only ever added to. */
  events: z.array(keyEvent).max(500).default([]),
  /** Absent only in a document from before docs/adr/0019, which is adopted at the next start. */
  mac: mac.optional(),
});

export const networkList = z.strictObject({
  id,
  /** The signed list of the network's KPAs, as served. */
  credential: z.string().max(1_000_000),
  updatedAt: instant,
});

export type SuspensionReason = (typeof SUSPENSION_REASONS)[number];
export type ReopeningReason = (typeof REOPENING_REASONS)[number];
export type Kpa = z.infer<typeof kpa>;
export type Key = z.infer<typeof key>;
export type KeyEvent = z.infer<typeof keyEvent>;
export type NetworkList = z.infer<typeof networkList>;
