/** Who signs in while a replay ends all sessions signs in once more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endAccess } from '../../../src/features/journal-replay/end-access.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

it('a link that is opened in that moment opens nothing that stays', async () => {
  const { store } = world.services;
  const awa = await world.signIn(world.awa);
  const late = world.visitor();
  const email = world.awa.email ?? '';
  await late.press(await late.get('/connexion'), 'Recevoir le lien', { email });
  const { text } = await world.letterTo(email);
  const confirm = await late.get(/https:\/\/\S+/u.exec(text)?.[0] ?? '');
  const remove: typeof store.sessions.remove = async (id) => {
    await late.press(confirm, 'Entrer');
    return store.sessions.remove(id);
  };
  const access = { ...store, sessions: { ...store.sessions, remove } };
  await endAccess(access, { ended: [], isReplayed: false });
  for (const visitor of [awa, late]) {
    expect((await visitor.get('/mes-badges')).path).toBe('/connexion');
  }
});
