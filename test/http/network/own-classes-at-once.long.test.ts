/** The same form several times at once has one outcome; what one process publishes, all others find. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBadgeClasses } from '../../../src/badges/classes/badge-classes.ts';
import { OWN_BADGE } from '../../../src/demo/own-badge.ts';
import type { Fields } from '../../support/forms.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let karim: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  karim = await world.signIn(await world.add(world.hautsPres, 'Karim Benali', 'manager'));
});
afterAll(() => world.destroy());

const GOOD: Fields = { ...OWN_BADGE, competences: OWN_BADGE.competences.split('\n') };
const TIMES = 8;

/** What a form sends, again and again at the same moment. */
async function pressAtOnce(page: Page, button: RegExp | string, fields: Fields = {}) {
  return Promise.all(Array.from({ length: TIMES }, () => karim.press(page, button, fields)));
}

const published = () =>
  world.services.store.publishedClasses(world.hautsPres.id).all({ index: 'byClass' }).toArray();
const drafts = () =>
  world.services.store.classDrafts(world.hautsPres.id).count({ index: 'byChange' });
const noted = async (act: string) => {
  const entries = world.services.store.registerEntries(world.hautsPres.id);
  const all = await entries.all({ index: 'byTime' }).toArray();
  return all.filter((one) => one.act === act).length;
};

describe('several times at once', () => {
  it('is one draft, one published version, one entry in the register', async () => {
    const pages = await pressAtOnce(
      await karim.get('/kpa/badges/nouveau'),
      'Garder le brouillon',
      GOOD,
    );
    expect(pages.map(({ status }) => status)).toEqual(pages.map(() => 200));
    expect(await drafts()).toBe(1);
    const question = await karim.press(
      await karim.get(pages[0]?.path ?? ''),
      'Vérifier et publier',
    );
    const lists = await pressAtOnce(question, 'Publier');
    expect(lists.map(({ status, path }) => [status, path])).toEqual(
      lists.map(() => [200, '/kpa/badges?publie=je-cuisine-pour-un-grand-groupe--hauts-pres']),
    );
    expect((await published()).map(({ classVersion }) => classVersion)).toEqual([1]);
    expect([await drafts(), await noted('class-published')]).toEqual([0, 1]);
    // By « back », much later.
    expect((await karim.press(question, 'Publier')).status).toBe(200);
    expect(await published()).toHaveLength(1);
  });

  it('is one next version, and one pause', async () => {
    const list = await karim.get('/kpa/badges');
    const begun = await pressAtOnce(list, /^Nouvelle version/);
    expect(new Set(begun.map(({ path }) => path)).size).toBe(1);
    const question = await karim.press(begun[0] ?? list, 'Vérifier et publier', {
      description: 'Je prépare un repas pour beaucoup de monde.',
    });
    await pressAtOnce(question, 'Publier');
    expect((await published()).map(({ classVersion }) => classVersion)).toEqual([1, 2]);
    await pressAtOnce(await karim.get('/kpa/badges'), /^Ne plus proposer/);
    expect(await noted('class-paused')).toBe(1);
    await pressAtOnce(await karim.get('/kpa/badges'), /^Proposer de nouveau/);
    expect(await noted('class-resumed')).toBe(1);
  });

  it('is one of two drafts of one name: the other is told so', async () => {
    const twin = { ...GOOD, name: 'Je range un stock', 'en-name': 'I tidy a store' };
    const questions = await Promise.all(
      [1, 2].map(async () =>
        karim.press(await karim.get('/kpa/badges/nouveau'), 'Vérifier et publier', twin),
      ),
    );
    const answers = await Promise.all(questions.map((page) => karim.press(page, 'Publier')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused?.$('#name-error').text()).toContain('Un autre badge a déjà ce nom');
    const named = (await published()).filter(({ french }) => french.name === twin.name);
    expect(named).toHaveLength(1);
  });

  it('does not publish what was changed since it was reread', async () => {
    const question = await karim.press(
      await karim.get('/kpa/badges/nouveau'),
      'Vérifier et publier',
      { ...GOOD, name: 'Je sers à table', 'en-name': 'I serve at table' },
    );
    const form = await karim.click(question, 'Corriger');
    await karim.press(form, 'Garder le brouillon', { description: 'Je sers, et je souris.' });
    const again = await karim.press(question, 'Publier');
    expect([again.heading, again.text]).toEqual([
      'Publier ce badge ?',
      expect.stringContaining('Je sers, et je souris.'),
    ]);
    await karim.press(again, 'Publier');
    expect((await published()).map(({ french }) => french.description)).toContain(
      'Je sers, et je souris.',
    );
  });
});

it('keeps what a colleague writes beside a publication, as a draft of the next version', async () => {
  const fields = { ...GOOD, name: 'Je lave les vitres', 'en-name': 'I clean windows' };
  const form = await karim.get('/kpa/badges/nouveau');
  const question = await karim.press(form, 'Vérifier et publier', fields);
  const { register, store } = world.services;
  const note = register.note.bind(register);
  const words = 'Je lave les vitres, sans traces.';
  const draft = /[0-9a-f-]{36}/.exec(question.path)?.[0] ?? '';
  // Of a form that was sent before the publication, and is written after it.
  vi.spyOn(register, 'note').mockImplementationOnce(async (entry) => {
    expect(entry.act).toBe('class-published');
    await store.classDrafts(world.hautsPres.id).update(draft, ({ fields: were, ...now }) => ({
      ...{ ...now, fields: { ...were, description: words } },
    }));
    await note(entry);
  });
  expect((await karim.press(question, 'Publier')).text).toContain('Le badge est publié');
  const list = await karim.get('/kpa/badges');
  expect(list.text).toContain('Nouvelle version. Changé le');
  const next = await karim.click(list, 'Je lave les vitres');
  expect(next.$('[name=description]').val()).toBe(words);
  await karim.press(await karim.press(next, 'Vérifier et publier'), 'Publier');
  const versions = (await published()).filter(({ slug }) => slug.startsWith('je-lave-les-vitres'));
  expect(versions.map(({ classVersion, french }) => [classVersion, french.description])).toEqual([
    [1, GOOD['description']],
    [2, words],
  ]);
});

it('publishes three hundred versions at most', async () => {
  const classes = world.services.store.publishedClasses(world.hautsPres.id);
  const [one] = await published();
  if (!one) throw new Error('Nothing is published');
  const { version: _, ...fields } = one;
  const slug = 'je-publie-souvent--hauts-pres';
  const newest = { ...fields, id: randomUUID(), slug, classVersion: 300 };
  await classes.insert(newest);
  const before = await published();
  const typed = { ...GOOD, name: 'Je couds un rideau', 'en-name': 'I sew a curtain' };
  const form = await karim.get('/kpa/badges/nouveau');
  const question = await karim.press(form, 'Vérifier et publier', typed);
  const refused = await karim.press(question, 'Publier');
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('300')]);
  expect(await published()).toHaveLength(before.length);
  await classes.remove(newest.id);
});

