/** Status lists, and what the API issued with entries of theirs. */
import { z } from 'zod';
import { hash, id, instant, mac, text } from './fields.ts';

/**
 * A credential signed for a client of the API. Not the text: the client keeps it, and it may be
 * about a person. What stays is what a revocation and an audit need.
 */
export const issuedCredential = z.strictObject({
  id,
  kpaId: id,
  /** The `id` that the client gave it, or we. */
  credentialId: text(500),
  /** SHA-256 of the signed text. */
  digest: hash,
  apiTokenId: hash,
  issuedAt: instant,
  statusListId: id,
  statusIndex: z.int().min(0),
  standing: z.enum(['valid', 'revoked']),
  revokedAt: instant.optional(),
});

const ENTRY_HOLDERS = ['awards', 'issuedCredentials'] as const;

export const statusList = z.strictObject({
  id,
  kpaId: id,
  number: z.int().min(1),
  /** The collection whose documents have the entries: one list, one unique index. */
  holders: z.enum(ENTRY_HOLDERS).default('awards'),
  /** How many entries the list has. */
  size: z.int().min(131_072),
  /** The signed BitstringStatusListCredential, as served. */
  credential: z.string().max(200_000),
  /**
   * How many documents were marked as revoked when they were last compared with it: another number
   * of marks means that one is missing. Lists from before this was counted have as many as bits.
   */
  marks: z.int().min(0).optional(),
  updatedAt: instant,
});

/** The entry of a badge that a restored database has not (docs/adr/0037). */
export const lostEntry = z.strictObject({
  /** Follows from the entry and the badge. */
  id,
  kpaId: id,
  /** Of the document that held it. */
  badgeId: id,
  statusListId: id,
  statusIndex: z.int().min(0),
  standing: z.enum(['valid', 'revoked']),
  /** Over the rest of the row (docs/adr/0019). */
  mac,
});

export type EntryHolders = (typeof ENTRY_HOLDERS)[number];
export type IssuedCredential = z.infer<typeof issuedCredential>;
export type LostEntry = z.infer<typeof lostEntry>;
export type StatusList = z.infer<typeof statusList>;
