/** What a newer version of the service has added to documents: read past, kept, written back. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { collectionOf } from '../../../src/storage/collection.ts';
import type { Database } from '../../../src/storage/database.ts';
import type { TestPlace } from '../../support/storage/databases.ts';
import { declareNotes, refusalOf } from './notes.ts';

const indexes = { byRank: { fields: ['rank'] } } as const;
const line = z.strictObject({ text: z.string() });
const today = z.strictObject({ id: z.string(), rank: z.int(), lines: z.array(line) });
const newer = today.extend({
  colour: z.string(),
  lines: z.array(line.extend({ size: z.int().optional() })),
});

export function newerTests(place: () => TestPlace): void {
  async function within<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await place().open();
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }

  const placeOf = (name: string) => ({
    asToday: (database: Database) =>
      collectionOf(database.collection({ name, schema: today, indexes })),
    asNewer: (database: Database) =>
      collectionOf(database.collection({ name, schema: newer, indexes })),
  });

  const rich = {
    id: '1',
    rank: 1,
    colour: 'red',
    lines: [{ text: 'a', size: 3 }, { text: 'b' }],
  };

  it('are read without what is not known, by their id and by an index', async () => {
    const { asToday, asNewer } = placeOf(declareNotes().name);
    await within((database) => asNewer(database).insert(rich));
    await within(async (database) => {
      const notes = asToday(database);
      const found = await notes.findById('1');
      const known = { id: '1', rank: 1, lines: [{ text: 'a' }, { text: 'b' }], version: 1 };
      expect(JSON.parse(JSON.stringify(found))).toEqual(known);
      const { items } = await notes.find({ index: 'byRank' });
      expect(JSON.parse(JSON.stringify(items))).toEqual([known]);
    });
  });

  it('keep it when they are replaced, where it was, also in a list that has moved', async () => {
    const { asToday, asNewer } = placeOf(declareNotes().name);
    await within((database) => asNewer(database).insert(rich));
    await within((database) =>
      asToday(database).update('1', ({ lines, ...rest }) => ({
        ...rest,
        rank: 2,
        lines: [
          { text: 'first' },
          ...lines.map((one) => ({ ...one, text: one.text.toUpperCase() })),
        ],
      })),
    );
    await within(async (database) => {
      expect(await asNewer(database).findById('1')).toStrictEqual({
        ...{ id: '1', rank: 2, colour: 'red', version: 2 },
        lines: [{ text: 'first' }, { text: 'A', size: 3 }, { text: 'B' }],
      });
    });
  });

  it('are refused where something else is wrong, too', async () => {
    const { asToday } = placeOf(declareNotes().name);
    const other = z.looseObject({ id: z.string(), rank: z.int() });
    await within(async (database) => {
      const { name } = declareNotes();
      const loose = database.collection({ name, schema: other, indexes });
      await loose.insert({ id: '1', rank: 1, lines: 'none', colour: 'red' });
      const notes = placeOf(name).asToday(database);
      const refusal = await refusalOf(notes.findById('1'));
      expect(refusal).toMatchObject({ code: 'INVALID_DOCUMENT' });
      expect(String(refusal)).toContain('lines');
    });
    // What is written is as declared.
    await within(async (database) => {
      const wrong = asToday(database).insert(rich);
      expect(await refusalOf(wrong)).toMatchObject({ code: 'INVALID_DOCUMENT' });
    });
  });
}
