/** What a person tells in their own words: read by nobody else until they show it (docs/adr/0022). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storeExperience } from '../../../src/experiences/participations.ts';
import { type Scene, WORDS, playScene } from '../../support/scene.ts';
import type { Fields } from '../../support/forms.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let awa: TestVisitor;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());
/** Another Awa for each test, who showed her words to the team and in one link. */
beforeEach(async () => {
  const holder = await world.add(world.hautsPres, 'Awa Diallo', 'cooperant');
  scene = await playScene(world, { kpa: world.hautsPres, staff: world.nadia, holder });
  awa = await world.signIn(holder);
});

const form = () => awa.get(`/mes-experiences/${scene.experience.id}`);
const mine = () => awa.get('/mes-badges');
const shared = () => world.visitor().get(`/p/${scene.token}`);
const forStaff = () => nadia.get(`/experiences/${scene.experience.id}`);

/** Sent as a browser does: the box is part of it only when it is ticked. */
async function tell(fields: Fields) {
  const page = await form();
  page.$('[name=team]').removeAttr('checked');
  return awa.press(page, 'Garder', fields);
}

describe('the team', () => {
  it('reads them only while the box is ticked', async () => {
    expect((await forStaff()).text).toContain(WORDS);
    await tell({ words: WORDS });
    for (const path of [`/experiences/${scene.experience.id}`, `/personnes/${scene.holder.id}`]) {
      expect((await nadia.get(path)).text).not.toContain('J’ai rangé');
    }
    expect((await form()).$('[name=team]').attr('checked')).toBeUndefined();
    await tell({ words: WORDS, team: 'yes' });
    expect((await forStaff()).text).toContain(WORDS);
    expect((await form()).$('[name=team]').attr('checked')).toBe('checked');
  });

  it('does not read what was told before there was such a box', async () => {
    const experiences = world.services.store.experiences(world.hautsPres.id);
    const experience = await experiences.findById(scene.experience.id);
    if (!experience) throw new Error('No experience');
    const participants = [{ personId: scene.holder.id, words: WORDS }];
    await experiences.replace({ ...experience, participants });
    expect((await forStaff()).text).not.toContain('J’ai rangé');
    expect((await mine()).text).toContain(WORDS);
  });

  it('keeps the tick, and the words, when they are too long', async () => {
    const page = await tell({ words: 'x'.repeat(601), team: 'yes' });
    expect(page.status).toBe(422);
    expect(page.$('[name=team]').attr('checked')).toBe('checked');
  });
});

describe('the page says who reads them now', () => {
  it.each([
    [
      { team: 'yes' },
      'Peuvent lire ce récit : l’équipe du KPA et toute personne qui ouvre le partage « Traiteur Petit ».',
    ],
    [{}, 'Peuvent lire ce récit : toute personne qui ouvre le partage « Traiteur Petit ».'],
  ])('%j', async (fields, sentence) => {
    expect((await tell({ words: WORDS, ...fields })).text).toContain(sentence);
    expect((await form()).text).toContain('montrent ce récit aussi : « Traiteur Petit »');
  });

  it('nobody, once the link is closed', async () => {
    await tell({ words: WORDS });
    await awa.press(await awa.get(`/partages/${scene.link.id}`), /^Fermer/);
    expect((await mine()).text).toContain('Personne d’autre que vous ne peut lire ce récit.');
    expect((await form()).text).not.toContain('Traiteur Petit');
  });

  it('nobody, once the link has ended', async () => {
    await tell({ words: WORDS });
    world.passTime(31 * 24 * 60);
    [awa, nadia] = [await world.signIn(scene.holder), await world.signIn(world.nadia)];
    expect((await mine()).text).toContain('Personne d’autre que vous ne peut lire ce récit.');
  });
});

it('says that it is kept, and who can read it, and that it is gone', async () => {
  const kept = await tell({ words: WORDS });
  expect(kept.$('#experiences .status').text()).toMatch(/Récit gardé\s: Buffet/);
  expect(kept.$('#experiences .status + p').text()).toMatch(/^Peuvent lire ce récit|^Personne/);
  const gone = await tell({ words: '' });
  expect(gone.$('#experiences .status').text()).toMatch(/Récit enlevé\s: Buffet/);
  expect((await mine()).$('#experiences .status')).toHaveLength(0);
  // Nothing was there, and nothing is gone; nor does an old address say so.
  expect((await tell({ words: '' })).$('#experiences .status')).toHaveLength(0);
  const old = await awa.get(`/mes-badges?garde=${scene.experience.id}`);
  expect(old.$('#experiences .status')).toHaveLength(0);
});

describe('words taken back', () => {
  it('are no longer counted among what a link shows, nor is a badge that is put aside', async () => {
    await tell({ words: WORDS });
    expect((await awa.get('/partages')).text).toContain('récit');
    await tell({ words: '' });
    const page = await awa.get('/partages');
    expect(page.$('main .ruled').text()).not.toContain('récit');
    const before = page.$('main .ruled').text();
    const { store } = world.services;
    for (const id of scene.link.awardIds) {
      await store.awards(scene.holder.kpaId).update(id, (now) => ({ ...now, state: 'declined' }));
    }
    expect((await awa.get('/partages')).$('main .ruled').text()).not.toBe(before);
  });

  it('are gone everywhere, and those told later are on no link of before', async () => {
    expect((await shared()).text).toContain(WORDS);
    await tell({ words: '', team: 'yes' });
    expect((await shared()).text).not.toContain('J’ai rangé');
    expect((await forStaff()).text).not.toContain('J’ai rangé');

    await tell({ words: 'J’ai appris à dire non.' });
    expect((await shared()).text).not.toContain('J’ai appris');
    expect((await forStaff()).text).not.toContain('J’ai appris');
    expect((await mine()).text).toContain('Personne d’autre que vous ne peut lire ce récit.');
  });

  it('change where they are shown already, as the form says', async () => {
    expect((await form()).text).toContain('Ce que vous changez ici s’y lit tout de suite.');
    await tell({ words: 'J’ai rangé, puis servi.' });
    expect((await shared()).text).toContain('J’ai rangé, puis servi.');
  });
});

it('a written one can be shown behind however many that were told in a sound alone', async () => {
  const store = world.services.store;
  const { id: personId, kpaId } = scene.holder;
  await tell({ words: WORDS });
  for (let day = 1; day <= 28; day += 1) {
    await storeExperience(store, {
      ...{ id: randomUUID(), kpaId, kind: 'prestation', title: `Un son ${day}` },
      ...{ date: `2026-10-${String(day).padStart(2, '0')}`, createdBy: personId },
      ...{ participants: [{ personId, spoken: true }], createdAt: '2026-10-28T08:00:00.000Z' },
    });
  }
  const page = await awa.get('/partages/nouveau');
  expect(page.text).toContain(scene.experience.title);
  expect(page.text).not.toContain('Un son');
});

it('one that nobody else was written down for is not said to be done alone', async () => {
  const store = world.services.store;
  const { id: personId, kpaId } = scene.holder;
  const id = randomUUID();
  await storeExperience(store, {
    ...{ id, kpaId, kind: 'prestation', title: 'Une tarte', date: '2026-10-05' },
    ...{ participants: [{ personId, words: 'J’ai fait la pâte.' }], createdBy: personId },
    createdAt: '2026-10-05T08:00:00.000Z',
  });
  await store.shareLinks.update(scene.link.id, (now) => ({ ...now, experienceIds: [id] }));
  const page = await shared();
  expect(page.text).toContain('Une tarte');
  expect(page.text).not.toContain('En solo');
});
