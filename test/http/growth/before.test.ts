/** Experiences from before there were participations are in every list, once and for all. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createParticipations } from '../../../src/experiences/fill.ts';
import { startHousekeeping } from '../../../src/housekeeping.ts';
import { createStore, type Person } from '../../../src/storage/store.ts';
import { experiencesFor } from '../../support/badges/grown-kpa.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { createWorld, type World } from '../../support/world.ts';

let opened: TestDatabase;
let world: World;

beforeEach(async () => {
  opened = await openTestDatabase();
  world = await createWorld({ database: opened.database });
});
afterEach(async () => {
  await world.destroy();
  await opened.destroy();
});

/** As a version from before recorded them: the experience alone. */
async function recordBefore(holder: Person, count: number): Promise<void> {
  const { store } = world.services;
  const made = experiencesFor(holder, { count }, 2);
  await Promise.all(made.map((one) => store.experiences(holder.kpaId).insert(one)));
}

const participations = () =>
  world.services.store.participations.across.count({ index: 'byPerson' });

it('for whoever asks first', async () => {
  await recordBefore(world.awa, 12);
  const nadia = await world.signIn(world.nadia);
  const page = await nadia.get(`/personnes/${world.awa.id}`);
  expect(page.$('#experiences h3')).toHaveLength(12);
  expect(await participations()).toBe(12);
});

it('of every KPA, in the background after a start, by several processes at once', async () => {
  await recordBefore(world.awa, 12);
  await recordBefore(world.omar, 3);
  const houses = [1, 2, 3].map(() => {
    const participations = createParticipations(world.services);
    return startHousekeeping({ ...world.services, participations });
  });
  const done = async () => (await participations()) === 15;
  await vi.waitUntil(done, { timeout: 10_000 });
  await Promise.all(houses.map((one) => one.stop()));
  const mine = await createParticipations(world.services).ofKpa(world.moulins.id);
  expect(await mine.count({ index: 'byPersonTold', equals: [world.omar.id] })).toBe(2);
});

it('more than are written together, too', async () => {
  await recordBefore(world.awa, 520);
  const mine = await createParticipations(world.services).ofKpa(world.hautsPres.id);
  expect(await mine.count({ index: 'byPerson', equals: [world.awa.id] })).toBe(520);
});

it('also those that a version from before records beside us, for a week', async () => {
  await createParticipations(world.services).fillAll();
  await recordBefore(world.awa, 5);
  world.passTime(24 * 60);
  await createParticipations(world.services).fillAll();
  expect(await participations()).toBe(5);
  world.passTime(7 * 24 * 60);
  await recordBefore(world.awa, 5);
  await createParticipations(world.services).fillAll();
  expect(await participations()).toBe(5);
});

it('also after it was cut short, and by the same process', async () => {
  await recordBefore(world.awa, 8);
  let left = 3;
  const breaking = createStore({
    ...opened.database,
    collection: (declaration) => {
      const port = opened.database.collection(declaration);
      return {
        ...port,
        insert: (document) => {
          const isLost = declaration.name === 'participations' && (left -= 1) < 0 && left > -6;
          return isLost ? Promise.reject(new Error('no disk')) : port.insert(document);
        },
      };
    },
  });
  const cut = createParticipations({ ...world.services, store: breaking });
  await expect(cut.ofKpa(world.hautsPres.id)).rejects.toThrow('no disk');
  expect(await breaking.filledKpas.findById(world.hautsPres.id)).toBeUndefined();
  expect(await (await cut.ofKpa(world.hautsPres.id)).count({ index: 'byPerson' })).toBe(8);
  const awa = await world.signIn(world.awa);
  expect((await awa.get('/mes-experiences')).text).toContain('8 expériences');
});
