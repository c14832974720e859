/** The pictures of the rooms are those of today’s imports. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { drawRooms } from '../scripts/draw-rooms.ts';

it('docs/images shows the rooms as they are (npx tsx scripts/draw-rooms.ts)', async () => {
  for (const [file, picture] of await drawRooms()) {
    expect([file, await readFile(file, 'utf8')]).toEqual([file, picture]);
  }
});
