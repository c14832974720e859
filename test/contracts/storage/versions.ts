import { expect, it } from 'vitest';
import type { Database } from '../../../src/storage/database.ts';
import { aNote, insertAll, notesIn } from './notes.ts';

export function versionTests(database: () => Database): void {
  it('say in a line each which documents a query has, and in which version', async () => {
    const notes = notesIn(database());
    const query = { index: 'byCode', equals: ['g'] } as const;
    expect(await notes.versions(query)).toBe('');
    await insertAll(notes, [aNote('1'), aNote('2'), aNote('other', { group: 'h' })]);
    const lines = async () => (await notes.versions(query)).split('\n').sort();
    expect(await lines()).toStrictEqual(['1 1', '2 1']);
    expect(await notes.versions({ ...query, equals: ['g', '2'] })).toBe('2 1');
    await notes.update('2', (note) => ({ ...note, rank: 7 }));
    expect(await lines()).toStrictEqual(['1 1', '2 2']);
    await notes.remove('1');
    await notes.insert(aNote('3', { label: 'x' }));
    expect(await lines()).toStrictEqual(['2 2', '3 1']);
    // An index lists the documents that have all its fields.
    expect(await notes.versions({ index: 'byLabel', equals: ['g'] })).toBe('3 1');
    await expect(notes.versions({ index: 'byNothing' })).rejects.toMatchObject({
      code: 'INVALID_QUERY',
    });
  });
}
