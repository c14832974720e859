/** An experience is removed, or somebody taken out of it, in the moment in which they tell of it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Experience } from '../../../src/storage/store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const WORDS = 'J’ai fait la pâte.';

type Step = () => Promise<unknown>;
/** Once, before a claim is stored, once it is, before it goes, or before an experience is written over. */
let before: Partial<Readonly<Record<'insert' | 'inserted' | 'remove' | 'replace', Step>>>;
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
    const { [what]: step, ...others } = before;
    before = others;
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
          const inserted = await port.insert(document);
          if (declaration.name === 'claims') await once('inserted');
          return inserted;
        },
        remove: async (id) => {
          if (declaration.name === 'claims') await once('remove');
          return port.remove(id);
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
const send = (form: Page, words = WORDS) =>
  awa.press(form, 'Envoyer', { way: 'write', words, wants: 'which' });
const remove = async () =>
  nadia.press(await nadia.get(`/experiences/${experience.id}/supprimer`), /^Supprimer/);
async function takeOut(): Promise<Page> {
  const form = await nadia.get(`/experiences/${experience.id}/corriger`);
  return nadia.press(form, 'Garder', { people: [world.bruno.id] });
}

function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return {
    open: () => {
      open();
    },
    opened,
  };
}

/**
 * Tells of the work while it is removed: the claim is stored before everybody is taken out of the work, and seen
 * before whoever tells it looks for the work.
 */
async function meet(form: Page, onceInserted: Step = () => Promise.resolve()) {
  const [inserted, seen, withdrawing] = [gate(), gate(), gate()];
  let told: Promise<Page> | undefined;
  const removed = gate();
  before = {
    replace: async () => {
      before = {
        inserted: async () => {
          await onceInserted();
          inserted.open();
          await seen.opened;
        },
        replace: async () => {
          seen.open();
          await Promise.race([withdrawing.opened, told]);
        },
        remove: async () => {
          withdrawing.open();
          await removed.opened;
        },
      };
      told = send(form);
      await inserted.opened;
    },
  };
  const page = await remove();
  removed.open();
  return { told: await told, removed: page };
}

describe('what is told of a work', () => {
  it('is told once more where it was seen, and the work stays for it', async () => {
    const { told, removed } = await meet(await tellForm());
    expect(told?.text).toContain('Votre demande est partie');
    expect([removed.status, await claims()]).toEqual([409, 1]);
  });

  it('is not withdrawn with what another form of theirs told meanwhile', async () => {
    const [form, other] = [await tellForm(), await tellForm()];
    const { told, removed } = await meet(form, async () => {
      expect((await send(other, 'Et la crème.')).status).toBe(200);
    });
    for (const words of [WORDS, 'Et la crème.']) expect(told?.text).toContain(words);
    expect([removed.status, await claims()]).toEqual([409, 1]);
  });

  it('goes on with no claim of a work that is gone', async () => {
    const [form, other] = [await tellForm(), await tellForm()];
    before = {
      insert: async () => {
        await send(other);
        await world.services.store.experiences(world.hautsPres.id).remove(experience.id);
      },
    };
    const page = await send(form, 'Et la crème.');
    expect(page.text).toContain('Cette expérience n’est plus là.');
    expect(page.$('#words').text()).toContain('Et la crème.');
  });

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
