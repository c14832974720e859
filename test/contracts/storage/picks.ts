import { expect, it } from 'vitest';
import type { Database } from '../../../src/storage/database.ts';
import { aNote, insertAll, notesIn } from './notes.ts';

export function pickTests(database: () => Database): void {
  it('gives the fields that were asked for, in the order of the index, and no document', async () => {
    const notes = notesIn(database());
    const body = { long: 'x'.repeat(10_000) };
    await insertAll(notes, [aNote('b', { rank: 2, label: 'é', body }), aNote('a', { rank: 1 })]);
    const page = await notes.pick({ index: 'byRank', equals: ['g'] }, ['rank', 'label']);
    expect(page).toStrictEqual({
      items: [
        { id: 'a', version: 1, rank: 1 },
        { id: 'b', version: 1, rank: 2, label: 'é' },
      ],
    });
  });

  it('gives ids and versions alone, as they are now', async () => {
    const notes = notesIn(database());
    await notes.replace(await notes.insert(aNote('1')));
    await notes.insert(aNote('2'));
    const query = { index: 'byCode', equals: ['g'] } as const;
    expect((await notes.pick(query, [])).items).toStrictEqual([
      { id: '1', version: 2 },
      { id: '2', version: 1 },
    ]);
    await notes.remove('1');
    expect((await notes.pick(query, [])).items).toStrictEqual([{ id: '2', version: 1 }]);
  });

  it.each(['byRank', 'byCode'])('goes on where a page ended, by %s', async (index) => {
    const notes = notesIn(database());
    const ids = ['a', 'b', 'c', 'd', 'e'];
    await insertAll(
      notes,
      ids.map((id, rank) => aNote(id, { rank })),
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const paged = { limit: 2, ...(after !== undefined && { after }) };
      const page = await notes.pick({ index, equals: ['g'], ...paged }, ['key']);
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toStrictEqual(ids);
  });

  it('gives all of them, beyond a page', async () => {
    const notes = notesIn(database());
    const ids = Array.from({ length: 620 }, (_, at) => String(at).padStart(3, '0'));
    await insertAll(
      notes,
      ids.map((id) => aNote(id)),
    );
    const all = await notes.pickAll({ index: 'byCode', equals: ['g'] }, ['code']).toArray();
    expect(all.map(({ code }) => code)).toStrictEqual(ids);
  });

  it('refuses what it cannot find by, and a field that is in no index', async () => {
    const notes = notesIn(database());
    const refused = { code: 'INVALID_QUERY' };
    await expect(notes.pick({ index: 'byColour' }, [])).rejects.toMatchObject(refused);
    await expect(notes.pick({ index: 'byRank' }, ['body'])).rejects.toMatchObject(refused);
  });

  it('tells the version of a document, and of none', async () => {
    const notes = notesIn(database());
    const first = await notes.insert(aNote('1'));
    expect(await notes.versionOf('1')).toBe(1);
    await notes.replace(first);
    expect(await notes.versionOf('1')).toBe(2);
    expect(await notes.versionOf('2')).toBeUndefined();
    expect(await notes.versionOf('1\0')).toBeUndefined();
  });
}
