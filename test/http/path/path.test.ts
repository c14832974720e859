/** Somebody’s months: what they accepted and told, for them alone; and what of it the team sees (docs/adr/0052). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { tellExperience } from '../../../src/experiences/tell-experience.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import type { Experience, ExperienceKind } from '../../../src/storage/store.ts';
import {
  badgesFor,
  experiencesFor,
  growAwards,
  growExperiences,
} from '../../support/badges/grown-kpa.ts';
import { awardTo, playScene, reloadAward, type Scene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

const SIXTH = 'tenir-mes-engagements';

let world: World;
let scene: Scene;
let awa: TestVisitor;
let nadia: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  scene = await playScene(world, {
    kpa: world.hautsPres,
    staff: world.nadia,
    holder: world.awa,
  });
  [awa, nadia] = [await world.signIn(world.awa), await world.signIn(world.nadia)];
});
afterEach(() => world.destroy());

/** As it stands since she accepted it. */
const accepted = () => reloadAward(world, scene.accepted);
const ofTeam = () => nadia.get(`/personnes/${world.awa.id}/chemin`);

/** « Octobre 2026: Je travaille en équipe | … », a line each. */
const monthsOf = ({ $ }: Page) =>
  $('.path-months > li')
    .toArray()
    .map((month) => {
      const names = $(month)
        .find('a')
        .toArray()
        .map((link) => $(link).text());
      return `${$(month).find('h3').text().replace('\u00a0', ' ')}: ${names.join(' | ')}`;
    });
const namesOf = ({ $ }: Page) =>
  $('.path-marks a')
    .toArray()
    .map((link) => $(link).text())
    .toSorted();
const rowsOf = ({ $ }: Page) =>
  $('.floor-row:not(.floor-months)')
    .toArray()
    .map((row) => $(row).find('svg').length);

async function record(kind: ExperienceKind, date: string): Promise<Experience> {
  const details = { title: `Un ${kind}`, kind, date, place: undefined };
  return recordExperience(world.services, {
    values: { ...details, people: [world.awa.id] },
    participants: [world.awa],
    by: world.nadia,
  });
}

const tell = (experience: Experience, shownToTeam: boolean) =>
  tellExperience(world.services.store, experience, world.awa, {
    ...{ words: 'J’ai tenu la caisse.', shownToTeam },
  });

async function giveSixth() {
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const given = { kpa, staff, holder, experience: scene.experience };
  const award = await awardTo(world, { ...given, badge: SIXTH, level: 2 });
  await decideAward(world.services, award, 'accepted');
  return award;
}

