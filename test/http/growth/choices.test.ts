/** Forms that choose from a long list: what was ticked and typed goes along from page to page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Award, Person, Stored } from '../../../src/storage/store.ts';
import {
  badgesFor,
  growAwards,
  growExperiences,
  growPeople,
} from '../../support/badges/grown-kpa.ts';
import { fold } from '../../support/forms.ts';
import { playAcceptance, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
let awa: TestVisitor;
let accepted: Stored<Award>;
let people: readonly Person[];

beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const played = await playAcceptance(world, { kpa, staff, holder });
  accepted = await reloadAward(world, played.accepted);
  const made = await growExperiences(world, holder, { count: 60 });
  await growAwards(world, accepted, badgesFor(world, made));
  people = await growPeople(world, kpa, { count: 130 });
  [awa, nadia] = await Promise.all([world.signIn(holder), world.signIn(staff)]);
}, 60_000);
afterAll(() => world.destroy());

const boxes = ({ $ }: Page, name: string, more = '') =>
  $(`input[name="${name}"]${more}`)
    .toArray()
    .map((one) => $(one).attr('value') ?? '');
const boxesIn = ({ $ }: Page, place: string) =>
  $(`${place} input[name=people]`)
    .toArray()
    .map((one) => $(one).attr('value') ?? '');
const ticked = (page: Page, name: string) => boxes(page, name, '[checked]');
const valueOf = ({ $ }: Page, name: string) => $(`[name="${name}"]`).attr('value');

const nextOf = (list: string) => new RegExp(`^Page suivante ?: ${list}$`);
const beforeOf = (list: string) => new RegExp(`^Page précédente ?: ${list}$`);
const BADGES = 'liste des badges';
const STORIES = 'liste des récits';
const PEOPLE = 'liste des personnes';

describe('a share of sixty badges and sixty stories', () => {
  it('is ticked over several pages, and typed once', async () => {
    const first = await awa.get('/partages/nouveau');
    expect([boxes(first, 'awards'), boxes(first, 'experiences')].map((all) => all.length)).toEqual([
      20, 20,
    ]);
    const [a = ''] = boxes(first, 'awards');
    const second = await awa.press(first, nextOf(BADGES), {
      ...{ label: 'Boulangerie Petit', days: '7', awards: [a] },
    });
    expect([second.status, second.path]).toEqual([200, '/partages#awards']);
    expect(valueOf(second, 'label')).toBe('Boulangerie Petit');
    expect(boxes(second, 'awards')).toHaveLength(21);
    expect([ticked(second, 'awards'), ticked(second, 'days')]).toEqual([[a], ['7']]);
    const b = boxes(second, 'awards')[7] ?? '';
    const [story = ''] = boxes(second, 'experiences').slice(-1);
    const third = await awa.press(second, nextOf(STORIES), {
      awards: [a, b],
      experiences: [story],
    });
    expect(boxes(third, 'awards')).toEqual(boxes(second, 'awards'));
    expect(ticked(third, 'experiences')).toEqual([story]);
    const back = await awa.press(third, beforeOf(BADGES));
    expect(boxes(back, 'awards').toSorted()).toEqual([...boxes(first, 'awards'), b].toSorted());
    expect(ticked(back, 'awards').toSorted()).toEqual([a, b].toSorted());
    const made = await awa.press(back, 'Faire le partage');
    expect(made.path).toMatch(/^\/partages\/[\w-]{43}\?fait$/);
    const link = await world.services.store.shareLinks.findById(made.path.slice(10, 53));
    expect(link).toMatchObject({ label: 'Boulangerie Petit', experienceIds: [story] });
    expect(link?.awardIds.toSorted()).toEqual([a, b].toSorted());
  });

  it('keeps its place and its ticks when something is missing, and in another language', async () => {
    const first = await awa.get('/partages/nouveau');
    const [a = ''] = boxes(first, 'awards');
    const second = await awa.press(first, nextOf(BADGES), { awards: [a], label: 'Boulangerie' });
    const refused = await awa.press(second, 'Faire le partage');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Choisissez');
    const shown = boxes(second, 'awards');
    expect([boxes(refused, 'awards'), ticked(refused, 'awards')]).toEqual([shown, [a]]);
    const english = await awa.press(refused, 'English');
    expect(english.heading).toBe('Create a shared link');
    expect([boxes(english, 'awards'), ticked(english, 'awards')]).toEqual([shown, [a]]);
    expect(valueOf(english, 'label')).toBe('Boulangerie');
    await awa.press(english, 'Français');
  });

  it('shows nothing of others, whatever was sent as ticked', async () => {
    const { hautsPres: kpa, nadia: staff, bruno: holder } = world;
    const { accepted: his, experience } = await playAcceptance(world, { kpa, staff, holder });
    const first = await awa.get('/partages/nouveau');
    const second = await awa.press(first, nextOf(BADGES), {
      ...{ awards: [his.id, 'x'], experiences: [experience.id] },
    });
    expect(second.status).toBe(200);
    expect([...boxes(second, 'awards'), ...boxes(second, 'experiences')]).not.toContain(his.id);
    expect(ticked(second, 'awards')).toEqual([]);
  });
});

describe('an experience of some among 130 people', () => {
  const form = { title: 'Repas de quartier', kind: 'support', day: '2026-10-10' };

  it('is ticked over several pages and after a search, and recorded once', async () => {
    const first = await nadia.get('/experiences/nouvelle');
    // Those who were met last, and in a fold a page of all the others.
    const folded = boxesIn(first, 'details');
    expect(boxes(first, 'people').length - folded.length).toBe(8);
    expect(folded.length).toBeGreaterThan(52);
    const a = people[3]?.id ?? '';
    expect(boxes(first, 'people')).toContain(a);
    const second = await nadia.press(first, nextOf(PEOPLE), {
      ...{ ...form, people: [a], [`task-${a}`]: 'tenait la caisse' },
    });
    const { store } = world.services;
    const count = () => store.experiences(world.hautsPres.id).count({ index: 'byDate' });
    const before = await count();
    const b = people[100]?.id ?? '';
    const [, last = ''] = people[100]?.name.split(' ') ?? [];
    // Enter in the field of the search does what the first button does, and no more than a search.
    const found = await nadia.press(second, 'Continuer : les badges', {
      search: last.toUpperCase(),
    });
    expect([found.status, await count()]).toEqual([200, before]);
    expect(found.text).toContain(`Une personne trouvée pour « ${last.toUpperCase()} »`);
    expect(ticked(found, 'people')).toContain(a);
    expect(boxesIn(found, '#found')).toContain(b);
    expect(boxesIn(found, '#found').length).toBeLessThanOrEqual(2);
    const all = await nadia.press(found, 'Voir toutes les personnes', { people: [a, b] });
    expect(ticked(all, 'people').toSorted()).toEqual([a, b].toSorted());
    expect(valueOf(all, `task-${a}`)).toBe('tenait la caisse');
    const made = await nadia.press(all, 'Garder sans badge');
    expect([made.heading, await count()]).toEqual(['Repas de quartier', before + 1]);
    expect(made.text).toContain('tenait la caisse');
    for (const { name } of people.filter(({ id }) => id === a || id === b)) {
      expect(made.text).toContain(name);
    }
  });

  it('asks for nobody where a KPA has as many as stand on a page', async () => {
    const ines = await world.signIn(world.ines);
    const page = await ines.get('/experiences/nouvelle');
    expect(page.text).not.toContain('Chercher');
    expect(boxes(page, 'people').toSorted()).toEqual([world.ines.id, world.omar.id].toSorted());
  });
});

it('Enter in such a form sends it, and turns no page', async () => {
  for (const [browser, path] of [
    [awa, '/partages/nouveau'],
    [nadia, '/experiences/nouvelle'],
    [nadia, `/personnes/${world.awa.id}/retirer`],
  ] as const) {
    const page = await browser.get(path);
    expect(page.$('#kept button[name=turn]').length).toBeGreaterThan(0);
    // What a browser presses then (HTML, “implicit submission”).
    const pressed = page.$('#kept').find('button:not([type=button])').first();
    expect([pressed.attr('name'), pressed.attr('formaction')]).toEqual([undefined, undefined]);
  }
});

it('many badges are taken back over several pages, in one act', async () => {
  const path = `/personnes/${world.awa.id}/retirer`;
  const first = await nadia.get(path);
  const a = boxes(first, 'awards').at(-1) ?? '';
  const second = await nadia.press(first, nextOf(BADGES), { awards: [a], reason: 'badge' });
  expect([second.status, ticked(second, 'reason')]).toEqual([200, ['badge']]);
  const b = boxes(second, 'awards').at(-1) ?? '';
  const question = await nadia.press(second, 'Continuer', { awards: [a, b] });
  expect(fold(question.heading)).toBe('Retirer 2 badges d’Awa Diallo ?');
  expect(boxes(question, 'awards').toSorted()).toEqual([a, b].toSorted());
});
