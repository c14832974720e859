/**
 * What the journal says (docs/adr/0037): which entry a badge has and whether it was revoked, which
 * lists were signed from when, which keys there are, which badge classes were published. No name, no
 * address, no sentence of anybody.
 */
import { z } from 'zod';

const id = z.uuid();
const holders = z.enum(['awards', 'issuedCredentials']);

/** A badge, or what a program had signed, and its place in a status list. */
const entryAct = z.object({
  act: z.literal('entry'),
  of: holders,
  id,
  kpa: id,
  list: id,
  index: z.int().min(0),
  standing: z.enum(['valid', 'revoked']),
});

/**
 * A status list that was signed; `from`: its `validFrom`, which only rises; `origin`: that of its
 * address, for a service may move (docs/adr/0031).
 */
const listAct = z.object({
  act: z.literal('list'),
  id,
  kpa: id,
  number: z.int().min(1),
  of: holders,
  size: z.int(),
  from: z.iso.datetime().optional(),
  origin: z.url().optional(),
});

/** A key as it stands, its private half closed under the master key. */
const keyAct = z.object({
  act: z.literal('key'),
  id,
  kpa: id,
  fragment: z.string(),
  algorithm: z.enum(['Ed25519', 'ES256']),
  state: z.enum(['active', 'retired', 'revoked']),
  publicKey: z.string(),
  wrappedKey: z.string(),
  createdAt: z.iso.datetime(),
});

const kpaAct = z.object({ act: z.literal('kpa'), id, slug: z.string() });

/** A published version of a badge class, whole: it is public, and says nothing of anybody. */
const classAct = z.object({ act: z.literal('class'), id, kpa: id, document: z.string() });

/** Access that somebody ended: it may not come back with a backup. */
const endedAct = z.object({
  act: z.literal('ended'),
  of: z.enum(['apiTokens', 'shareLinks']),
  /** SHA-256 of the token. */
  id: z.string().max(64),
});

/** The storage refused what was noted before: of an entry, with its place. */
const refusedAct = z.object({
  act: z.literal('refused'),
  id,
  list: id.optional(),
  index: z.int().optional(),
});

/** What stands before this line was compared with the data. */
const replayedAct = z.object({ act: z.literal('replayed') });

export const journalAct = z.discriminatedUnion('act', [
  entryAct,
  listAct,
  keyAct,
  kpaAct,
  classAct,
  endedAct,
  refusedAct,
  replayedAct,
]);

export type JournalAct = z.infer<typeof journalAct>;
export type EntryAct = z.infer<typeof entryAct>;
export type ListAct = z.infer<typeof listAct>;
export type EndedAct = z.infer<typeof endedAct>;
export type ClassAct = z.infer<typeof classAct>;
export type NotedKey = z.infer<typeof keyAct>;
