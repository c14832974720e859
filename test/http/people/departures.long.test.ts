/** Somebody leaves: what ends at once, what stays, who may note it, and how it is taken back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playScene, reloadAward, type Scene } from '../../support/scene.ts';
import type { Person } from '../../../src/storage/store.ts';
import type { Fields } from '../../support/forms.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let scene: Scene;
let manager: Person;
let karim: TestVisitor;
let nadia: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  manager = await world.add(kpa, 'Karim Benali', 'accompagnant', 'manager');
  karim = await world.signIn(manager);
  nadia = await world.signIn(staff);
});
afterEach(() => world.destroy());

const formOf = (browser: TestVisitor, { id }: Person) => browser.get(`/personnes/${id}/depart`);

const leave = async (browser: TestVisitor, person: Person, fields: Fields = {}) =>
  browser.press(await formOf(browser, person), 'Noter le départ', fields);

async function comeBack(browser: TestVisitor, { id }: Person) {
  return browser.press(await browser.get(`/personnes/${id}`), 'Annuler le départ');
}

async function stored({ kpaId, id }: Person): Promise<Person> {
  const person = await world.services.store.people(kpaId).findById(id);
  if (!person) throw new Error('Nobody');
  return person;
}

/** Whether a page of the team opens. */
const isIn = async (browser: TestVisitor) =>
  (await browser.get('/personnes')).path === '/personnes';

describe('who leaves the team', () => {
  it('is out at once, by every way in', async () => {
    const given = await world.services.createSignInLink(world.nadia, { minutes: 30 });
    expect(await isIn(nadia)).toBe(true);
    world.passTime(1);
    const page = await leave(karim, world.nadia);
    expect(page.text).toContain('A quitté le KPA le 14 octobre 2026.');
    expect(await isIn(nadia)).toBe(false);
    expect((await nadia.post('/experiences', { title: 'Repas' })).status).toBe(403);
    const visitor = world.visitor();
    expect((await visitor.get(`/connexion/lien/${given}`)).status).toBe(410);
    world.passTime(1);
    const later = await world.services.createSignInLink(world.nadia, { minutes: 30 });
    expect((await visitor.get(`/connexion/lien/${later}`)).status).toBe(410);
    await visitor.press(await visitor.get('/connexion'), /e-mail|lien/i, {
      email: world.nadia.email ?? '',
    });
    await world.services.outbox.sendDue();
    expect(world.letters).toEqual([]);
    const sessions = { index: 'byPerson', equals: [world.nadia.kpaId, world.nadia.id] } as const;
    expect(await world.services.store.sessions.count(sessions)).toBe(0);
  });

  it('leaves what was signed, with the name beside it', async () => {
    await leave(karim, world.nadia);
    const page = await world.visitor().get(`/p/${scene.token}`);
    expect(page.text).toContain('Nadia Roche');
    expect(page.text).toContain('authentique');
    expect((await reloadAward(world, scene.accepted)).forms).toEqual(scene.accepted.forms);
  });

  it('and comes back as who they were', async () => {
    await leave(karim, world.nadia);
    expect((await comeBack(karim, world.nadia)).text).toContain('Le départ est annulé.');
    expect(await stored(world.nadia)).not.toHaveProperty('leftOn');
    expect(await isIn(await world.signIn(world.nadia))).toBe(true);
    const entries = world.services.store.registerEntries(world.hautsPres.id);
    const query = { index: 'byAbout', equals: [world.nadia.id] } as const;
    const acts = (await entries.all(query).toArray()).map(({ act, by }) => [act, by]);
    expect(acts.toSorted()).toEqual([
      ['departure-noted', manager.id],
      ['departure-taken-back', manager.id],
    ]);
  });
});

