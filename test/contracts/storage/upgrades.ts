/** A collection whose schema changed twice: what earlier and later versions of the service wrote. */
import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { Database, Upgrade } from '../../../src/storage/database.ts';
import type { TestPlace } from '../../support/storage/databases.ts';
import { declareNotes, refusalOf } from './notes.ts';

const name = () => declareNotes().name;
const indexes = { byRank: { fields: ['rank'] } } as const;
const first = z.strictObject({ id: z.string(), rank: z.int(), label: z.string() });
const second = first.omit({ label: true }).extend({ labels: z.array(z.string()) });
const third = second.omit({ labels: true }).extend({ words: z.array(z.string()) });

/** Neither would leave alone what it has done already: a list of a list is not of the schema. */
const toLabels: Upgrade = ({ label, ...rest }) => ({ ...rest, labels: [label] });
const toWords: Upgrade = ({ labels, ...rest }) => ({ ...rest, words: labels });

export function upgradeTests(place: () => TestPlace): void {
  let collection: string;
  beforeEach(() => {
    collection = name();
  });

  const asOfFirst = (database: Database) =>
    database.collection({ name: collection, schema: first, indexes });
  const asOfSecond = (database: Database) =>
    database.collection({ name: collection, schema: second, indexes, upgrades: [toLabels] });
  const asOfThird = (database: Database) =>
    database.collection({
      name: collection,
      schema: third,
      indexes,
      upgrades: [toLabels, toWords],
    });

  async function within<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await place().open();
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }

  it('are read in the shape of today, by their id and by an index', async () => {
    await within((database) => asOfFirst(database).insert({ id: '1', rank: 1, label: 'Lévêque' }));
    await within(async (database) => {
      const notes = asOfSecond(database);
      const today = { id: '1', rank: 1, labels: ['Lévêque'], version: 1 };
      expect(await notes.findById('1')).toStrictEqual(today);
      expect((await notes.find({ index: 'byRank', from: 1 })).items).toStrictEqual([today]);
    });
  });

  it('are written in the shape of today, and read so by whoever comes next', async () => {
    await within((database) => asOfFirst(database).insert({ id: '1', rank: 1, label: 'a' }));
    const replaced = { id: '1', rank: 2, labels: ['b'], version: 2 };
    await within(async (database) => {
      const notes = asOfSecond(database);
      expect(await notes.replace({ ...replaced, version: 1 })).toStrictEqual(replaced);
      expect(await notes.findById('1')).toStrictEqual(replaced);
    });
    await within(async (database) => {
      expect(await asOfSecond(database).findById('1')).toStrictEqual(replaced);
      expect(await refusalOf(asOfFirst(database).findById('1'))).toMatchObject({
        code: 'INVALID_DOCUMENT',
      });
    });
  });

  it('go through what came after them, and through nothing twice', async () => {
    await within((database) => asOfFirst(database).insert({ id: '1', rank: 1, label: 'a' }));
    await within((database) => asOfSecond(database).insert({ id: '2', rank: 2, labels: ['b'] }));
    await within((database) => asOfThird(database).insert({ id: '3', rank: 3, words: ['c'] }));
    const { items } = await within((database) => asOfThird(database).find({ index: 'byRank' }));
    expect(items.map(({ words }) => words)).toStrictEqual([['a'], ['b'], ['c']]);
  });

  it('are refused by a version that is older than they are, without a word of them', async () => {
    await within((database) =>
      asOfThird(database).insert({ id: '3', rank: 3, words: ['Lévêque'] }),
    );
    const refusal = await within((database) => refusalOf(asOfSecond(database).findById('3')));
    expect(refusal).toMatchObject({ code: 'INVALID_DOCUMENT' });
    expect(String(refusal)).toContain('a newer version');
    expect(String(refusal)).not.toContain('Lévêque');
  });

  it.each([-1, 0.5, '1', null])(
    'are refused with a number that is not theirs: %j',
    async (shape) => {
      const forged = z.looseObject({ id: z.string() });
      await within((database) =>
        database
          .collection({ name: collection, schema: forged, indexes: {} })
          .insert({ id: '1', rank: 1, labels: ['a'], ...(shape !== null && { shape }) }),
      );
      const refusal = await within((database) => refusalOf(asOfSecond(database).findById('1')));
      expect(refusal).toMatchObject({ code: 'INVALID_DOCUMENT' });
    },
  );
}
