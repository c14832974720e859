import { expect, it } from 'vitest';
import type { TestPlace } from '../../support/storage/databases.ts';
import { aNote, declareNotes, idsOfPages, refusalOf } from './notes.ts';

export function reopeningTests(place: () => TestPlace): void {
  it('finds everything again after closing', async () => {
    const declaration = declareNotes();
    const before = await place().open();
    const stored = await before.collection(declaration).insert(aNote('1', { body: { a: ['é'] } }));
    await before.close();
    const after = await place().open();
    const notes = after.collection(declaration);
    expect(await notes.findById('1')).toStrictEqual(stored);
    await expect(notes.insert(aNote('2', { code: '1' }))).rejects.toMatchObject({
      code: 'DUPLICATE_KEY',
    });
    expect(await notes.replace(stored)).toMatchObject({ version: 2 });
    await after.close();
  });

  it('follows a declaration that has changed since', async () => {
    const declaration = declareNotes();
    const before = await place().open();
    const old = before.collection(declaration);
    for (const [id, rank, label] of [
      ['1', 2, 'b'],
      ['2', 1, 'a'],
      ['3', 1, 'c'],
    ] as const) {
      await old.insert(aNote(id, { rank, label, code: 'c', group: id }));
    }
    await before.close();
    const after = await place().open();
    const notes = after.collection({
      ...declaration,
      indexes: {
        byRank: { fields: ['rank', 'label'] },
        byLabel: { fields: ['label'], unique: true },
      },
      formerIndexes: ['byCode'],
    });
    expect(await idsOfPages(notes, { index: 'byRank' })).toStrictEqual([['2', '3', '1']]);
    const taken = notes.insert(aNote('4', { label: 'a', group: 'new' }));
    await expect(taken).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
    // « byCode » is gone, and with it the key it kept unique.
    await notes.insert(aNote('5', { label: 'e', code: 'c', group: '1' }));
    await expect(notes.find({ index: 'byCode' })).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    await after.close();
  });

  it('leaves an index of a newer version, and what it keeps unique', async () => {
    const { indexes, ...declaration } = declareNotes();
    const newer = await place().open();
    await newer.collection({ ...declaration, indexes }).insert(aNote('1', { code: 'c' }));
    const older = await place().open();
    const notes = older.collection({
      ...declaration,
      indexes: { byRank: { fields: ['rank', 'label'] } },
    });
    const taken = notes.insert(aNote('2', { code: 'c' }));
    await expect(taken).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
    await older.close();
    await newer.close();
  });

  it('follows it from several connections at once', async () => {
    const declaration = declareNotes();
    const before = await place().open();
    await before.collection(declaration).insert(aNote('1', { rank: 1, label: 'a' }));
    await before.close();
    const indexes = { byRank: { fields: ['rank', 'label'] } } as const;
    const together = await Promise.all([1, 2, 3, 4].map(() => place().open()));
    const pages = together.map((database) =>
      idsOfPages(database.collection({ ...declaration, indexes }), { index: 'byRank' }),
    );
    expect(await Promise.all(pages)).toStrictEqual(together.map(() => [['1']]));
    for (const database of together) await database.close();
  });

  it('refuses to read a document that is not as declared', async () => {
    const declaration = declareNotes();
    const before = await place().open();
    await before.collection(declaration).insert(aNote('1', { label: 'Lévêque' }));
    await before.close();
    const after = await place().open();
    const schema = declaration.schema.refine((note) => note.label === undefined, {
      path: ['label'],
    });
    const notes = after.collection({ ...declaration, schema });
    const refusal = await refusalOf(notes.findById('1'));
    expect(refusal).toMatchObject({ code: 'INVALID_DOCUMENT' });
    expect(String(refusal)).toContain('label');
    expect(String(refusal)).not.toContain('Lévêque');
    await after.close();
  });

  it('answers a ping while it is open, and nothing once it is closed', async () => {
    const database = await place().open();
    const notes = database.collection(declareNotes());
    await expect(database.ping()).resolves.toBeUndefined();
    await database.close();
    await expect(database.ping()).rejects.toThrow();
    await expect(notes.insert(aNote('1'))).rejects.toThrow();
    await expect(notes.findById('1')).rejects.toThrow();
    await expect(database.close()).resolves.toBeUndefined();
  });
}
