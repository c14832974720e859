import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Database, PagedQuery } from '../../../src/storage/database.ts';
import { aNote, declareNotes, insertAll, notesIn } from './notes.ts';

/** What a caller without a compiler, or a forged request, could hand over. */
function forged(parts: object): PagedQuery {
  return Object.assign({ index: 'byRank' }, parts);
}

const encode = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');

export function refusalTests(database: () => Database): void {
  it.each<[string, object]>([
    ['an undeclared index', { index: 'byColour' }],
    ['a name every object has', { index: 'constructor' }],
    ['more values than fields', { equals: ['g', 1, 'x'] }],
    ['a bound without a field', { equals: ['g', 1], from: 2 }],
    ['a value of the wrong type', { equals: [1] }],
    ['a bound of the wrong type', { equals: ['g'], from: '1' }],
    ['an operator as a value', { equals: [{ $ne: null }] }],
    ['an operator as a bound', { equals: ['g'], from: { $gt: 0 } }],
    ['operators instead of values', { equals: { $ne: null } }],
    ['a list as a value', { equals: [['g', 'h']] }],
    ['null', { equals: [null] }],
    ['not a number', { equals: ['g'], before: Number.NaN }],
    ['half a character', { equals: ['\ud800'] }],
    ['a NUL', { equals: ['g\0'] }],
    ['an unknown order', { order: 'random' }],
  ])('refuses to find or count by %s', async (_, parts) => {
    const notes = notesIn(database());
    const refused = { code: 'INVALID_QUERY' };
    await expect(notes.find(forged(parts))).rejects.toMatchObject(refused);
    await expect(notes.count(forged(parts))).rejects.toMatchObject(refused);
  });

  it.each([null, {}, [], 7, { $gt: '' }, { id: '1', rank: '0' }, { id: { $ne: null }, rank: 0 }])(
    'refuses to begin behind %j',
    async (after) => {
      const refused = notesIn(database()).find(forged({ equals: ['g'], after }));
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    },
  );

  it.each([0, -1, 501, 1.5, Number.NaN, '10', { $gt: 1 }])(
    'refuses the limit %j',
    async (limit) => {
      const refused = notesIn(database()).find(forged({ limit }));
      await expect(refused).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    },
  );

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['garbage', '%%%'],
    ['text that is not JSON', Buffer.from('hello').toString('base64url')],
    ['JSON that is no position', encode({ $gt: '' })],
    ['too few values', encode(['byRank', false, 1])],
    ['too many values', encode(['byRank', false, 1, 'a', 'b'])],
    ['values of the wrong type', encode(['byRank', false, '1', 'a'])],
    ['an operator', encode(['byRank', false, { $gt: 0 }, 'a'])],
    ['the cursor of another index', encode(['byLabel', false, 1, 'a'])],
    ['the cursor of the other direction', encode(['byRank', true, 1, 'a'])],
    ['a cursor without end', encode(['byRank', false, 1, 'a'.repeat(100_000)])],
    ['an object', { $ne: null }],
  ])('refuses as a cursor: %s', async (_, after) => {
    const notes = notesIn(database());
    const find = notes.find(forged({ equals: ['g'], after }));
    await expect(find).rejects.toMatchObject({ code: 'INVALID_QUERY' });
  });

  it('does not let a cursor reach beyond the values asked for', async () => {
    const notes = notesIn(database());
    await insertAll(notes, [aNote('1', { group: 'f' }), aNote('2'), aNote('3', { group: 'h' })]);
    const page = await notes.find({
      index: 'byRank',
      equals: ['g'],
      after: encode(['byRank', false, -1, '']),
    });
    expect(page.items.map(({ id }) => id)).toStrictEqual(['2']);
  });

  it('refuses an operator as an id', async () => {
    const notes = notesIn(database());
    await notes.insert(aNote('1'));
    const { id } = Object.assign(aNote('1'), { id: { $ne: null } });
    await expect(notes.findById(id)).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    await expect(notes.remove(id)).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    expect(await notes.count({ index: 'byRank' })).toBe(1);
  });

  it.each([{ $gt: 0 }, null, '1', Number.NaN])('refuses %j as a version', async (version) => {
    const notes = notesIn(database());
    const kept = await notes.insert(aNote('1'));
    const forgery = Object.assign({ ...kept, rank: 9 }, { version });
    await expect(notes.replace(forgery)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await notes.findById('1')).toStrictEqual(kept);
  });

  const schema = z.strictObject({ id: z.string(), a: z.string(), list: z.array(z.string()) });
  it.each([
    ['an index on a field that is not declared', schema, ['b']],
    ['an index on a list', schema, ['list']],
    ['an index on the id', schema, ['id']],
    ['an index on an odd name', schema.extend({ 'a"b': z.string() }), ['a"b']],
    ['a field named version', schema.extend({ version: z.int() }), ['a']],
    ['a field named shape', schema.extend({ shape: z.int() }), ['a']],
  ] as const)('refuses to declare %s', (_, declared, [field]) => {
    const indexes = { byField: { fields: [field] } } as const;
    const declare = () =>
      database().collection({ name: declareNotes().name, schema: declared, indexes });
    expect(declare).toThrow(TypeError);
  });

  it('refuses to declare a collection with an odd name', () => {
    expect(() => database().collection({ ...declareNotes(), name: 'a"; --' })).toThrow(TypeError);
  });
}
