/** An experience is removed, or somebody taken out of it, in the moment in which they tell of it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Experience } from '../../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const WORDS = 'J’ai fait la pâte.';

/** Once, before a claim is stored, or before an experience is written over. */
let before: { readonly insert?: () => Promise<unknown>; readonly replace?: () => Promise<unknown> };
let opened: TestDatabase;
let world: World;
let nadia: TestVisitor;
let awa: TestVisitor;
let experience: Experience;

beforeAll(async () => {
  opened = await openTestDatabase();
  world = await createWorld({ database: interrupted(opened.database) });
  [nadia, awa] = [await world.signIn(world.nadia), await world.signIn(world.awa)];
});
afterAll(async () => {
  await world.destroy();
  await opened.destroy();
});
beforeEach(async () => {
  before = {};
  const { services, hautsPres, nadia: by, bruno } = world;
  experience = await services.store.experiences(hautsPres.id).insert({
    ...{ id: randomUUID(), kpaId: hautsPres.id, title: 'Buffet de 60 personnes' },
    ...({ kind: 'prestation', date: '2026-10-12' } as const),
    participants: [world.awa, bruno].map(({ id }) => ({ personId: id })),
    ...{ createdBy: by.id, createdAt: services.clock().toISOString() },
  });
});

function interrupted(database: Database): Database {
  const once = async (what: keyof typeof before) => {
    const step = before[what];
    before = {};
    await step?.();
  };
  return {
    ...database,
    collection: (declaration) => {
      const port = database.collection(declaration);
      return {
        ...port,
        insert: async (document) => {
          if (declaration.name === 'claims') await once('insert');
          return port.insert(document);
        },
        replace: async (document) => {
          if (declaration.name === 'experiences') await once('replace');
          return port.replace(document);
        },
      };
    },
  };
}

const claims = () =>
  world.services.store
    .claims(world.hautsPres.id)
    .count({ index: 'byExperience', equals: [experience.id] });
const found = () => world.services.store.experiences(world.hautsPres.id).findById(experience.id);
const tellForm = () => awa.get(`/dire-ce-que-j-ai-fait?experience=${experience.id}`);
const send = (form: Page) =>
  awa.press(form, 'Envoyer', { way: 'write', words: WORDS, wants: 'which' });
const remove = async () =>
  nadia.press(await nadia.get(`/experiences/${experience.id}/supprimer`), /^Supprimer/);
async function takeOut(): Promise<Page> {
  const form = await nadia.get(`/experiences/${experience.id}/corriger`);
  return nadia.press(form, 'Garder', { people: [world.bruno.id] });
}

describe('what is told of a work', () => {
  it.each([
    ['that is removed', remove],
    ['they are taken out of', takeOut],
  ])('%s before it is stored is withdrawn, and their words are there', async (_, act) => {
    const form = await tellForm();
    before = { insert: act };
    const page = await send(form);
    expect(page.status).toBe(409);
    expect(page.text).toContain('Cette expérience n’est plus là.');
    expect(page.$('#words').text()).toContain(WORDS);
    expect(await claims()).toBe(0);
    const sent = await awa.press(page, 'Envoyer', { way: 'write', wants: 'which' });
    expect(sent.text).toContain('Votre demande est partie');
  });

  it.each([
    ['removed', remove],
    ['taken out of', takeOut],
  ])('holds one that is being %s', async (_, act) => {
    const form = await tellForm();
    before = { replace: () => send(form) };
    const page = await act();
    expect([409, 422]).toContain(page.status);
    expect(await claims()).toBe(1);
    expect((await found())?.participants.map(({ personId }) => personId)).toContain(world.awa.id);
  });

  it('holds who told it: a correction does not take them out', async () => {
    await send(await tellForm());
    const page = await takeOut();
    expect(page.status).toBe(422);
    expect((await found())?.participants).toHaveLength(2);
  });
});
