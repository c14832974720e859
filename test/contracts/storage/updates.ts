/** A change of a document that others change too. */
import { expect, it } from 'vitest';
import { collectionOf } from '../../../src/storage/collection.ts';
import type { Database, Stored } from '../../../src/storage/database.ts';
import type { TestPlace } from '../../support/storage/databases.ts';
import { aNote, declareNotes, type Note, notesIn } from './notes.ts';

const oneMore = (note: Stored<Note>) => ({ ...note, rank: note.rank + 1 });

export function updateTests(database: () => Database, place: () => TestPlace): void {
  it('writes what becomes of it, and gives it back as it is stored', async () => {
    const notes = notesIn(database());
    await notes.insert(aNote('1', { label: 'kept' }));
    const updated = await notes.update('1', oneMore);
    expect(updated).toStrictEqual({ ...aNote('1', { label: 'kept', rank: 1 }), version: 2 });
    expect(await notes.findById('1')).toStrictEqual(updated);
  });

  it('writes nothing where nothing is to be changed', async () => {
    const notes = notesIn(database());
    const kept = await notes.insert(aNote('1'));
    expect(await notes.update('1', (note) => note)).toStrictEqual(kept);
    expect(await notes.findById('1')).toStrictEqual(kept);
  });

  it('is none of a document that is not there, or goes meanwhile', async () => {
    const notes = notesIn(database());
    expect(await notes.update('1', oneMore)).toBeUndefined();
    await notes.insert(aNote('1'));
    const gone = notes.update('1', async (note) => {
      await notes.remove('1');
      return oneMore(note);
    });
    expect(await gone).toBeUndefined();
    expect(await notes.findById('1')).toBeUndefined();
  });

  it('begins again with what somebody else wrote meanwhile', async () => {
    const notes = notesIn(database());
    await notes.insert(aNote('1'));
    const seen: Stored<Note>[] = [];
    const updated = await notes.update('1', async (note) => {
      seen.push(note);
      if (seen.length === 1) await notes.replace({ ...note, label: 'theirs' });
      return oneMore(note);
    });
    expect(seen.map(({ version, label }) => [version, label])).toStrictEqual([
      [1, undefined],
      [2, 'theirs'],
    ]);
    expect(updated).toStrictEqual({ ...aNote('1', { label: 'theirs', rank: 1 }), version: 3 });
  });

  it('of 20 at once, through two connections, loses none', async () => {
    const declaration = declareNotes();
    const other = await place().open();
    const ours = collectionOf(database().collection(declaration));
    const theirs = collectionOf(other.collection(declaration));
    await ours.insert(aNote('1'));
    const updates = Array.from({ length: 10 }, () => [ours, theirs]).flat();
    const all = await Promise.all(updates.map((notes) => notes.update('1', oneMore)));
    const ranks = all.map((note) => note?.rank ?? 0);
    expect(ranks.toSorted((a, b) => a - b)).toStrictEqual(ranks.map((_, at) => at + 1));
    expect(await ours.findById('1')).toMatchObject({ rank: 20, version: 21 });
    await other.close();
  });

  it('comes to an end where somebody else is faster each time, and says why', async () => {
    const notes = notesIn(database());
    await notes.insert(aNote('1'));
    let tries = 0;
    const overtaken = async (note: Stored<Note>) => {
      tries += 1;
      await notes.replace({ ...note, label: `${tries}` });
      return oneMore(note);
    };
    const conflict = { code: 'VERSION_CONFLICT' };
    await expect(notes.update('1', overtaken)).rejects.toMatchObject(conflict);
    expect(tries).toBe(20);
    await expect(notes.update('1', overtaken, 3)).rejects.toMatchObject(conflict);
    expect(await notes.findById('1')).toMatchObject({ rank: 0, label: '23' });
  });

  it('is tried once where something else is wrong, and writes nothing', async () => {
    const notes = notesIn(database());
    const kept = await notes.insert(aNote('1'));
    await notes.insert(aNote('2'));
    let tries = 0;
    const update = (more: object) =>
      notes.update('1', (note) => {
        tries += 1;
        return { ...note, ...more };
      });
    await expect(update({ code: '2' })).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
    await expect(update({ rank: 'x' })).rejects.toMatchObject({ code: 'INVALID_DOCUMENT' });
    const refused = notes.update('1', () => Promise.reject(new Error('not today')));
    await expect(refused).rejects.toThrow('not today');
    expect(tries).toBe(2);
    expect(await notes.findById('1')).toStrictEqual(kept);
  });
}
