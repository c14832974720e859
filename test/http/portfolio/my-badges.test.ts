/** One's own badges: what to do first, then what to enjoy; what undoes is on the badge's own page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../support/forms.ts';
import { shareManyBadges } from '../../support/badges/many-badges.ts';
import { SENTENCE, type Scene, playScene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
let scene: Scene;
let awa: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  await anotherAwa();
});
afterAll(() => world.destroy());

/** For a test that changes something, and those after it. */
async function anotherAwa(): Promise<void> {
  const holder = await world.add(world.hautsPres, 'Awa Diallo', 'cooperant');
  scene = await playScene(world, { kpa: world.hautsPres, staff: world.nadia, holder });
  awa = await world.signIn(holder);
}

const headings = ({ $ }: Page) =>
  $('main :is(h1, h2)')
    .toArray()
    .map((one) => fold($(one).text()));

const TEAM = 'Je travaille en équipe';

describe('the page of all', () => {
  it('says what to do, then shows the last badge, then the others; what is put away comes last', async () => {
    expect(headings(await awa.get('/mes-badges'))).toEqual([
      'Mes badges',
      'À faire',
      `${TEAM}, niveau 3`,
      'Tous vos badges',
      'Mes expériences',
      'Ma présentation',
      'Badges mis de côté',
      'Badges retirés',
    ]);
  });

  it('has nothing to do once every badge is answered, and only then shows them first', async () => {
    const offered = await awa.get('/mes-badges');
    expect(offered.$('main .button:not(.is-secondary)').length).toBe(1);
    const done = await awa.press(offered, /^Accepter/);
    expect(headings(done)).not.toContain('À faire');
    expect(done.$('main .button:not(.is-secondary)').text()).toBe('Montrer ce badge');
    await anotherAwa();
  });

  it('undoes nothing: only what waits has buttons', async () => {
    const { $ } = await awa.get('/mes-badges');
    const actions = $('main form').toArray();
    expect(actions.map((one) => $(one).attr('action'))).toEqual([
      `/mes-badges/${scene.offered.id}/accepter`,
      `/mes-badges/${scene.offered.id}/refuser`,
    ]);
  });

  it('says which link ends soon', async () => {
    world.passTime(24 * 24 * 60);
    awa = await world.signIn(scene.holder);
    expect((await awa.get('/mes-badges')).text).toContain(
      'Votre partage « Traiteur Petit » finit le 13 novembre 2026.',
    );
  });

  it('folds many badges in groups, each class once', async () => {
    const holder = await world.add(world.hautsPres, 'Zoé Petit', 'cooperant');
    const slugs = ['travailler-en-equipe', 'transmettre', 'fixer-mon-cap', 'animer-une-reunion'];
    await shareManyBadges(world, holder, 7, slugs);
    const page = await (await world.signIn(holder)).get('/mes-badges');
    const { $ } = page;
    expect($('.fold .rows h4')).toHaveLength(4);
    expect(page.text).toContain('7 badges. Hors du KPA');
    expect(page.text).toContain('L’autre fois');
    expect(page.text).not.toContain('à son rythme');
  });
});

describe('the page of one', () => {
  const own = (id: string) => awa.get(`/mes-badges/${id}`);

  it('says who sees it, and leads to a link with it ticked', async () => {
    const page = await own(scene.accepted.id);
    expect(page.text).toContain(SENTENCE);
    expect(page.text).toContain(
      'L’équipe du KPA et toute personne qui ouvre le partage « Traiteur Petit »',
    );
    const form = await awa.click(page, 'Montrer ce badge');
    const ticked = form.$('[name=awards]:checked').toArray();
    expect(ticked.map((one) => form.$(one).attr('value'))).toEqual([scene.accepted.id]);
  });

  it.each([
    ['offered', ['Accepter', 'Mettre de côté']],
    ['accepted', ['Mettre de côté']],
    ['declined', ['Accepter']],
    ['revoked', []],
  ] as const)('that is %s can be %j', async (state, buttons) => {
    const { $ } = await own(scene[state].id);
    const found = $('main button').toArray();
    expect(found.map((one) => fold($(one).text()))).toEqual([...buttons]);
  });

  it('says that nobody outside sees one that is set aside', async () => {
    const page = await awa.press(await own(scene.accepted.id), 'Mettre de côté');
    expect(page.text).toContain('Hors de l’équipe du KPA, personne ne le voit.');
    const again = await own(scene.accepted.id);
    expect(again.text).not.toContain('Traiteur Petit');
  });

  it('that is withdrawn can be taken out of her shares, too', async () => {
    const shared = () => world.visitor().get(`/p/${scene.token}`);
    expect((await shared()).text).toContain('Je transmets un savoir-faire');
    const page = await own(scene.revoked.id);
    expect(page.text).not.toContain('Envoyez ce fichier tel quel');
    const asked = await awa.click(page, 'Mettre de côté');
    expect(asked.text).toContain('un badge retiré ne s’accepte plus');
    expect((await shared()).text).toContain('Je transmets un savoir-faire');
    await awa.press(asked, 'Mettre de côté');
    expect((await shared()).text).not.toContain('Je transmets un savoir-faire');
    expect((await own(scene.revoked.id)).$('main button')).toHaveLength(0);
  });

  it('gives it as a file, also while it waits', async () => {
    const { $ } = await own(scene.offered.id);
    const [file] = $('a[download]').toArray();
    expect((await awa.send($(file).attr('href') ?? '')).status).toBe(200);
  });
});