describe('Mon chemin', () => {
  it('has what was accepted and told, and nothing that waits, is put aside or was taken back', async () => {
    const page = await awa.get('/mon-chemin');
    expect(monthsOf(page)).toEqual([
      'Octobre 2026: Je travaille en équipe | Buffet de 60 personnes',
    ]);
    expect(page.text).toContain('Travailler en équipe. Confirmé par Nadia Roche.');
    expect(page.text).toContain('Essayer des activités. Dit par vous.');
    expect(page.text).toContain('Un mois sans carreau n’est pas un mois sans travail.');
  });

  it('has seven rows, whatever stands in them, hidden from who listens', async () => {
    const before = await awa.get('/mon-chemin');
    expect(rowsOf(before)).toEqual([0, 1, 1, 0, 0, 0, 0]);
    expect(before.$('.floor').attr('aria-hidden')).toBe('true');
    expect(before.$('.floor a, .floor button')).toHaveLength(0);
    await giveSixth();
    expect(rowsOf(await awa.get('/mon-chemin'))).toEqual([0, 1, 1, 0, 0, 1, 0]);
  });

  it('leads to the badge, and to the words', async () => {
    const page = await awa.get('/mon-chemin');
    expect((await awa.click(page, 'Je travaille en équipe')).path).toBe(
      `/mes-badges/${scene.accepted.id}`,
    );
    expect((await awa.click(page, 'Buffet de 60 personnes')).path).toBe(
      `/mes-experiences/${scene.experience.id}`,
    );
  });

  it('puts each kind of work that was told into a row of the programme, none into the sixth', async () => {
    const kinds = ['prestation', 'support', 'training', 'decision', 'interview'] as const;
    for (const kind of kinds) await tell(await record(kind, '2026-09-02'), false);
    // October has the scene; each cell shows a told work once.
    expect(rowsOf(await awa.get('/mon-chemin'))).toEqual([1, 1, 2, 1, 1, 0, 0]);
  });

  it('loses a badge that is taken back, and leaves no trace where it was', async () => {
    await revokeAward(world.services, world.hautsPres, scene.accepted, world.nadia, 'person');
    const page = await awa.get('/mon-chemin');
    expect(monthsOf(page)).toEqual(['Octobre 2026: Buffet de 60 personnes']);
    expect(rowsOf(page)).toEqual([0, 0, 1, 0, 0, 0, 0]);
  });

  it('goes back by twelve months, and forth again', async () => {
    await tell(await record('support', '2025-11-02'), false);
    await tell(await record('support', '2025-10-31'), false);
    await tell(await record('decision', '2024-03-01'), false);
    const now = await awa.get('/mon-chemin');
    expect(monthsOf(now).at(-1)).toBe('Novembre 2025: Un support');
    const before = await awa.click(now, 'Les mois d’avant');
    expect(before.path).toBe('/mon-chemin?avant=2025-11');
    expect(monthsOf(before)).toEqual(['Octobre 2025: Un support']);
    const first = await awa.click(before, 'Les mois d’avant');
    expect(monthsOf(first)).toEqual(['Mars 2024: Un decision']);
    expect(first.text).not.toContain('Les mois d’avant');
    expect((await awa.click(first, 'Les mois d’après')).path).toBe(before.path);
    expect((await awa.click(before, 'Les mois d’après')).path).toBe('/mon-chemin');
  });

  it.each(['2027-01', '2026-13', 'hier', '0001-01', '2026-10&avant=2026-09'])(
    'has no months %s',
    async (month) => {
      expect((await awa.get(`/mon-chemin?avant=${month}`)).status).toBe(400);
    },
  );

  it('puts a badge of the last night of a month into the month that it is in France', async () => {
    await growAwards(world, await accepted(), [{ issuedAt: '2026-08-31T22:30:00.000Z' }]);
    expect(monthsOf(await awa.get('/mon-chemin'))).toContain(
      'Septembre 2026: Je travaille en équipe',
    );
  });

  it('shows fewer months where there is very much, each of them whole, and misses none', async () => {
    const made = await growExperiences(world, world.awa, { count: 200 });
    await growAwards(world, await accepted(), badgesFor(world, made));
    let page = await awa.get('/mon-chemin?avant=2010-09');
    const shown: string[] = [];
    for (;;) {
      shown.push(...monthsOf(page).map((month) => month.slice(0, month.indexOf(':'))));
      if (!page.text.includes('Les mois d’avant')) break;
      page = await awa.click(page, 'Les mois d’avant');
    }
    expect(shown).toEqual([
      ...['Juillet 2010', 'Juin 2010', 'Mai 2010', 'Avril 2010', 'Mars 2010', 'Février 2010'],
      'Janvier 2010',
    ]);
    expect(experiencesFor(world.awa, { count: 200 }).at(-1)?.date).toBe('2010-07-19');
  });

  it('is empty in a sentence, with all its rows', async () => {
    const bruno = await world.signIn(world.bruno);
    const page = await bruno.get('/mon-chemin');
    expect(rowsOf(page)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(page.text).toContain('Pas de carreau dans ces mois.');
  });
});

describe('Le chemin of somebody, as their team sees it', () => {
  it('has six rows and nothing of the sixth objective, whatever there is', async () => {
    await giveSixth();
    const page = await ofTeam();
    expect(page.heading).toBe('Le chemin d’Awa Diallo');
    // Two told and given works are in one cell, a mark of each.
    expect(rowsOf(page)).toEqual([0, 1, 2, 0, 0, 0]);
    expect(page.text).not.toContain('Avancer à son rythme');
    expect(page.text).not.toContain('Je m’organise pour tenir mes engagements');
    expect(page.text).toContain(
      'Ce que l’équipe a remis, et ce qu’Awa lui montre. On peut garder d’autres choses pour soi.',
    );
  });

  it('has the words that are shown to the team, and no others', async () => {
    expect((await ofTeam()).text).toContain('Dit par Awa.');
    await tell(scene.experience, false);
    expect((await ofTeam()).text).not.toContain('Dit par');
  });

  it('has what was given and stands, however it was answered: that is theirs to know', async () => {
    const given = async () => namesOf(await ofTeam());
    const all = [
      ...['Buffet de 60 personnes', 'Je réalise une prestation'],
      ...['Je travaille en équipe', 'Je trouve des solutions'],
    ];
    expect(await given()).toEqual(all);
    await decideAward(world.services, scene.offered, 'declined');
    await decideAward(world.services, await accepted(), 'declined');
    expect(await given()).toEqual(all);
  });

  it('says by no link that there is something from before', async () => {
    const { store } = world.services;
    const sixth = { badgeClass: SIXTH, badgeVersion: 1, level: 2 };
    await growAwards(world, await accepted(), [{ ...sixth, issuedAt: '2025-03-01T08:00:00.000Z' }]);
    expect((await ofTeam()).text).not.toContain('Les mois d’avant');
    expect((await awa.get('/mon-chemin')).text).toContain('Les mois d’avant');
    await store
      .people(world.hautsPres.id)
      .update(world.awa.id, (now) => ({ ...now, joinedOn: '2025-02-01' }));
    expect((await ofTeam()).text).toContain('Les mois d’avant');
  });

  it('is nobody’s of another KPA, nor of who has no badges', async () => {
    const ines = await world.signIn(world.ines);
    expect((await ines.get(`/personnes/${world.awa.id}/chemin`)).status).toBe(404);
    expect((await nadia.get(`/personnes/${world.nadia.id}/chemin`)).status).toBe(404);
    expect((await awa.get(`/personnes/${world.awa.id}/chemin`)).status).toBe(403);
  });

  it('is reached from their page, and one’s own from one’s badges', async () => {
    const theirs = await nadia.get(`/personnes/${world.awa.id}`);
    expect((await nadia.click(theirs, 'Voir le chemin d’Awa')).status).toBe(200);
    const mine = await awa.get('/mes-badges');
    expect((await awa.click(mine, 'Voir mon chemin, mois par mois')).heading).toBe('Mon chemin');
  });
});
