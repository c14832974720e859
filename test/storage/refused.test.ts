/** What the store refuses, where somebody can go on after it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ifRefused } from '../../src/storage/refused.ts';
import { aNote, notesIn } from '../contracts/storage/notes.ts';
import { openTestDatabase, type TestDatabase } from '../support/storage/databases.ts';

let place: TestDatabase;
beforeAll(async () => {
  place = await openTestDatabase();
});
afterAll(() => place.destroy());

const notes = () => notesIn(place.database);
const never = () => {
  throw new Error('not for this');
};

it('gives what was asked, where it is not refused', async () => {
  const inserted = ifRefused(notes().insert(aNote('1')), 'DUPLICATE_KEY', never);
  expect(await inserted).toStrictEqual({ ...aNote('1'), version: 1 });
});

it('gives the other answer for the reason that is expected, and hands the refusal over', async () => {
  const some = notes();
  const stored = await some.insert(aNote('1'));
  const again = ifRefused(some.insert(aNote('1')), 'DUPLICATE_KEY', ({ code }) => code);
  expect(await again).toBe('DUPLICATE_KEY');
  const changed = ifRefused(some.replace({ ...stored, version: 2 }), 'VERSION_CONFLICT', () =>
    some.findById('1'),
  );
  expect(await changed).toStrictEqual(stored);
  const rethrown = ifRefused(some.find({ index: 'byColour' }), 'INVALID_QUERY', (refusal) => {
    throw new Error('another page', { cause: refusal });
  });
  await expect(rethrown).rejects.toMatchObject({ cause: { code: 'INVALID_QUERY' } });
});

it('leaves every other failure what it is', async () => {
  const wrong = Object.assign(aNote('1'), { rank: 'x' });
  const refused = ifRefused(notes().insert(wrong), 'DUPLICATE_KEY', never);
  await expect(refused).rejects.toMatchObject({ code: 'INVALID_DOCUMENT' });
  const failed = Promise.reject(Object.assign(new Error('disk'), { code: 'DUPLICATE_KEY' }));
  await expect(ifRefused(failed, 'DUPLICATE_KEY', never)).rejects.toThrow('disk');
});
