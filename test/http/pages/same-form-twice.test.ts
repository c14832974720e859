/** The same form, sent twice at once or again by « back », makes one thing; another form makes another. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from '../../support/forms.ts';
import { playScene, type Scene } from '../../support/scene.ts';
import { documentsOf } from '../../support/storage/documents.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let nadia: TestVisitor;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  nadia = await world.signIn(staff);
  awa = await world.signIn(holder);
});
afterAll(() => world.destroy());

interface Making {
  readonly what: string;
  readonly who: () => TestVisitor;
  readonly form: string;
  readonly button: string;
  readonly fields: () => Fields;
  readonly changed: () => Fields;
  readonly collection: string;
  /** The field whose error says that the form has made something already. */
  readonly field: string;
}

const MAKING: readonly Making[] = [
  {
    what: 'a person',
    who: () => nadia,
    form: '/personnes/nouvelle',
    button: 'Ajouter',
    fields: () => ({ name: 'Zoé Petit', roles: ['cooperant'], another: 'yes' }),
    changed: () => ({ name: 'Zoé Grand', roles: ['cooperant'], another: 'yes' }),
    collection: 'people',
    field: 'name',
  },
  {
    what: 'a person with an e-mail',
    who: () => nadia,
    form: '/personnes/nouvelle',
    button: 'Ajouter',
    fields: () => ({
      name: 'Lou Petit',
      email: 'Lou@hauts-pres.example',
      roles: ['cooperant'],
      another: 'yes',
    }),
    changed: () => ({
      name: 'Lou Petit',
      email: 'lou.petit@hauts-pres.example',
      roles: ['cooperant'],
      another: 'yes',
    }),
    collection: 'people',
    field: 'name',
  },
  {
    what: 'an experience',
    who: () => nadia,
    form: '/experiences/nouvelle',
    button: 'Garder sans badge',
    fields: () => experience('service'),
    changed: () => experience('cuisine'),
    collection: 'experiences',
    field: 'title',
  },
  {
    what: 'a share',
    who: () => awa,
    form: '/partages/nouveau',
    button: 'Faire le partage',
    fields: () => ({ label: 'Boulangerie Petit', days: '30', awards: [scene.accepted.id] }),
    changed: () => ({ label: 'Boulangerie Petit', days: '90', awards: [scene.accepted.id] }),
    collection: 'shareLinks',
    field: 'label',
  },
];

const experience = (task: string): Fields => ({
  ...{ title: 'Repas de quartier', kind: 'support', day: '2026-10-10', place: '' },
  people: [world.awa.id, world.bruno.id],
  [`task-${world.awa.id}`]: task,
});

const count = async (collection: string) =>
  (await documentsOf(world.services.store))[collection]?.length ?? 0;

describe.each(MAKING)('$what', ({ who, form, button, fields, changed, collection, field }) => {
  const send = (page: Page, given = fields()) => who().press(page, button, given);

  it('is made once by a form sent twice at once, and both answers lead to it', async () => {
    const page = await who().get(form);
    const before = await count(collection);
    const answers = await Promise.all([send(page), send(page), send(page)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ path }) => path)).size).toBe(1);
    expect(new Set(answers.map(({ heading }) => heading)).size).toBe(1);
    expect(await count(collection)).toBe(before + 1);

    // And again, later, by « back ».
    const again = await send(page);
    expect([again.status, again.path]).toEqual([200, answers[0].path]);
    expect(await count(collection)).toBe(before + 1);
  });

  it('says that the form has served when it says something else, and keeps what was typed', async () => {
    const page = await who().get(form);
    const before = await count(collection);
    const made = await send(page, { ...fields(), ...(field === 'name' && withoutEmail) });
    const other = await send(page, changed());
    expect([made.status, other.status]).toEqual([200, 409]);
    expect(other.$(`#${field}-error`).text()).toContain('Ce formulaire a déjà');
    expect(other.$(`[name=${field}]`).val()).toBe(changed()[field]);
    expect(await count(collection)).toBe(before + 1);

    // Whoever means it presses once more.
    const second = await who().press(other, button);
    expect(second.status).toBe(200);
    expect(second.path).not.toBe(made.path);
    expect(await count(collection)).toBe(before + 2);
  });

  it('is another one when another form was opened', async () => {
    const before = await count(collection);
    const pages = [await who().get(form), await who().get(form)];
    const given = { ...fields(), ...(field === 'name' && withoutEmail) };
    const [one, other] = await Promise.all(pages.map((page) => send(page, given)));
    expect([one?.status, other?.status]).toEqual([200, 200]);
    expect(one?.path).not.toBe(other?.path);
    expect(await count(collection)).toBe(before + 2);
  });
});

/** An e-mail belongs to one person: the first test has taken it. */
const withoutEmail = { email: '' };

it('a form that says other people than before leaves nobody in a list of who took part', async () => {
  const page = await nadia.get('/experiences/nouvelle');
  const camille = await world.add(world.hautsPres, 'Camille Blanc', 'cooperant');
  await nadia.press(page, 'Garder sans badge', experience('service'));
  const other = await nadia.press(page, 'Garder sans badge', {
    ...experience('service'),
    people: [camille.id],
  });
  expect(other.status).toBe(409);
  const query = { index: 'byPerson', equals: [camille.id] } as const;
  expect(await world.services.store.participations(world.hautsPres.id).count(query)).toBe(0);
});

it('what one person’s form made is not what the same number makes for another', async () => {
  const page = await nadia.get('/personnes/nouvelle');
  const act = String(page.$('[name=act]').val());
  const ines = await world.signIn(world.ines);
  const theirs = await ines.get('/personnes/nouvelle');
  const fields = { name: 'Sacha Roy', roles: ['cooperant'] };
  const made = await nadia.press(page, 'Ajouter', fields);
  const elsewhere = await ines.press(theirs, 'Ajouter', { ...fields, act });
  expect([made.status, elsewhere.status]).toEqual([200, 200]);
  expect(elsewhere.path).not.toBe(made.path);
});

it('a form whose number nobody can read makes something of its own', async () => {
  const page = await nadia.get('/personnes/nouvelle');
  const fields = { name: 'Alex Roy', roles: ['cooperant'], another: 'yes' };
  for (const act of ['', 'x', ['a', 'b']]) {
    expect((await nadia.press(page, 'Ajouter', { ...fields, act })).status).toBe(200);
  }
});

it('a refused form keeps its number: nothing was made', async () => {
  const page = await nadia.get('/personnes/nouvelle');
  const refused = await nadia.press(page, 'Ajouter', { name: '', roles: ['cooperant'] });
  expect(refused.status).toBe(422);
  expect(refused.$('[name=act]').val()).toBe(page.$('[name=act]').val());
});
