/** The collection the contract is tried on: every kind of index, and a body of any shape. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Collection, collectionOf } from '../../../src/storage/collection.ts';
import type { CollectionDeclaration, Database } from '../../../src/storage/database.ts';
import type { Page, PagedQuery, PortCollection } from '../../../src/storage/database.ts';

const note = z.strictObject({
  id: z.string().min(1),
  group: z.string(),
  code: z.string(),
  rank: z.number(),
  label: z.string().optional(),
  key: z.string().optional(),
  body: z.unknown().optional(),
});

export type Note = z.infer<typeof note>;

/** A collection of its own for each test. */
export function declareNotes(): CollectionDeclaration<Note> {
  return {
    name: `notes${randomUUID().replaceAll('-', '')}`,
    schema: note,
    indexes: {
      byRank: { fields: ['group', 'rank'] },
      byLabel: { fields: ['group', 'label', 'rank'] },
      byCode: { fields: ['group', 'code'], unique: true },
      byKey: { fields: ['key'], unique: 'where present' },
    },
  };
}

export function notesIn(database: Database): Collection<Note> {
  return collectionOf(database.collection(declareNotes()));
}

/** A note of group « g » whose code is its id. */
export function aNote(id: string, more: Partial<Note> = {}): Note {
  return { id, group: 'g', code: id, rank: 0, ...more };
}

export async function insertAll(notes: PortCollection<Note>, all: readonly Note[]): Promise<void> {
  await Promise.all(all.map((each) => notes.insert(each)));
}

/** The ids of every page, in the order they came. */
export async function idsOfPages(notes: PortCollection<Note>, query: PagedQuery) {
  const pages: string[][] = [];
  let page: Page<Note> | undefined;
  do {
    page = await notes.find({ ...query, ...(page?.next && { after: page.next }) });
    pages.push(page.items.map(({ id }) => id));
  } while (page.next);
  return pages;
}

/** What a promise was rejected with; undefined if it was not. */
export function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

/** A collection that several processes know by the same name. */
export const sharedNotes: CollectionDeclaration<Note> = { ...declareNotes(), name: 'notes' };
