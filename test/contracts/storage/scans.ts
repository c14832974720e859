/** All that stands in a collection, readable or not. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Database, Upgrade } from '../../../src/storage/database.ts';
import { aNote, declareNotes, insertAll, notesIn } from './notes.ts';

export function scanTests(database: () => Database): void {
  it('comes in the order of its ids, once, whatever index lists it', async () => {
    const notes = notesIn(database());
    const ids = Array.from({ length: 450 }, (_, at) => `n${String(at).padStart(3, '0')}`);
    await insertAll(
      notes,
      ids.toReversed().map((id) => aNote(id)),
    );
    const found: string[] = [];
    for (let after: string | undefined; ; after = found.at(-1)) {
      const rows = await notes.scan(after);
      if (rows.length === 0) break;
      found.push(...rows.map(({ id }) => id));
    }
    expect(found).toEqual(ids);
    expect((await notes.scan('n448')).map(({ document }) => document)).toEqual([
      { ...aNote('n449'), version: 1 },
    ]);
  });

  it('tells what cannot be read, and quotes none of it; and what is of an older shape', async () => {
    const { name } = declareNotes();
    const indexes = { byRank: { fields: ['rank'] } } as const;
    const before = z.strictObject({ id: z.string(), rank: z.int(), label: z.string() });
    const after = before.omit({ label: true }).extend({ labels: z.array(z.string().max(3)) });
    const upgrades: Upgrade[] = [({ label, ...rest }) => ({ ...rest, labels: [label] })];
    const old = database().collection({ name, schema: before, indexes });
    await old.insert({ id: '1', rank: 1, label: 'a' });
    await old.insert({ id: '2', rank: 2, label: 'Lévêque' });
    const now = database().collection({ name, schema: after, indexes, upgrades });
    await now.insert({ id: '3', rank: 3, labels: ['c'] });
    const rows = await now.scan();
    expect(rows.map(({ id, shape }) => [id, shape])).toEqual([
      ['1', 0],
      ['2', 0],
      ['3', 1],
    ]);
    expect(rows.map(({ document }) => document?.labels)).toEqual([['a'], undefined, ['c']]);
    expect(rows[1]?.fault).toContain('labels');
    expect(rows[1]?.fault).not.toContain('Lévêque');
  });
}
