import { afterAll, beforeAll, expect, it } from 'vitest';
import { keeping } from '../../src/storage/kept.ts';
import { aNote, declareNotes } from '../contracts/storage/notes.ts';
import { openTestDatabase, type TestDatabase } from '../support/storage/databases.ts';

let place: TestDatabase;
beforeAll(async () => {
  place = await openTestDatabase();
});
afterAll(() => place.destroy());

/** The same collection twice, as two processes have it: one of them keeps what it read. */
function twoViews() {
  const theirs = place.database.collection(declareNotes());
  let reads = 0;
  const counted = {
    ...theirs,
    findById: (id: string) => {
      reads += 1;
      return theirs.findById(id);
    },
  };
  return { theirs, ours: keeping(counted, 2), reads: () => reads };
}

it('reads a document once, and again when another process has written it', async () => {
  const { theirs, ours, reads } = twoViews();
  const first = await theirs.insert(aNote('1', { label: 'first' }));
  for (let times = 0; times < 3; times += 1) {
    expect(await ours.findById('1')).toStrictEqual(first);
  }
  expect(reads()).toBe(1);
  const second = await theirs.replace({ ...first, label: 'second' });
  expect(await ours.findById('1')).toStrictEqual(second);
  expect(reads()).toBe(2);
  await theirs.remove('1');
  expect(await ours.findById('1')).toBeUndefined();
});

it('lets nobody change what others will be given', async () => {
  const { theirs, ours } = twoViews();
  await theirs.insert(aNote('1', { body: { words: ['kept'] } }));
  const found = await ours.findById('1');
  expect(() => Object.assign(found?.body ?? {}, { words: [] })).toThrow(TypeError);
});

it('keeps so many, and no more', async () => {
  const { theirs, ours, reads } = twoViews();
  for (const id of ['1', '2', '3']) {
    await theirs.insert(aNote(id));
    await ours.findById(id);
  }
  await ours.findById('3');
  expect(reads()).toBe(3);
  await ours.findById('1');
  expect(reads()).toBe(4);
});
