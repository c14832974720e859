/** Every document of a query, past the end of a page. */
import { expect, it } from 'vitest';
import { collectionOf } from '../../../src/storage/collection.ts';
import type { Database, PagedQuery } from '../../../src/storage/database.ts';
import { aNote, declareNotes, insertAll, notesIn } from './notes.ts';

const ranked = (count: number) =>
  Array.from({ length: count }, (_, at) => aNote(`${at}`, { rank: (at * 7919) % count }));

export function allTests(database: () => Database): void {
  it('comes in order, 10,000 of them too', async () => {
    const notes = notesIn(database());
    const some = ranked(10_000);
    for (let at = 0; at < some.length; at += 500) await insertAll(notes, some.slice(at, at + 500));
    const query = { index: 'byRank', equals: ['g'], order: 'descending' } as const;
    const ranks: number[] = [];
    for await (const { rank } of notes.all(query)) ranks.push(rank);
    expect(ranks).toStrictEqual(Array.from({ length: 10_000 }, (_, at) => 9999 - at));
    const bounded = { index: 'byRank', equals: ['g'], from: 100, before: 9000 } as const;
    expect(await notes.count(bounded)).toBe(8900);
    const found = await notes.all(bounded).toArray();
    expect(found.map(({ rank }) => rank)).toStrictEqual(ranks.toReversed().slice(100, 9000));
  }, 60_000);

  it('is none where there is none, and the last page may be full', async () => {
    const notes = notesIn(database());
    expect(await notes.all({ index: 'byRank' }).toArray()).toStrictEqual([]);
    await insertAll(notes, ranked(500));
    expect(await notes.all({ index: 'byRank' }).toArray()).toHaveLength(500);
  });

  it('is read no further than it is taken, and from the beginning each time', async () => {
    const asked: PagedQuery[] = [];
    const port = database().collection(declareNotes());
    const notes = collectionOf({
      ...port,
      find: (query) => {
        asked.push(query);
        return port.find(query);
      },
    });
    await insertAll(notes, ranked(1001));
    const all = notes.all({ index: 'byRank' });
    expect(asked).toHaveLength(0);
    for await (const { rank } of all) if (rank === 3) break;
    expect(asked).toHaveLength(1);
    const ranks = (await all.toArray()).map(({ rank }) => rank);
    expect(ranks).toStrictEqual(ranked(1001).map((_, at) => at));
    expect(asked).toHaveLength(4);
  });

  it('is refused as a page of it would be', async () => {
    const all = notesIn(database()).all({ index: 'byColour' });
    await expect(all.toArray()).rejects.toMatchObject({ code: 'INVALID_QUERY' });
  });
}
