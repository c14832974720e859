/** A class that needs two people: without the second, its badge counts for nobody (docs/adr/0056). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OWN_BADGE } from '../../../src/demo/own-badge.ts';
import { endorseAward } from '../../../src/features/endorsements/endorse-award.ts';
import type { Award, Experience, Person } from '../../../src/storage/store.ts';
import { recordFor } from '../../support/own-classes.ts';
import { awardTo, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const SLUG = 'je-cuisine-pour-un-grand-groupe--hauts-pres';
const MISSING = 'Il manque encore une personne';

let world: World;
let holder: Person;
let leila: Person;
let experience: Experience;
let award: Award;
let awa: TestVisitor;
let nadia: TestVisitor;
let colleague: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres, add } = world;
  leila = await add(hautsPres, 'Leïla Benmansour', 'accompagnant');
  [nadia, colleague] = [await world.signIn(world.nadia), await world.signIn(leila)];
  const karim = await world.signIn(await add(hautsPres, 'Karim Benali', 'manager'));
  const asked = await karim.press(await karim.get('/kpa/badges/nouveau'), 'Vérifier et publier', {
    ...OWN_BADGE,
    competences: OWN_BADGE.competences.split('\n'),
    needs: 'second',
    recognisedBy: 'Il faut deux personnes qui l’ont vu',
    'en-recognisedBy': 'It takes two people who saw it',
  });
  expect(asked.text).toContain('Il faut deux personnes : sans la deuxième');
  await karim.press(asked, 'Publier');
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { hautsPres, add } = world;
  holder = await add(hautsPres, `Awa Diallo ${randomUUID()}`, 'cooperant');
  awa = await world.signIn(holder);
  experience = await recordFor(world, world.nadia, [holder, leila]);
  award = await give(SLUG, 2);
});

const give = (badge: string, level?: number) =>
  awardTo(world, {
    ...{ kpa: world.hautsPres, staff: world.nadia, holder, experience, badge, level },
  });
const page = () => `/k/hauts-pres/credentials/${award.id}`;
const confirm = () =>
  endorseAward(world.services, world.hautsPres, award.id, leila, 'Je l’ai vu aussi.');

/** As a page from before would send it. */
async function accept(): Promise<Page> {
  const any = await awa.get('/mon-compte');
  const fields = { _csrf: any.$('[name=_csrf]').first().attr('value') ?? '' };
  return awa.post(`/mes-badges/${award.id}/accepter`, fields);
}

it('is said in data as in words', () => {
  const found = world.services.definitions.findBadgeClass(SLUG);
  expect(found?.confirmedBy).toEqual({ people: 2 });
});

