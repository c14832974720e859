/**
 * What the compiler lets one ask: `tsc` fails where a line that is marked compiles after all. Who
 * has no compiler is refused by the store.
 */
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createStore, type Store } from '../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../support/storage/databases.ts';

const KPA = '00000000-0000-4000-8000-000000000001';

let place: TestDatabase;
let store: Store;
beforeAll(async () => {
  place = await openTestDatabase();
  store = createStore(place.database);
});
afterAll(() => place.destroy());

type Query<Find extends (query: never) => unknown> = Parameters<Find>[0];
type OfAwards = Query<ReturnType<Store['awards']>['count']>;
type AcrossPeople = Query<Store['people']['across']['count']>;

describe('a query', () => {
  it('names an index of the collection, with values of its leading fields and bounds on the next', async () => {
    const awards = store.awards(KPA);
    const found = await Promise.all([
      awards.count({ index: 'byDate' }),
      awards.count({ index: 'byDate', equals: [] }),
      awards.count({ index: 'byPerson', equals: ['p'], from: '2026', order: 'descending' }),
      awards.count({ index: 'byPersonStanding', equals: ['p', 'valid'], before: '2027' }),
      awards.count({ index: 'byStatusEntry', equals: ['list', 7] }),
      store.awards.across.count({ index: 'byStatusEntry', equals: [KPA, 'list', 7] }),
      store.statusLists(KPA).count({ index: 'byNumber', from: 2 }),
      store.sessions.count({ index: 'byPerson', equals: [KPA, 'p'] }),
    ]);
    expect(found).toEqual(found.map(() => 0));
  });

  it.each<[string, () => Promise<unknown>]>([
    // @ts-expect-error There is no such index.
    ['a name that is misspelt', () => store.awards(KPA).find({ index: 'byPersn' })],
    // @ts-expect-error It is one of other documents.
    ['the index of another collection', () => store.kpas.find({ index: 'byName' })],
    [
      'an index that does not begin with the KPA',
      // @ts-expect-error It lists the documents of all of them.
      () => store.people(KPA).find({ index: 'acrossByEmail', equals: ['a@example.org'] }),
    ],
    // @ts-expect-error A number would never be found among texts.
    ['a number for a text', () => store.awards(KPA).count({ index: 'byDate', equals: [2026] })],
    [
      'a text for a number',
      // @ts-expect-error The second field is a number.
      () => store.awards(KPA).count({ index: 'byStatusEntry', equals: ['list', '7'] }),
    ],
    // @ts-expect-error The KPA is there already.
    ['one value too many', () => store.people(KPA).count({ index: 'byName', equals: [KPA, 'x'] })],
    [
      'a bound of another type',
      // @ts-expect-error A list is numbered.
      () => store.statusLists(KPA).find({ index: 'byNumber', from: '1' }),
    ],
    [
      'a bound after the last field',
      // @ts-expect-error No field is left to be bounded.
      () => store.people(KPA).find({ index: 'byName', equals: ['x'], from: 'a' }),
    ],
    // @ts-expect-error Nothing is declared for it.
    ['any index where there is none', () => store.networkLists.find({ index: 'byDate' })],
    // @ts-expect-error There are two.
    ['another order', () => store.kpas.find({ index: 'bySlug', order: 'random' })],
  ])('is refused with %s', async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({ code: 'INVALID_QUERY' });
  });

  it('takes the values of the schema, and no other', async () => {
    // @ts-expect-error It would find nothing, and nobody would know why.
    const query: OfAwards = { index: 'byStanding', equals: ['list', 'withdrawn'] };
    expect(await store.awards(KPA).count(query)).toBe(0);
    // Whatever others there are: a name is the compiler's, and no other.
    type Awards = Extract<OfAwards['index'], 'byDate' | 'byStanding' | 'acrossBySlot' | 'byData'>;
    expectTypeOf<Awards>().toEqualTypeOf<'byDate' | 'byStanding'>();
    expectTypeOf<string>().not.toExtend<OfAwards['index']>();
    type People = Extract<AcrossPeople['index'], 'byName' | 'acrossByEmail' | 'byDate'>;
    expectTypeOf<People>().toEqualTypeOf<'byName' | 'acrossByEmail'>();
  });
});
