/** The real application, whose database is far away and counts what is asked of it. */
import { farAway } from './storage/far-database.ts';
import { openTestDatabase } from './storage/databases.ts';
import type { Replacements } from '../../src/services.ts';
import { createWorld } from './world.ts';

export type FarWorld = Awaited<ReturnType<typeof createFarWorld>>;

export async function createFarWorld(replacements: Replacements = {}) {
  const opened = await openTestDatabase();
  const { database, journeyOf } = farAway(opened.database);
  const world = await createWorld({ ...replacements, database });
  return {
    ...world,
    journeyOf,
    async destroy() {
      await world.destroy();
      await opened.destroy();
    },
  };
}