describe('until a second person confirms it', () => {
  it('its person reads that somebody is missing, and cannot accept it', async () => {
    for (const path of ['/mes-badges', `/mes-badges/${award.id}`]) {
      const shown = await awa.get(path);
      expect(shown.text).toContain(MISSING);
      expect(shown.$('form[action$="/accepter"]').length).toBe(0);
      expect(shown.$('[download]').length).toBe(0);
    }
    const refused = await accept();
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining(MISSING)]);
    expect((await reloadAward(world, award)).state).toBe('offered');
  });

  it('is not among those that are accepted at one press', async () => {
    const two = [await give('realiser-une-prestation'), await give('rencontrer-la-clientele', 1)];
    const shown = await awa.get('/mes-badges');
    expect(shown.text).toContain('2 badges attendent votre réponse');
    await awa.press(shown, 'Accepter ces 2 badges', {
      awards: [award.id, ...two.map(({ id }) => id)],
    });
    expect((await reloadAward(world, award)).state).toBe('offered');
    for (const one of two) expect((await reloadAward(world, one)).state).toBe('accepted');
  });

  it('nobody outside sees it, and its file is given to nobody', async () => {
    expect((await world.visitor().get(page())).status).toBe(404);
    for (const who of [awa, nadia]) {
      for (const end of ['.png', '.json', '/refresh']) {
        expect((await who.get(`${page()}${end}`)).status).toBe(409);
      }
    }
  });

  it('the team reads it beside the badge, and it comes first for a colleague who was there', async () => {
    const shown = await nadia.get(page());
    expect(shown.heading).toBe('Il manque une personne');
    expect(shown.text).not.toContain('Ce badge est authentique');
    world.passTime(60);
    await give('travailler-en-equipe', 1);
    const older = await recordFor(world, world.nadia, [holder, leila]);
    experience = older;
    const waits = await colleague.get('/a-confirmer');
    const rows = waits
      .$('.choices > li')
      .toArray()
      .map((one) => waits.$(one).text());
    const places = rows.flatMap((row, at) => (row.includes('Il manque une personne') ? [at] : []));
    expect(places.length).toBeGreaterThan(0);
    expect(places).toEqual(places.map((_, at) => at));
    expect((await nadia.get(`/personnes/${holder.id}`)).text).toContain('Il manque une personne');
  });

  it('is found however long it waits: by a colleague who was there, and by who signed it', async () => {
    world.passTime(50 * 24 * 60);
    const asked = await (await world.signIn(leila)).get('/a-confirmer');
    expect(asked.$(`[name=awards][value="${award.id}"]`).length).toBe(1);
    const signed = await (await world.signIn(world.nadia)).get('/ce-qui-m-attend');
    expect(signed.$('#deuxieme').text()).toContain(holder.name);
    await confirm();
    const after = await (await world.signIn(world.nadia)).get('/ce-qui-m-attend');
    expect(after.$('#deuxieme').text()).not.toContain(holder.name);
    const other = await world.signIn(await world.add(world.hautsPres, 'Omar S', 'accompagnant'));
    await give(SLUG, 2);
    expect((await other.get('/a-confirmer')).text).not.toContain(holder.name);
    expect((await other.get('/ce-qui-m-attend')).$('#deuxieme').length).toBe(0);
  });

  it('is said to who is about to sign it', async () => {
    const other = await world.add(world.hautsPres, 'Omar Said', 'cooperant');
    const work = await recordFor(world, world.nadia, [other]);
    const team = await world.signIn(world.nadia);
    const reread = async (badge: string) =>
      team.press(await team.get(`/experiences/${work.id}/reconnaitre`), 'Relire avant de signer', {
        [`badge-${other.id}`]: badge,
        [`sentence-${other.id}`]: 'A préparé le repas du début à la fin.',
      });
    expect((await reread(`${SLUG}:2`)).text).toContain('Ce badge demande deux personnes.');
    const usual = await reread('realiser-une-prestation');
    expect(usual.heading).toBe('Relire et signer');
    expect(usual.text).not.toContain('Ce badge demande deux personnes.');
  });

  it('is said to who has just signed it, and stands on no sheet as one that can be answered', async () => {
    const team = await world.signIn(world.nadia);
    const signed = await team.get(`/experiences/${experience.id}?signes=1`);
    expect(signed.text).toContain('Une autre personne doit l’avoir vu.');
    const sheet = await team.get(`/personnes/${holder.id}/feuille`);
    expect(sheet.text).toContain('il manque encore une personne qui l’a vu');
    expect(sheet.text).not.toContain('Un badge vous attend');
    await confirm();
    expect((await team.get(`/experiences/${experience.id}?signes=1`)).text).not.toContain(
      'Une autre personne doit l’avoir vu.',
    );
    expect((await team.get(`/personnes/${holder.id}/feuille`)).text).toContain(
      'Un badge vous attend',
    );
  });

  it('does not count as one that its person has not answered', async () => {
    world.passTime(5 * 24 * 60);
    const waits = await (await world.signIn(world.nadia)).get('/ce-qui-m-attend/badges');
    expect(waits.text).not.toContain(holder.name);
  });
});

describe('once a colleague has confirmed it', () => {
  it('can be accepted, shown and taken away', async () => {
    await confirm();
    const shown = await awa.get(`/mes-badges/${award.id}`);
    expect(shown.text).not.toContain(MISSING);
    await awa.press(shown, 'Accepter');
    expect((await reloadAward(world, award)).state).toBe('accepted');
    expect((await world.visitor().get(page())).status).toBe(200);
    expect((await awa.send(`${page()}.json`)).status).toBe(200);
  });
});