describe('a coopérant·e who leaves', () => {
  it('keeps badges, page, shares and the way in, and reads until when', async () => {
    const awa = await world.signIn(world.awa);
    const form = await formOf(nadia, world.awa);
    expect(form.text).toContain('Elle marche encore, au moins jusqu’au 14 octobre 2031.');
    expect(form.text).toContain('Ce KPA garde tout pendant 5 ans.');
    const page = await nadia.press(form, 'Noter le départ');
    expect(page.text).toContain('Le départ est noté.');
    expect(page.text).toContain('restent, au moins jusqu’au 14 octobre 2031.');
    expect((await awa.get('/mes-badges')).path).toBe('/mes-badges');
    expect((await world.visitor().get(`/p/${scene.token}`)).text).toContain('authentique');
    const link = await world.services.createSignInLink(world.awa, { minutes: 30 });
    expect((await world.visitor().get(`/connexion/lien/${link}`)).status).toBe(200);
  });

  it('for as long as the KPA says', async () => {
    const { kpas } = world.services.store;
    await kpas.update(world.hautsPres.id, (kpa) => ({ ...kpa, keepsYears: 1 }));
    expect((await formOf(nadia, world.awa)).text).toContain('Ce KPA garde tout pendant un an.');
    await leave(nadia, world.awa, { leftOn: '2026-10-14' });
    expect((await stored(world.awa)).keptUntil).toBe('2027-10-14');
  });

  it('keeps it from the day on which it is noted, however late that is', async () => {
    const { people } = world.services.store;
    await people(world.hautsPres.id).update(world.awa.id, (now) => ({
      ...now,
      joinedOn: '2015-03-02',
    }));
    const page = await leave(nadia, world.awa, { leftOn: '2020-02-29' });
    expect(page.text).toContain('restent, au moins jusqu’au 14 octobre 2031.');
    expect(await stored(world.awa)).toMatchObject({
      leftOn: '2020-02-29',
      keptUntil: '2031-10-14',
    });
  });

  it('is proposed for nothing, and stands apart in the list', async () => {
    await leave(nadia, world.awa);
    const form = await nadia.get('/experiences/nouvelle');
    expect(form.text).toContain('Bruno Martin');
    expect(form.text).not.toContain('Awa Diallo');
    const recognise = await nadia.get(`/experiences/${scene.experience.id}/reconnaitre`);
    expect(recognise.text).not.toContain('Awa Diallo');
    const list = await nadia.get('/personnes');
    const apart = list.$('section:has(h2:contains("Ont quitté le KPA"))');
    expect(apart.text()).toContain('Awa Diallo');
    expect(list.$('section').not(apart).text()).not.toContain('Awa Diallo');
    const page = await nadia.get(`/personnes/${world.awa.id}`);
    expect(page.text).not.toContain('Remettre un badge');
  });

  it('leaves once, however often the form is sent', async () => {
    const form = await formOf(nadia, world.awa);
    const pages = await Promise.all(
      Array.from({ length: 5 }, () => nadia.press(form, 'Noter le départ')),
    );
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const entries = world.services.store.registerEntries(world.hautsPres.id);
    const query = { index: 'byAbout', equals: [world.awa.id] } as const;
    expect(await entries.count(query)).toBe(1);
  });
});

describe('somebody of both kinds', () => {
  let lina: Person;
  beforeEach(async () => {
    lina = await world.add(world.hautsPres, 'Lina Roux', 'cooperant', 'accompagnant');
  });

  it('has to say which', async () => {
    const refused = await leave(karim, lina);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choisissez ce que cette personne quitte.');
  });

  it('leaves the team alone, and goes on as a coopérant·e', async () => {
    const given = await world.services.createSignInLink(lina, { minutes: 30 });
    world.passTime(1);
    const page = await leave(karim, lina, { how: 'team' });
    expect(page.text).toContain('Préparer le départ');
    expect((await world.visitor().get(`/connexion/lien/${given}`)).status).toBe(410);
    const browser = await world.signIn(lina);
    expect((await browser.get('/personnes')).status).toBe(403);
    expect((await browser.get('/mes-badges')).status).toBe(200);
    expect((await nadia.get('/experiences/nouvelle')).text).toContain('Lina Roux');
    // Who could be of the team again is for those who are responsible.
    expect((await nadia.get(`/personnes/${lina.id}/corriger`)).status).toBe(403);
    await comeBack(karim, lina);
    expect((await stored(lina)).roles).toEqual(['cooperant', 'accompagnant']);
  });

  it('leaves altogether, from the team as well', async () => {
    await leave(karim, lina, { how: 'all' });
    const browser = await world.signIn(lina);
    expect((await browser.get('/personnes')).status).toBe(403);
    expect((await browser.get('/mes-badges')).status).toBe(200);
    expect(await stored(lina)).toMatchObject({ leftOn: '2026-10-14', keptUntil: '2031-10-14' });
  });
});

describe('rights', () => {
  it('lets an accompagnante note no departure of the team', async () => {
    expect((await formOf(nadia, manager)).status).toBe(403);
    expect((await formOf(nadia, world.nadia)).status).toBe(403);
    await leave(karim, world.nadia);
    const leila = await world.signIn(await world.add(world.hautsPres, 'Leïla B', 'accompagnant'));
    expect((await formOf(leila, world.nadia)).status).toBe(403);
    const page = await leila.get(`/personnes/${world.nadia.id}`);
    expect(page.text).not.toContain('Annuler le départ');
    expect(page.text).not.toContain('Faire un lien');
  });

  it('keeps the last manager, also of two who leave at once', async () => {
    const refused = await leave(karim, manager);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Donnez d’abord ce rôle à quelqu’un d’autre.');
    expect(await isIn(karim)).toBe(true);
    const zoe = await world.add(world.hautsPres, 'Zoé Petit', 'manager');
    const other = await world.signIn(zoe);
    const forms = await Promise.all([formOf(karim, zoe), formOf(other, manager)]);
    await Promise.all([
      karim.press(forms[0], 'Noter le départ'),
      other.press(forms[1], 'Noter le départ'),
    ]);
    const left = (await Promise.all([manager, zoe].map(stored))).map((one) => one.leftOn);
    expect(left).toContain(undefined);
  });
});
