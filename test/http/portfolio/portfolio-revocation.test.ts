/** What is remembered of earlier views hides nothing that happened since, whichever process did it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { disownKey } from '../../../src/features/key-management/disown-key.ts';
import { createServices } from '../../../src/services.ts';
import { sqlitePlace } from '../../support/storage/databases.ts';
import { type Scene, playScene, reloadAward } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';

let place: Awaited<ReturnType<typeof sqlitePlace>>;
let world: World;
let scene: Scene;
beforeAll(async () => {
  place = await sqlitePlace();
  world = await createWorld({ database: await place.open() });
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
});
afterAll(async () => {
  await world.services.store.close();
  await world.destroy();
  await place.remove();
});

const view = () => world.visitor().get(`/p/${scene.token}`);

/** Another process has its own connection, and nothing of ours in its memory. */
async function elsewhere<T>(act: (services: World['services']) => Promise<T>): Promise<T> {
  const { clock, log } = world.services;
  const database = await place.open();
  const services = await createServices(world.config, { database, clock, log });
  try {
    return await act(services);
  } finally {
    await services.store.close();
  }
}

it('a badge taken back by another process is so at the very next view', async () => {
  expect((await view()).text).toContain('1 badge authentique 1 badge retiré par le KPA');
  expect((await view()).text).toContain('1 badge authentique 1 badge retiré par le KPA');
  const award = await reloadAward(world, scene.accepted);
  await elsewhere((services) => revokeAward(services, scene.kpa, award, world.nadia, 'badge'));
  expect((await view()).text).toContain('Aucun badge ne vaut aujourd’hui');
});

it('so is a key that another process revokes', async () => {
  const path = `/k/hauts-pres/credentials/${scene.accepted.id}`;
  expect((await world.visitor().get(path)).heading).toBe('Ce badge a été retiré');
  const why = { by: 'Karim Benali', reason: 'stolen' };
  await elsewhere((services) => disownKey(services, scene.kpa, 'key-1', why));
  expect((await world.visitor().get(path)).heading).toBe('Pas signé avec une clé de l’émetteur');
});
