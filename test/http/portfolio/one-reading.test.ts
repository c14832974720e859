/** What the badges of a page have in common is read once for all of them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { shareManyBadges } from '../../support/badges/many-badges.ts';
import { createWorld, type World } from '../../support/world.ts';

let opened: TestDatabase;
let world: World;
let reads: string[];

/** Tells which collections are read. */
function watched(database: Database): Database {
  return {
    ...database,
    collection: (declaration) => {
      const port = database.collection(declaration);
      return {
        ...port,
        find: (query) => {
          reads.push(declaration.name);
          return port.find(query);
        },
        findById: (id) => {
          reads.push(declaration.name);
          return port.findById(id);
        },
        findByIds: (ids) => {
          reads.push(declaration.name);
          return port.findByIds(ids);
        },
      };
    },
  };
}

beforeAll(async () => {
  reads = [];
  opened = await openTestDatabase();
  world = await createWorld({ database: watched(opened.database) });
});
afterAll(async () => {
  await world.destroy();
  await opened.destroy();
});

async function readsOf(token: string) {
  const employer = world.visitor();
  const path = `/p/${token}`;
  await employer.get(path);
  reads = [];
  expect((await employer.get(path)).text).toContain('authentiques');
  const times = (name: string) => reads.filter((one) => one === name).length;
  return {
    ...{ kpas: times('kpas'), keys: times('keys'), people: times('people') },
    statusLists: times('statusLists'),
  };
}

it('asks the store no more for nine badges than for two', async () => {
  const { token: few } = await shareManyBadges(world, world.awa, 2);
  const { token: many } = await shareManyBadges(world, world.bruno, 9);
  expect(await readsOf(many)).toEqual(await readsOf(few));
});
