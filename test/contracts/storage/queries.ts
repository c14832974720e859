import { expect, it } from 'vitest';
import type { Database, PagedQuery } from '../../../src/storage/database.ts';
import { aNote, idsOfPages, insertAll, notesIn } from './notes.ts';

/** Sorted as bytes of UTF-8, which is neither a dictionary's order nor JavaScript's. */
const WORDS = ['', 'A', 'Z', 'a', 'ab', 'b', 'z', 'É', 'é', '€', '😀'];

export function queryTests(database: () => Database): void {
  it('orders text by its bytes, both ways', async () => {
    const notes = notesIn(database());
    const words = WORDS.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    await insertAll(
      notes,
      words.toReversed().map((label, at) => aNote(`${at}`, { label })),
    );
    const labels = async (order: 'ascending' | 'descending') =>
      (await notes.find({ index: 'byLabel', equals: ['g'], order })).items.map((n) => n.label);
    expect(await labels('ascending')).toStrictEqual(words);
    expect(await labels('descending')).toStrictEqual(words.toReversed());
  });

  it('orders numbers as numbers', async () => {
    const notes = notesIn(database());
    const ranks = [-(2 ** 40), -10, -9, 0, 2, 10, 2 ** 31, Number.MAX_SAFE_INTEGER];
    await insertAll(
      notes,
      ranks.toReversed().map((rank) => aNote(`${rank}`, { rank })),
    );
    const pages = await idsOfPages(notes, { index: 'byRank', equals: ['g'], limit: 3 });
    expect(pages.flat()).toStrictEqual(ranks.map(String));
  });

  it.each(['ascending', 'descending'] as const)('pages through ties, %s', async (order) => {
    const notes = notesIn(database());
    const all = Array.from({ length: 23 }, (_, at) => {
      return aNote(String(at).padStart(2, '0'), { rank: at % 3 });
    });
    await insertAll(notes, all);
    await insertAll(notes, [aNote('other', { group: 'h', rank: 1 })]);
    const sorted = all.toSorted((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
    const expected = (order === 'ascending' ? sorted : sorted.toReversed()).map(({ id }) => id);
    for (const limit of [1, 4, 22, 23, 24]) {
      const pages = await idsOfPages(notes, { index: 'byRank', equals: ['g'], order, limit });
      expect(pages.flat()).toStrictEqual(expected);
      expect(pages.length).toBe(Math.ceil(23 / limit));
    }
    const across = await idsOfPages(notes, { index: 'byRank', order, limit: 5 });
    expect(across.flat()).toStrictEqual(
      order === 'ascending' ? [...expected, 'other'] : ['other', ...expected],
    );
  });

  it('pages through a unique index, whose order is its own', async () => {
    const notes = notesIn(database());
    await insertAll(
      notes,
      ['a', 'b', 'c', 'd', 'e'].map((code, at) => aNote(`${9 - at}`, { code })),
    );
    const query: PagedQuery = { index: 'byCode', equals: ['g'], limit: 2 };
    expect(await idsOfPages(notes, query)).toStrictEqual([['9', '8'], ['7', '6'], ['5']]);
    expect(await idsOfPages(notes, { ...query, equals: ['g', 'c'] })).toStrictEqual([['7']]);
  });

  it.each(['ascending', 'descending'] as const)('goes on behind a document, %s', async (order) => {
    const notes = notesIn(database());
    const all = Array.from({ length: 7 }, (_, at) => aNote(`${at}`, { rank: at % 3, label: 'x' }));
    await insertAll(notes, all);
    const query = { index: 'byLabel', equals: ['g', 'x'], order } as const;
    const sorted = (await notes.find(query)).items;
    for (const [at, one] of sorted.entries()) {
      const { items } = await notes.find({ ...query, after: one });
      expect(items).toStrictEqual(sorted.slice(at + 1));
      const { items: picked } = await notes.pick({ ...query, after: one, limit: 1 }, ['rank']);
      expect(picked.map(({ id }) => id)).toStrictEqual(
        sorted.slice(at + 1, at + 2).map(({ id }) => id),
      );
    }
  });

  it('begins behind no document that its index does not list', async () => {
    const notes = notesIn(database());
    const plain = await notes.insert(aNote('1'));
    const after = { index: 'byLabel', equals: ['g'], after: plain };
    await expect(notes.find(after)).rejects.toMatchObject({ code: 'INVALID_QUERY' });
  });

  it('does not lose its place when documents come and go', async () => {
    const notes = notesIn(database());
    await insertAll(
      notes,
      [1, 2, 3, 4].map((rank) => aNote(`${rank}`, { rank })),
    );
    const query = { index: 'byRank', equals: ['g'], limit: 2 };
    const first = await notes.find(query);
    await notes.remove('2');
    await notes.insert(aNote('0', { rank: 0 }));
    const second = await notes.find({ ...query, ...(first.next && { after: first.next }) });
    expect(second.items.map(({ id }) => id)).toStrictEqual(['3', '4']);
    expect(second).not.toHaveProperty('next');
  });

  it('finds and counts within bounds: from included, before excluded', async () => {
    const notes = notesIn(database());
    const all = [1, 2, 3, 4, 5].map((rank) => aNote(`${rank}`, { rank, label: `2026-0${rank}` }));
    await insertAll(notes, all);
    const cases: [Omit<PagedQuery, 'index'>, string[]][] = [
      [{ equals: ['g'], from: 2, before: 4 }, ['2', '3']],
      [{ equals: ['g'], from: 4 }, ['4', '5']],
      [{ equals: ['g'], before: 2.5 }, ['1', '2']],
      [{ equals: ['g'], from: 4, before: 2 }, []],
      [{ equals: ['g', 3] }, ['3']],
      [{ equals: ['h'] }, []],
      [{ from: 'a', before: 'h' }, ['1', '2', '3', '4', '5']],
    ];
    for (const [query, ids] of cases) {
      expect(await idsOfPages(notes, { index: 'byRank', ...query })).toStrictEqual([ids]);
      expect(await notes.count({ index: 'byRank', ...query })).toBe(ids.length);
    }
    const june = { index: 'byLabel', equals: ['g'], from: '2026-02', before: '2026-04' };
    expect(await idsOfPages(notes, { ...june, limit: 1 })).toStrictEqual([['2'], ['3']]);
    expect(await idsOfPages(notes, { ...june, limit: 1, order: 'descending' })).toStrictEqual([
      ['3'],
      ['2'],
    ]);
  });

  it('lists in an index the documents that have all its fields', async () => {
    const notes = notesIn(database());
    await insertAll(notes, [aNote('1', { label: 'x' }), aNote('2'), aNote('3', { label: 'w' })]);
    expect(await idsOfPages(notes, { index: 'byLabel', equals: ['g'], limit: 1 })).toStrictEqual([
      ['3'],
      ['1'],
    ]);
    expect(await notes.count({ index: 'byLabel' })).toBe(2);
    expect(await notes.count({ index: 'byRank' })).toBe(3);
  });

  it('answers an empty page without a next one', async () => {
    expect(await notesIn(database()).find({ index: 'byRank' })).toStrictEqual({ items: [] });
  });

  it('gives 50 documents unless told', async () => {
    const notes = notesIn(database());
    await insertAll(
      notes,
      Array.from({ length: 51 }, (_, at) => aNote(`${at}`)),
    );
    const pages = await idsOfPages(notes, { index: 'byRank' });
    expect(pages.map(({ length }) => length)).toStrictEqual([50, 1]);
  });
}
