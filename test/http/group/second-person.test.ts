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
const BY_GROUP = 'je-range-un-atelier--hauts-pres';
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
  const byGroup = await karim.press(await karim.get('/kpa/badges/nouveau'), /^Vérifier/, {
    ...OWN_BADGE,
    ...{ name: 'Je range un atelier', 'en-name': 'I tidy a workshop' },
    ...{ competences: OWN_BADGE.competences.split('\n'), needs: 'second', group: '2' },
  });
  await karim.press(byGroup, 'Publier');
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

describe('where the group is the second person', () => {
  let others: readonly Person[];
  beforeEach(async () => {
    const { hautsPres, add } = world;
    others = [
      await add(hautsPres, 'Bruno Martin', 'cooperant'),
      await add(hautsPres, 'Fatima Benali', 'cooperant'),
    ];
    experience = await recordFor(world, world.nadia, [holder, ...others]);
    award = await give(BY_GROUP, 2);
    nadia = await world.signIn(world.nadia);
  });

  it('is said in data as in the words that the service wrote', () => {
    const found = world.services.definitions.findBadgeClass(BY_GROUP);
    expect(found?.confirmedBy).toEqual({ group: 2, people: 2 });
    expect(found?.recognisedBy.slice(1)).toEqual([
      '2 personnes du groupe',
      'Il faut deux personnes',
    ]);
  });

  it('who signed it is led to the meeting, and alone cannot be that second person', async () => {
    expect((await awa.get('/mes-badges')).text).toContain(MISSING);
    const shown = await nadia.get(page());
    expect(shown.heading).toBe('Il manque une personne');
    const room = await nadia.click(shown, 'Confirmer avec le groupe');
    const open = await nadia.press(room, 'Demander au groupe');
    const passed = await nadia.press(open, 'Passer ce téléphone');
    expect(passed.text).not.toContain('Nadia Roche');
    expect((await accept()).status).toBe(409);
  });

  it('once the group has said so, it counts: accepted, shown, and with its file', async () => {
    const path = `/reconnaissances/${award.id}/groupe`;
    expect((await nadia.get('/ce-qui-m-attend')).html).toContain(path);
    const opened = await nadia.press(await nadia.get(path), 'Demander au groupe');
    const code = opened.$('.meeting-code').text().replaceAll(/\D/g, '');
    const who = world.visitor();
    const asked = await who.press(await who.get('/groupe'), 'Continuer', { code });
    for (const [at, { id }] of others.entries()) {
      // One of the group is not two.
      if (at === 1) {
        const _csrf = opened.$('[name=_csrf]').first().attr('value') ?? '';
        expect((await nadia.post(`${path}/signer`, { _csrf })).status).toBe(409);
        expect((await accept()).status).toBe(409);
      }
      await who.press(asked, 'Je l’ai vu', { person: id });
    }
    const signed = await nadia.press(await nadia.get(path), 'Signer avec le groupe');
    expect(signed.text).toContain('Le badge est confirmé par le groupe');
    expect(signed.text).not.toContain('Il manque une personne');
    expect((await nadia.get('/ce-qui-m-attend')).html).not.toContain(path);
    const mine = await awa.get(`/mes-badges/${award.id}`);
    expect(mine.text).not.toContain(MISSING);
    await awa.press(mine, 'Accepter');
    expect((await reloadAward(world, award)).state).toBe('accepted');
    const outside = await world.visitor().get(page());
    expect(outside.text).toContain('Confirmé par le groupe (2 personnes qui étaient là)');
    const file = await awa.send(`${page()}.json`);
    const { summary } = await world.services.verifyCredential(file.html);
    expect([summary.authentic, summary.standing]).toEqual(['yes', 'valid']);
  });
});