describe('another process', () => {
  const openAnother = () => {
    const { store, definitions } = world.services;
    return createBadgeClasses({ store, definitions: definitions.in('fr') });
  };
  const slug = 'je-plie-le-linge--hauts-pres';

  it('finds in its next list what was published here, and the class of each award that it reads', async () => {
    const other = openAnother();
    const listed = async () =>
      (await other.of(world.hautsPres.id)).badgeClasses.map((one) => one.slug);
    expect(await listed()).not.toContain(slug);
    const fields = { ...GOOD, name: 'Je plie le linge', 'en-name': 'I fold the laundry' };
    const form = await karim.get('/kpa/badges/nouveau');
    await karim.press(await karim.press(form, 'Vérifier et publier', fields), 'Publier');
    expect(await listed()).toContain(slug);
    expect((await other.of(world.moulins.id)).badgeClasses.map((one) => one.slug)).not.toContain(
      slug,
    );

    const third = openAnother();
    await third.bring([{ id: randomUUID(), ...{ badgeClass: slug, badgeVersion: 1 } }]);
    expect(third.definitions.in('en').findBadgeClass(slug, 1)?.name).toBe('I fold the laundry');
    expect(third.definitions.findBadgeClass(slug, 2)).toBeUndefined();
    expect(third.definitions.findBadgeClass('travailler-en-equipe')?.name).toBe(
      'Je travaille en équipe',
    );
  });
});

it('keeps to twenty drafts', async () => {
  for (let count = await drafts(); count < 20; count += 1) {
    await karim.press(await karim.get('/kpa/badges/nouveau'), 'Garder le brouillon');
  }
  const page = await karim.press(await karim.get('/kpa/badges/nouveau'), 'Garder le brouillon');
  expect([page.status, page.text]).toEqual([
    409,
    expect.stringContaining('Il y a déjà 20 brouillons'),
  ]);
});
