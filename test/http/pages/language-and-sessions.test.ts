/** The switch of language on a page that was opened in another session, or in none: no word is lost, no choice is changed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Scene, playScene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const TYPED = 'J’ai servi à table.';

let world: World;
let scene: Scene;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia, awa: holder } = world;
  scene = await playScene(world, { kpa, staff: nadia, holder });
});
afterAll(() => world.destroy());
beforeEach(async () => {
  awa = await world.signIn(world.awa);
});

const path = () => `/mes-experiences/${scene.experience.id}`;
const languageOf = ({ $ }: Page) => $('html').attr('lang');
const chosen = async () =>
  (await world.services.store.people(world.hautsPres.id).findById(world.awa.id))?.language;

describe('the switch of language', () => {
  it('keeps the words when the session has ended, and gives them back', async () => {
    const form = await awa.get(path());
    world.passTime(12 * 60 + 1);
    const page = await awa.press(form, 'English', { words: TYPED });
    expect(page.text).toContain('Ce que vous avez écrit est gardé une heure');
    const token = await world.services.createSignInLink(world.awa, { minutes: 30 });
    const again = await awa.press(await awa.get(`/connexion/lien/${token}`), 'Entrer');
    expect(again.$('[name=words]').val()).toContain(TYPED);
  });

  it('gives back the words of a page from before, when the session has ended', async () => {
    const form = await awa.get(path());
    form.$('[name=_page]').remove();
    world.passTime(12 * 60 + 1);
    const page = await awa.press(form, 'English', { words: TYPED });
    expect([page.status, page.heading]).toEqual([403, 'La page a expiré']);
    expect(page.$('.kept').text()).toBe(TYPED);
  });

  it('shows no token as what was written, so that it stays on that page', async () => {
    const form = await awa.get(path());
    form.$('[name=_page]').remove();
    const page = await awa.press(form, 'English', { _language: 'en oldtoken', words: '' });
    expect([page.status, page.heading]).toEqual([403, 'La page a expiré']);
    expect(page.text).not.toContain('oldtoken');
    expect(page.$('header .languages')).toHaveLength(1);
  });

  it('works on a page that was opened before sign-in, and stores nothing', async () => {
    const form = await world.visitor().get('/verifier');
    const page = await awa.press(form, 'English', { source: TYPED });
    expect([page.status, languageOf(page)]).toEqual([200, 'en']);
    expect(page.$('[name=source]').val()).toContain(TYPED);
    expect([languageOf(await awa.get('/verifier')), await chosen()]).toEqual(['fr', undefined]);
  });

  it('is pressed by a whole room in a minute', async () => {
    const visitor = world.visitor();
    const form = await visitor.get('/connexion');
    for (let times = 0; times < 100; times += 1) {
      expect((await visitor.press(form, 'English')).status).toBe(200);
    }
  });

  it('is a POST in the log', async () => {
    const from = world.logged.length;
    await world.visitor().press(await world.visitor().get('/connexion'), 'English');
    await expect
      .poll(() => world.logged.slice(from).join('\n'))
      .toContain('"method":"POST","path":"/connexion"');
  });
});
