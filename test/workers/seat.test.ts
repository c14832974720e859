/** How long a seat of the crew stays empty, by how long its workers were there (docs/adr/0036). */
import { expect, it } from 'vitest';
import { fillSeat } from '../../src/workers/seat.ts';

/** The pauses after workers that were there for so many milliseconds each. */
async function pausesAfter(lives: readonly number[]): Promise<readonly number[]> {
  const left = [...lives];
  const pauses: number[] = [];
  await fillSeat({
    live: () => Promise.resolve(left.shift() ?? 0),
    pause: (milliseconds) => Promise.resolve(pauses.push(milliseconds) < lives.length),
  });
  expect(left).toEqual([]);
  return pauses;
}

it('one that ends as soon as it begins is begun later each time, up to half a minute', async () => {
  const pauses = await pausesAfter(Array<number>(12).fill(5));
  expect(pauses.slice(0, 8)).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600]);
  expect(pauses.slice(8)).toEqual([30_000, 30_000, 30_000, 30_000]);
});

it('after one that was there for more than a minute all begins anew', async () => {
  expect(await pausesAfter([0, 0, 0, 60_001, 0, 60_000])).toEqual([200, 400, 800, 100, 200, 400]);
});
