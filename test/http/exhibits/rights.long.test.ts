/** Who sees a photo, and who decides on it: the team, and those whose work it shows; nobody else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import { tellExperience } from '../../../src/experiences/tell-experience.ts';
import type { Experience } from '../../../src/storage/store.ts';
import { addExhibit, getPicture, SEEN, sendExhibit } from '../../support/exhibits.ts';
import { awardTo, type Scene, playScene } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let id: string;
let nadia: TestVisitor;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder, bruno } = world;
  scene = await playScene(world, { kpa, staff, holder, others: [bruno] });
  nadia = await world.signIn(staff);
  awa = await world.signIn(holder);
  id = await addExhibit(world, nadia, { experience: scene.experience, people: [holder] });
  await awa.press(await awa.get(`/mes-preuves/${id}`), 'Montrer');
});
afterAll(() => world.destroy());

const token = async (browser: TestVisitor) =>
  (await browser.get('/')).$('[name=_csrf]').attr('value') ?? '';
const post = async (browser: TestVisitor, path: string) =>
  browser.post(path, { _csrf: await token(browser) });

describe('it is as if it were not there', () => {
  it.each(['bruno', 'ines', 'omar'] as const)('for %s', async (name) => {
    const browser = await world.signIn(world[name]);
    expect((await getPicture(world, browser, `/preuves/${id}/1`)).status).toBe(404);
    const [page, ...forms] = [
      await browser.get(`/mes-preuves/${id}`),
      await post(browser, `/mes-preuves/${id}/montrer`),
      await post(browser, `/mes-preuves/${id}/enlever`),
      await post(browser, `/experiences/${scene.experience.id}/preuves/${id}/supprimer`),
    ];
    const expected = name === 'ines' ? 403 : 404;
    expect(page.status).toBe(expected);
    expect(forms.every(({ status }) => [403, 404].includes(status))).toBe(true);
    expect((await getPicture(world, nadia, `/preuves/${id}/1`)).status).toBe(200);
  });

  it('for who is not signed in, and by another link', async () => {
    const { status } = await getPicture(world, world.visitor(), `/preuves/${id}/1`);
    expect(status).toBe(404);
    const other = await playScene(world, {
      kpa: world.moulins,
      staff: world.ines,
      holder: world.omar,
    });
    for (const link of [other.token, 'forged']) {
      const path = `/p/${link}/preuves/${id}/petite`;
      expect((await getPicture(world, world.visitor(), path)).status).toBe(404);
    }
  });
});

describe('a share shows it beside a badge of that experience, and nowhere else', () => {
  const pictureOf = async (shared: string) =>
    (await getPicture(world, world.visitor(), `/p/${shared}/preuves/${id}/1`)).status;

  async function share(awards: readonly string[], experiences: readonly string[] = []) {
    const form = { label: 'Essai', days: 30, awards: [...awards], experiences: [...experiences] };
    const made = await sharePortfolio(world.services, world.awa, form);
    const page = await world.visitor().get(`/p/${made.token}`);
    return { says: page.text.includes(SEEN), picture: await pictureOf(made.token) };
  }

  it('with that badge', async () => {
    expect(await share([scene.accepted.id])).toEqual({ says: true, picture: 200 });
  });

  it('not with one that was taken back, nor with words alone', async () => {
    const nothing = { says: false, picture: 404 };
    expect(await share([scene.revoked.id])).toEqual(nothing);
    expect(await share([scene.revoked.id], [scene.experience.id])).toEqual(nothing);
  });

  it('never with a badge of objective 6', async () => {
    const { hautsPres: kpa, nadia: staff, awa: holder } = world;
    const experience = await record('prestation');
    const told = { words: 'J’ai fait le point sur mon cap.', shownToTeam: false };
    const badge = 'tenir-mes-engagements';
    const award = await awardTo(world, { kpa, staff, holder, experience, badge, level: 1 });
    await decideAward(world.services, award, 'accepted');
    await tellExperience(world.services.store, experience, holder, told);
    const other = await addExhibit(world, nadia, { experience, people: [holder] });
    await awa.press(await awa.get(`/mes-preuves/${other}`), 'Montrer');
    const form = { label: 'Six', days: 30, awards: [award.id], experiences: [experience.id] };
    const { token: shared } = await sharePortfolio(world.services, holder, form);
    expect((await world.visitor().get(`/p/${shared}`)).text).not.toContain(SEEN);
    const path = `/p/${shared}/preuves/${other}/1`;
    expect((await getPicture(world, world.visitor(), path)).status).toBe(404);
  });
});

describe('an interview', () => {
  it('takes none', async () => {
    const experience = await record('interview');
    const page = await nadia.get(`/experiences/${experience.id}`);
    expect(page.text).not.toContain('Photos et documents');
    const form = await nadia.get(`/experiences/${experience.id}/preuves/nouvelle`);
    expect([form.status, form.text]).toEqual([
      404,
      expect.stringContaining('Un entretien n’a ni photo ni document'),
    ]);
    expect((await post(nadia, `/experiences/${experience.id}/preuves`)).status).toBe(404);
  });
});

describe('what is said of it', () => {
  it('names nobody, and says whether somebody can be recognised', async () => {
    const people = [world.awa];
    const { experience } = scene;
    const named = await sendExhibit(nadia, {
      ...{ experience, people },
      fields: { words: 'Bruno sert le buffet.', consent: [] },
    });
    expect(named.status).toBe(422);
    expect(named.text).toContain('Dites si l’on voit une personne.');
    expect(named.$('#words-error').text()).toContain('Bruno');
    expect(named.text).toContain('Choisissez encore le fichier');
  });
});

async function record(kind: Experience['kind']) {
  const values = { title: 'Un moment', kind, date: '2026-10-12', people: [world.awa.id] };
  const made = await recordExperience(world.services, {
    values,
    participants: [world.awa],
    by: world.nadia,
  });
  return made;
}
