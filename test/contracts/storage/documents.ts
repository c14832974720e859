import { expect, it } from 'vitest';
import { z } from 'zod';
import { collectionOf } from '../../../src/storage/collection.ts';
import type { Database } from '../../../src/storage/database.ts';
import { aNote, declareNotes, type Note, notesIn, refusalOf } from './notes.ts';

const BODY = {
  text: 'Ménage chez Mme Lévêque — « très bien » 👩🏽‍🌾\n\t"quoted" \\ \u0001 \u{10FFFF}',
  list: [1, 'two', [], {}, { deep: [true, false] }],
  numbers: [0, -1, 0.1, 1e21, 5e-324, 2 ** 53, 2 ** 31, -(2 ** 40), 1.7976931348623157e308],
  empty: {},
  blank: '',
  'a key with spaces': 1,
  accentué: 1,
};

export function documentTests(database: () => Database): void {
  it('gives back what went in, with its version and nothing else', async () => {
    const notes = notesIn(database());
    const note = aNote('1', { label: 'é', body: BODY });
    expect(await notes.insert(note)).toStrictEqual({ ...note, version: 1 });
    expect(await notes.findById('1')).toStrictEqual({ ...note, version: 1 });
  });

  it('drops undefined fields', async () => {
    const notes = notesIn(database());
    const stored = { ...aNote('1', { body: {} }), version: 1 };
    expect(await notes.insert(aNote('1', { body: { gone: undefined } }))).toStrictEqual(stored);
    expect(await notes.findById('1')).toStrictEqual(stored);
  });

  it('shares nothing with its caller', async () => {
    const notes = notesIn(database());
    const body = { words: ['mine'] };
    const inserted = await notes.insert(aNote('1', { body }));
    body.words.push('changed later');
    expect(inserted.body).toStrictEqual({ words: ['mine'] });
    expect(await notes.findById('1')).toStrictEqual(inserted);
  });

  it('keeps ids apart byte for byte, whatever they hold', async () => {
    const notes = notesIn(database());
    const ids = ['a', 'A', 'é', 'e\u0301', ' ', '$ne', 'a.b', "'; DROP TABLE notes; --", '😀', '"'];
    for (const id of ids) await notes.insert(aNote(id));
    for (const id of ids)
      expect(await notes.findById(id)).toStrictEqual({ ...aNote(id), version: 1 });
    expect(await notes.findById('É')).toBeUndefined();
    expect(await notes.findById('a\0')).toBeUndefined();
    expect(await notes.findById('\ud800')).toBeUndefined();
  });

  it('gives those of many ids that are there, each once, in the order of the ids', async () => {
    const notes = notesIn(database());
    const [a, b, c] = [aNote('a'), aNote('b', { body: BODY }), aNote('c')];
    for (const note of [a, b, c]) await notes.insert(note);
    await notes.replace({ ...c, rank: 7, version: 1 });
    const ids = ['c', 'none', 'b', 'c', 'A', 'a\0', '\ud800', '"', '$ne', "'; --"];
    expect(await notes.findByIds(ids)).toStrictEqual([
      { ...c, rank: 7, version: 2 },
      { ...b, version: 1 },
    ]);
    expect(await notes.findByIds([])).toStrictEqual([]);
    await notes.remove('b');
    expect(await notes.findByIds(['b', 'a'])).toStrictEqual([{ ...a, version: 1 }]);
  });

  it('takes 500 ids at once, and no more; a collection asks as often as it takes', async () => {
    const port = database().collection(declareNotes());
    for (const id of ['500', '499', '0']) await port.insert(aNote(id));
    const ids = Array.from({ length: 501 }, (_, at) => `${at}`);
    expect(await port.findByIds(ids.slice(0, 500))).toHaveLength(2);
    await expect(port.findByIds(ids)).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    const found = await collectionOf(port).findByIds(ids);
    expect(found.map(({ id }) => id)).toStrictEqual(['0', '499', '500']);
  });

  it('removes once', async () => {
    const notes = notesIn(database());
    await notes.insert(aNote('1'));
    expect(await notes.remove('1')).toBe(true);
    expect(await notes.remove('1')).toBe(false);
    expect(await notes.findById('1')).toBeUndefined();
  });

  it('replaces the whole document and counts its versions', async () => {
    const notes = notesIn(database());
    const first = await notes.insert(aNote('1', { label: 'first', body: { a: 1 } }));
    const second = await notes.replace({ ...aNote('1', { rank: 2 }), version: first.version });
    expect(second).toStrictEqual({ ...aNote('1', { rank: 2 }), version: 2 });
    expect(await notes.findById('1')).toStrictEqual(second);
  });

  it.each([
    ['an older version', { ...aNote('1'), version: 1 }],
    ['a version to come', { ...aNote('1'), version: 3 }],
    ['no document', { ...aNote('2'), version: 1 }],
  ])('refuses to replace %s', async (_, document) => {
    const notes = notesIn(database());
    const kept = await notes.replace(await notes.insert(aNote('1', { label: 'kept' })));
    await expect(notes.replace(document)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await notes.findById('1')).toStrictEqual(kept);
    expect(await notes.findById('2')).toBeUndefined();
  });

  it('refuses a second document with the same id or the same unique key', async () => {
    const notes = notesIn(database());
    await notes.insert(aNote('1', { code: 'c', label: 'kept' }));
    const other = await notes.insert(aNote('2'));
    const refused = { code: 'DUPLICATE_KEY' };
    await expect(notes.insert(aNote('1', { code: 'd' }))).rejects.toMatchObject(refused);
    await expect(notes.insert(aNote('3', { code: 'c' }))).rejects.toMatchObject(refused);
    await expect(notes.replace({ ...other, code: 'c' })).rejects.toMatchObject(refused);
    expect(await notes.findById('3')).toBeUndefined();
    expect(await notes.findById('2')).toStrictEqual(other);
    await notes.insert(aNote('4', { code: 'c', group: 'another' }));
    expect(await notes.count({ index: 'byCode' })).toBe(3);
  });

  it.each<[string, object]>([
    ['a field of the wrong type', { rank: 'Lévêque' }],
    ['an undeclared field', { Lévêque: 1 }],
    ['a missing field', { group: undefined }],
    ['null', { body: { words: [null] } }],
    ['a field name that is an operator', { body: { $set: 'Lévêque' } }],
    ['a field name that is a path', { body: { 'Lévêque.b': 1 } }],
    ['half a character', { label: 'Lévêque\ud83d' }],
    ['a NUL', { body: ['Lévêque\0'] }],
    ['a number JSON has not', { body: Number.POSITIVE_INFINITY }],
    ['an indexed number that is not a safe integer', { rank: 0.5 }],
    ['an indexed text without end', { label: 'Lévêque'.repeat(200) }],
    ['a body without end', { body: 'Lévêque'.repeat(700_000) }],
  ])('refuses %s, without quoting it', async (_, more) => {
    const notes = notesIn(database());
    const kept = await notes.insert(aNote('2'));
    const bad: Note = Object.assign(aNote('1'), more);
    for (const write of [notes.insert(bad), notes.replace({ ...kept, ...more })]) {
      const refusal = await refusalOf(write);
      expect(refusal).toMatchObject({ code: 'INVALID_DOCUMENT' });
      expect(String(refusal)).not.toContain('Lévêque');
    }
    expect(await notes.findById('1')).toBeUndefined();
    expect(await notes.findById('2')).toStrictEqual(kept);
  });

  it('says which fields are wrong', async () => {
    const bad: Note = Object.assign(aNote('1'), { rank: 'x', code: 3 });
    await expect(notesIn(database()).insert(bad)).rejects.toThrow(/code \(.*rank \(/);
  });

  it('refuses a document without a field of its unique key', async () => {
    const schema = z.strictObject({ id: z.string(), code: z.string().optional() });
    const indexes = { byCode: { fields: ['code'], unique: true } } as const;
    const name = declareNotes().name;
    const notes = database().collection({ name, schema, indexes });
    await expect(notes.insert({ id: '1' })).rejects.toMatchObject({ code: 'INVALID_DOCUMENT' });
    expect(await notes.findById('1')).toBeUndefined();
  });
}
