/** Which writes are acts, by collection, and what is noted of each. */
import { z } from 'zod';
import type { NotedWrite } from '../storage/store.ts';
import type { JournalAct } from './acts.ts';

const entry = z.object({
  id: z.string(),
  kpaId: z.string(),
  statusListId: z.string(),
  statusIndex: z.number(),
  standing: z.enum(['valid', 'revoked']),
});

const list = z.object({
  id: z.string(),
  kpaId: z.string(),
  number: z.number(),
  holders: z.enum(['awards', 'issuedCredentials']).default('awards'),
  size: z.number(),
  credential: z.string(),
});

const key = z.object({
  id: z.string(),
  kpaId: z.string(),
  fragment: z.string(),
  algorithm: z.enum(['Ed25519', 'ES256']),
  state: z.enum(['active', 'retired', 'revoked']),
  publicKey: z.string(),
  wrappedKey: z.string(),
  createdAt: z.string(),
});

const kpa = z.object({ id: z.string(), slug: z.string() });

const published = z
  .object({ id: z.string(), kpaId: z.string() })
  .transform(({ id, kpaId: kpa }) => ({ id, kpa }));

const ended = z.object({ id: z.string(), withdrawnAt: z.string() });

type ActOf = (document: unknown, write: NotedWrite) => JournalAct | undefined;

/** A badge that is accepted, say, keeps its entry: of a replacement only a revocation is noted. */
const entryOf =
  (of: 'awards' | 'issuedCredentials'): ActOf =>
  (document, write) => {
    const read = entry.safeParse(document).data;
    if (!read || (write === 'replace' && read.standing === 'valid')) return undefined;
    const { id, kpaId, statusListId, statusIndex: index, standing } = read;
    return { act: 'entry', of, id, kpa: kpaId, list: statusListId, index, standing };
  };

const listOf: ActOf = (document) => {
  const read = list.safeParse(document).data;
  if (!read) return undefined;
  const { id, kpaId, number, holders, size, credential } = read;
  const said = { id, kpa: kpaId, number, of: holders, size };
  return { act: 'list', ...said, ...headOf(credential) };
};

const keyOf: ActOf = (document) => {
  const read = key.safeParse(document).data;
  if (!read) return undefined;
  const { kpaId, ...rest } = read;
  return { act: 'key', kpa: kpaId, ...rest };
};

const kpaOf: ActOf = (document, write) => {
  const read = write === 'insert' ? kpa.safeParse(document).data : undefined;
  return read && { act: 'kpa', ...read };
};

const publishedOf: ActOf = (document, write) => {
  const read = write === 'insert' ? published.safeParse(document).data : undefined;
  return read && { act: 'class', ...read, document: JSON.stringify(document) };
};

/** A token that an operator revoked, a link that its person closed. */
const endedOf =
  (of: 'apiTokens' | 'shareLinks'): ActOf =>
  (document) => {
    const read = ended.safeParse(document).data;
    return read && { act: 'ended', of, id: read.id };
  };

/**
 * By the name of the collection. What does not have these fields is refused by the storage, too: it
 * asks for more.
 */
export const ACTS: ReadonlyMap<string, ActOf> = new Map([
  ['awards', entryOf('awards')],
  ['issuedCredentials', entryOf('issuedCredentials')],
  ['statusLists', listOf],
  ['keys', keyOf],
  ['kpas', kpaOf],
  ['publishedClasses', publishedOf],
  ['apiTokens', endedOf('apiTokens')],
  ['shareLinks', endedOf('shareLinks')],
]);

const head = z.object({ id: z.url(), validFrom: z.iso.datetime() });

/** When a list counts from, and where it is. */
export function headOf(credential: string): { readonly from?: string; readonly origin?: string } {
  try {
    const { id, validFrom } = head.parse(JSON.parse(credential));
    return { from: validFrom, origin: new URL(id).origin };
  } catch {
    // Of a list that is none, there is no date that anybody has seen.
    return {};
  }
}
