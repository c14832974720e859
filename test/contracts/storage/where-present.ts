/** A unique key that a document has only while it applies. */
import { expect, it } from 'vitest';
import type { TestPlace } from '../../support/storage/databases.ts';
import type { Database } from '../../../src/storage/database.ts';
import { aNote, declareNotes, idsOfPages, insertAll, notesIn } from './notes.ts';

const taken = { code: 'DUPLICATE_KEY' };

export function whereAKeyIsPresent(database: () => Database, place: () => TestPlace): void {
  it('lets any number of documents be without it, and lists those that have it', async () => {
    const notes = notesIn(database());
    await insertAll(notes, [
      aNote('1'),
      aNote('2'),
      aNote('3', { key: 'b' }),
      aNote('4', { key: 'a' }),
    ]);
    await expect(notes.insert(aNote('5', { key: 'a' }))).rejects.toMatchObject(taken);
    expect(await idsOfPages(notes, { index: 'byKey' })).toStrictEqual([['4', '3']]);
    expect(await notes.count({ index: 'byKey', equals: ['a'] })).toBe(1);
    expect(await notes.count({ index: 'byCode' })).toBe(4);
  });

  it('frees it when a document gives it up, and refuses to take it back', async () => {
    const notes = notesIn(database());
    const first = await notes.insert(aNote('1', { key: 'a' }));
    const { key, ...without } = first;
    const freed = await notes.replace(without);
    await notes.insert(aNote('2', { key: 'a' }));
    await expect(notes.replace({ ...freed, key: 'a' })).rejects.toMatchObject(taken);
    expect(await notes.findById('1')).toStrictEqual(freed);
    expect(key).toBe('a');
  });

  it('lets one of 64 documents take it that are written together', async () => {
    const notes = notesIn(database());
    const writes = Array.from({ length: 64 }, (_, at) =>
      notes.insert(aNote(`${at}`, { key: 'a' })),
    );
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await notes.count({ index: 'byCode' })).toBe(1);
  });

  it('is added to a collection whose documents have none', async () => {
    const declaration = declareNotes();
    const { byKey, ...before } = declaration.indexes;
    const old = await place().open();
    await insertAll(old.collection({ ...declaration, indexes: before }), [aNote('1'), aNote('2')]);
    await old.close();
    const now = await place().open();
    const notes = now.collection(declaration);
    await notes.insert(aNote('3', { key: 'a' }));
    await expect(notes.insert(aNote('4', { key: 'a' }))).rejects.toMatchObject(taken);
    await now.close();
    const again = await place().open();
    expect(await again.collection(declaration).count({ index: 'byKey' })).toBe(1);
    await again.close();
    expect(byKey?.unique).toBe('where present');
  });

  it('is of one field', () => {
    const indexes = { byKey: { fields: ['group', 'key'], unique: 'where present' } } as const;
    const declare = () => database().collection({ ...declareNotes(), indexes });
    expect(declare).toThrow('may have one field only');
  });
}
