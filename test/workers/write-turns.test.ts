/** In whose turn SQLite is written to: one at a time, whoever waits for longest first. */
import { expect, it } from 'vitest';
import { createWriteTurns } from '../../src/workers/write-turns.ts';

/** What was begun, in its order. */
function createLog(takeTurn: ReturnType<typeof createWriteTurns>) {
  const begun: string[] = [];
  const take = async (name: string) => {
    const end = await takeTurn();
    begun.push(name);
    return end;
  };
  return { begun, take };
}

it('one at a time, in the order of asking', async () => {
  const { begun, take } = createLog(createWriteTurns());
  const [first, second, third] = ['a', 'b', 'c'].map(take);
  const endFirst = await first;
  expect(begun).toEqual(['a']);
  endFirst?.();
  const endSecond = await second;
  expect(begun).toEqual(['a', 'b']);
  // Said twice, it does not end the turn of the next.
  endSecond?.();
  await third;
  endSecond?.();
  const fourth = take('d');
  await new Promise(setImmediate);
  expect(begun).toEqual(['a', 'b', 'c']);
  (await third)?.();
  await fourth;
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

it('goes on without one that is stuck', async () => {
  const { begun, take } = createLog(createWriteTurns(1));
  await take('stuck');
  await take('next');
  expect(begun).toEqual(['stuck', 'next']);
});
