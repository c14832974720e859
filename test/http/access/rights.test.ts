/** Rights that a page does not offer, and that nobody takes by sending its form all the same. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import type { Experience, Person } from '../../../src/storage/store.ts';
import type { Fields } from '../../support/forms.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';
import { ofWork, reread, together } from '../../support/recognition.ts';

let world: World;
let manager: Person;
let colleague: Person;
/** Accompanies others, and is accompanied. */
let both: Person;
beforeAll(async () => {
  world = await createWorld();
  manager = await world.add(world.hautsPres, 'Karim Benali', 'manager');
  colleague = await world.add(world.hautsPres, 'Leïla Benmansour', 'accompagnant');
  both = await world.add(world.hautsPres, 'Zoé Petit', 'cooperant', 'accompagnant');
});
afterAll(() => world.destroy());

async function post(browser: TestVisitor, path: string, fields: Fields = {}) {
  const csrf = (await browser.get('/')).$('[name=_csrf]').attr('value') ?? '';
  return browser.post(path, { ...fields, _csrf: csrf });
}

describe('a link by hand lets in as the person it is for', () => {
  const help = async (by: Person, whom: Person) => {
    const browser = await world.signIn(by);
    const page = await browser.get(`/personnes/${whom.id}`);
    const links = () => world.services.store.signInLinks.count({ index: 'byExpiry' });
    const before = await links();
    const answer = await post(browser, `/personnes/${whom.id}/lien`);
    return {
      isOffered: page.text.includes('Faire un lien'),
      status: answer.status,
      made: (await links()) - before,
    };
  };
  const given = { isOffered: true, status: 200, made: 1 };
  const refused = { isOffered: false, status: 403, made: 0 };

  it('an accompagnant·e makes one for a coopérant·e, and for nobody of the team', async () => {
    expect(await help(world.nadia, world.awa)).toEqual(given);
    for (const whom of [manager, colleague, both, world.nadia]) {
      expect(await help(world.nadia, whom)).toEqual(refused);
    }
    expect(await help(both, manager)).toEqual(refused);
  });

  it('a manager makes one for everybody of the KPA', async () => {
    for (const whom of [world.awa, colleague, both, manager]) {
      expect(await help(manager, whom)).toEqual(given);
    }
  });
});

describe('nobody signs a badge of their own', () => {
  let experience: Experience;
  let browser: TestVisitor;
  const path = (step: string) => `/experiences/${experience.id}/reconnaitre${step}`;
  beforeAll(async () => {
    const participants = [both, world.awa];
    experience = await recordExperience(world.services, {
      values: {
        ...{ title: 'Buffet de 60 personnes', kind: 'prestation', date: '2026-10-12' },
        ...{ place: 'Maison de quartier', people: participants.map(({ id }) => id) },
      },
      participants,
      by: world.nadia,
    });
    browser = await world.signIn(both);
  });

  const signed = async ({ id }: Person) =>
    world.services.store.awards(world.hautsPres.id).count({ index: 'byPerson', equals: [id] });
  const written = (...people: readonly Person[]): Fields => ({
    batch: randomUUID(),
    language: 'fr',
    ...ofWork(experience),
    ...together(
      people.map(({ id }) => {
        const sentence = 'A tenu la caisse pendant tout le service.';
        return reread(id, 'realiser-une-prestation', { sentence });
      }),
    ),
  });

  it('they are not among those to choose, where others are', async () => {
    const page = await browser.get(path(''));
    const cards = page.$('.recognise').map((_, one) => page.$(one).attr('id'));
    expect(cards.get()).toEqual([`person-${world.awa.id}`]);
    const nadia = await world.signIn(world.nadia);
    expect((await nadia.get(path(''))).$('.recognise')).toHaveLength(2);
  });

  it.each(['/relire', '/signer'])(
    'nor by a form made up for %s, alone or with others',
    async (step) => {
      for (const people of [[both], [both, world.awa]]) {
        const page = await post(browser, path(step), written(...people));
        expect(page.status).toBe(422);
        expect(await signed(both)).toBe(0);
        expect(await signed(world.awa)).toBe(0);
      }
    },
  );

  it('somebody else signs it, and they sign another’s', async () => {
    const nadia = await world.signIn(world.nadia);
    expect((await post(nadia, path('/signer'), written(both))).status).toBe(200);
    expect((await post(browser, path('/signer'), written(world.awa))).status).toBe(200);
    expect([await signed(both), await signed(world.awa)]).toEqual([1, 1]);
  });
});

describe('a manager who is nothing else', () => {
  it('is of the team: comes in to its pages, and gives every role', async () => {
    const token = await world.services.createSignInLink(manager, { minutes: 10 });
    const browser = world.visitor();
    const link = await browser.get(`/connexion/lien/${token}`);
    const home = await browser.press(link, 'Entrer');
    expect(home.path).toBe('/ce-qui-m-attend');
    expect(home.$('nav a').text()).toContain('Personnes');
    const form = await browser.get('/personnes/nouvelle');
    const roles = form.$('[name=roles]').map((_, one) => String(form.$(one).val()));
    expect(roles.get()).toEqual(['cooperant', 'accompagnant', 'manager']);
  });

  it('sees a badge that was offered, as the team does, and no coopérant·e does', async () => {
    const { hautsPres, awa } = world;
    const [award] = (
      await world.services.store
        .awards(hautsPres.id)
        .find({ index: 'byPerson', equals: [awa.id], limit: 1 })
    ).items;
    const path = `/k/hauts-pres/credentials/${award?.id ?? ''}`;
    expect((await (await world.signIn(manager)).get(path)).status).toBe(200);
    expect((await (await world.signIn(world.bruno)).get(path)).status).toBe(404);
  });

  it('gives no roles as an accompagnant·e, also by a form made up', async () => {
    const nadia = await world.signIn(world.nadia);
    for (const role of ['accompagnant', 'manager']) {
      const page = await post(nadia, '/personnes', { name: 'Lucie Blanc', roles: [role] });
      expect([page.status, page.$('.errors a').attr('href')]).toEqual([422, '#roles']);
    }
  });
});
