import { expect, it } from 'vitest';
import type { Database } from '../../../src/storage/database.ts';
import { StoreError } from '../../../src/storage/database.ts';
import type { TestPlace } from '../../support/storage/databases.ts';
import { aNote, declareNotes, notesIn } from './notes.ts';

/** How many succeeded; the others must have been refused for the reason given. */
async function winners(writes: readonly Promise<unknown>[], reason: string): Promise<number> {
  const outcomes = await Promise.allSettled(writes);
  const refusals = outcomes.flatMap((outcome): unknown[] =>
    outcome.status === 'rejected' ? [outcome.reason] : [],
  );
  for (const refusal of refusals) {
    expect(refusal).toBeInstanceOf(StoreError);
    expect(refusal).toMatchObject({ code: reason });
  }
  return outcomes.length - refusals.length;
}

export function concurrencyTests(database: () => Database, place: () => TestPlace): void {
  it('lets one of 64 concurrent replacements win each version', async () => {
    const notes = notesIn(database());
    let current = await notes.insert(aNote('1'));
    for (let round = 1; round <= 5; round += 1) {
      const writes = Array.from({ length: 64 }, (_, rank) => notes.replace({ ...current, rank }));
      expect(await winners(writes, 'VERSION_CONFLICT')).toBe(1);
      const [won] = (await Promise.allSettled(writes)).filter((w) => w.status === 'fulfilled');
      const stored = await notes.findById('1');
      expect(stored).toStrictEqual(won?.value);
      expect(stored?.version).toBe(round + 1);
      if (stored) current = stored;
    }
  });

  it('lets one of 64 replacements through two connections win each version', async () => {
    const declaration = declareNotes();
    const other = await place().open();
    const sides = [database().collection(declaration), other.collection(declaration)] as const;
    let current = await sides[0].insert(aNote('1'));
    for (let round = 1; round <= 5; round += 1) {
      const writes = Array.from({ length: 64 }, (_, rank) =>
        sides[rank % 2 === 0 ? 0 : 1].replace({ ...current, rank }),
      );
      expect(await winners(writes, 'VERSION_CONFLICT')).toBe(1);
      const [won] = (await Promise.allSettled(writes)).filter((w) => w.status === 'fulfilled');
      if (won) current = won.value;
      expect(await sides[round % 2 === 0 ? 0 : 1].findById('1')).toStrictEqual(current);
    }
    await other.close();
  });

  it('lets one of 200 concurrent inserts take a unique key', async () => {
    const notes = notesIn(database());
    const writes = Array.from({ length: 200 }, (_, at) =>
      notes.insert(aNote(`${at}`, { code: 'c' })),
    );
    expect(await winners(writes, 'DUPLICATE_KEY')).toBe(1);
    expect(await notes.count({ index: 'byCode', equals: ['g', 'c'] })).toBe(1);
  });

  it('lets one of 200 concurrent inserts take an id', async () => {
    const notes = notesIn(database());
    const writes = Array.from({ length: 200 }, (_, at) =>
      notes.insert(aNote('1', { code: `${at}` })),
    );
    expect(await winners(writes, 'DUPLICATE_KEY')).toBe(1);
    expect(await notes.count({ index: 'byRank' })).toBe(1);
  });

  it('lets one of 64 concurrent removals say that it removed', async () => {
    const notes = notesIn(database());
    await notes.insert(aNote('1'));
    const removals = await Promise.all(Array.from({ length: 64 }, () => notes.remove('1')));
    expect(removals.filter(Boolean)).toHaveLength(1);
  });

  it('is not stopped by a refused write beside it', async () => {
    const notes = notesIn(database());
    await notes.insert(aNote('taken'));
    const outcomes = await Promise.allSettled(
      ['1', 'taken', '2', 'taken', '3'].map((id) => notes.insert(aNote(id))),
    );
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toStrictEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(await notes.count({ index: 'byRank' })).toBe(4);
  });
}
