/** What becomes of photos when people and experiences do: corrected, removed, merged, erased, cut short. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/blobs/blob-store.ts';
import { dropExhibit } from '../../../src/exhibits/store-exhibit.ts';
import { sweepBlobs } from '../../../src/exhibits/sweep.ts';
import { addExhibit, countStored, exhibitsOf, getPicture } from '../../support/exhibits.ts';
import { sendExhibit } from '../../support/exhibits.ts';
import { unavailable } from '../../../src/storage/store.ts';
import { type Scene, playScene } from '../../support/scene.ts';
import { playTwins } from '../../support/twins.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const NOTHING = { documents: 0, blobs: 0 };

let world: World;
let scene: Scene;
let nadia: TestVisitor;
let awa: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
  scene = await playScene(world, { kpa, staff, holder, others: [bruno] });
  nadia = await world.signIn(staff);
  awa = await world.signIn(holder);
});
afterEach(() => world.destroy());

const add = (people = [world.awa]) =>
  addExhibit(world, nadia, { experience: scene.experience, people });
const sweep = () => sweepBlobs({ ...world.services, clock: inTwoDays });
/** Of the disk, whose clock is another than that of the test. */
const inTwoDays = () => new Date(Math.max(Date.now(), world.services.clock().getTime()) + 2 * DAY);
const DAY = 86_400_000;

describe('somebody is erased', () => {
  it('and what shows their work alone is, blobs and all; what shows that of others stays theirs', async () => {
    await add([world.awa]);
    const both = await add([world.awa, world.bruno]);
    await awa.press(await awa.get('/mon-compte/effacer'), 'Effacer', { sure: 'yes' });
    expect(await exhibitsOf(world, scene.experience)).toEqual([both]);
    expect(await countStored(world)).toEqual({ documents: 1, blobs: 2 });
    const page = await nadia.get(`/experiences/${scene.experience.id}`);
    expect(page.text).toContain('Travail de Bruno Martin.');
  });
});

describe('two records become one', () => {
  it('and what shows the work of both is shown by the one that stays', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    const { first, second } = await playTwins(world, { kpa, staff }, 'Salima Haddad');
    // Some time has passed.
    nadia = await world.signIn(staff);
    const ids = [];
    for (const { person, experience } of [first, second]) {
      ids.push(await addExhibit(world, nadia, { experience, people: [person] }));
    }
    const [one, other] = [first.person, second.person];
    const form = await nadia.get(`/personnes/${one.id}/reunir/${other.id}`);
    await nadia.press(form, 'Réunir les deux fiches', { name: one.id, email: one.id });
    const salima = await world.signIn(one);
    for (const id of ids) expect((await salima.get(`/mes-preuves/${id}`)).status).toBe(200);
  });
});

describe('an experience', () => {
  it('stays, and so does who is on it, as long as a photo shows their work', async () => {
    const values = { words: '', team: [] };
    await awa.press(await awa.get(`/mes-experiences/${scene.experience.id}`), 'Garder', values);
    await add([world.bruno]);
    const form = await nadia.get(`/experiences/${scene.experience.id}/corriger`);
    const reread = await nadia.press(form, 'Garder', { people: [world.awa.id] });
    const page = await nadia.press(reread, 'Garder la correction', { badges: 'keep' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Une photo ou un document montre le travail de Bruno Martin');
    expect(await exhibitsOf(world, scene.experience)).toHaveLength(1);
    const experiences = world.services.store.experiences(world.hautsPres.id);
    const { kpaId, kind, title, date, createdBy, createdAt } = scene.experience;
    const participants = [{ personId: world.bruno.id }];
    const id = randomUUID();
    const alone = { id, kpaId, kind, title, date, createdBy, createdAt, participants };
    await experiences.insert(alone);
    await addExhibit(world, nadia, { experience: alone, people: [world.bruno] });
    const question = await nadia.get(`/experiences/${id}/supprimer`);
    expect(question.text).toContain('Il faut d’abord les supprimer');
  });

  it('takes twelve, however many come at once, and keeps nothing of the others', async () => {
    for (let at = 0; at < 11; at += 1) await add();
    const { experience } = scene;
    const answers = await Promise.all(
      [nadia, nadia].map((by) => sendExhibit(by, { experience, people: [world.awa] })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(answers.map(({ text }) => text).join()).toContain('déjà 12 photos ou documents');
    expect(await exhibitsOf(world, experience)).toHaveLength(12);
    expect(await countStored(world)).toEqual({ documents: 12, blobs: 24 });
  });
});

describe('what was cut short is swept', () => {
  const bytes = randomBytes(100);

  it('a blob without a document, a day later, and never one of an unknown KPA', async () => {
    const { blobs } = world.services;
    const id = await add();
    await blobs.put(keyOf(world.hautsPres.id, randomUUID(), bytes), bytes);
    await blobs.put(keyOf(world.hautsPres.id, id, bytes), bytes);
    await blobs.put(keyOf(randomUUID(), randomUUID(), bytes), bytes);
    expect(await sweepBlobs({ ...world.services, clock: () => new Date() })).toBe(0);
    expect(await sweep()).toBe(2);
    expect(await countStored(world)).toEqual({ documents: 1, blobs: 3 });
    expect((await getPicture(world, nadia, `/preuves/${id}/1`)).status).toBe(200);
  });

  it('a document that shows nobody’s work: killed before it was said whose, or after', async () => {
    await add();
    await world.services.store
      .experiences(world.hautsPres.id)
      .update(scene.experience.id, (now) => ({
        ...now,
        participants: now.participants.map(({ exhibits: _, ...one }) => one),
      }));
    await sweep();
    expect(await countStored(world)).toEqual(NOTHING);
  });

  it('blobs that the disk did not remove with their document', async () => {
    const id = await add();
    const { blobs, store } = world.services;
    const away = { ...blobs, remove: () => Promise.reject(unavailable('The disk is away')) };
    await dropExhibit({ store, blobs: away }, { kpaId: world.hautsPres.id, id });
    expect(await countStored(world)).toEqual({ documents: 0, blobs: 2 });
    await sweep();
    expect(await countStored(world)).toEqual(NOTHING);
  });
});
