/** Lists are read in parts of twenty: all of it can be reached, from one part to the next and back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import type { Award, Stored } from '../../../src/storage/store.ts';
import {
  badgesFor,
  growAwards,
  growClaims,
  growExperiences,
  growPeople,
} from '../../support/badges/grown-kpa.ts';
import { fold } from '../../support/forms.ts';
import { playAcceptance, playScene, reloadAward, type Scene } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let nadia: TestVisitor;
let awa: TestVisitor;
let accepted: Stored<Award>;
let theirs: Scene;

beforeAll(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const played = await playAcceptance(world, { kpa, staff, holder });
  accepted = await reloadAward(world, played.accepted);
  theirs = await playScene(world, { kpa: world.moulins, staff: world.ines, holder: world.omar });
  const made = await growExperiences(world, holder, { count: 44 });
  await growAwards(world, accepted, badgesFor(world, made));
  const people = await growPeople(world, kpa, { count: 44 });
  await growClaims(world, people);
  await growClaims(
    world,
    Array.from({ length: 45 }, () => holder),
  );
  for (let n = 0; n < 44; n += 1) {
    const shown = { awards: [accepted.id], experiences: [] };
    await sharePortfolio(world.services, holder, { label: `Traiteur ${n}`, days: 30, ...shown });
  }
  [awa, nadia] = await Promise.all([world.signIn(holder), world.signIn(staff)]);
}, 60_000);
afterAll(() => world.destroy());

const labelled = ({ $ }: Page, label: string) => $(`nav[aria-label="Pages : ${label}"]`);

/** Where a link of these leads. */
function follow(page: Page, label: string, words: string): string | undefined {
  const link = labelled(page, label)
    .find('a')
    .filter((_, one) => fold(page.$(one).text()) === words);
  return link.attr('href');
}

const idsOf = ({ $ }: Page, selector: string) =>
  $(selector)
    .toArray()
    .map((one) => $(one).attr('href') ?? $(one).attr('value') ?? '');

/** Each list: who reads it, where, what it is called, its rows, and how many there are. */
const LISTS = [
  ['nadia', '/personnes', 'liste des personnes', '#everyone .ruled h3 a', 47],
  ['nadia', '/personnes/AWA', 'liste des badges', '#badges h3 a', 45],
  ['nadia', '/personnes/AWA', 'liste des expériences', '#experiences h3 a', 45],
  ['nadia', '/experiences', 'liste des expériences', 'main .ruled h2 a', 45],
  ['awa', '/mes-experiences', 'liste des expériences', 'main .ruled p a', 45],
  ['awa', '/mes-badges/liste', 'liste des badges', 'main .rows h2 a', 45],
  ['nadia', '/demandes', 'liste des demandes', 'main .ruled a', 89],
  ['awa', '/mes-demandes', 'liste des demandes', 'main .ruled a', 45],
  ['awa', '/partages', 'liste des partages', 'main .ruled h2 a', 44],
] as const;

describe.each(LISTS)('%s %s: %s', (who, address, label, rows, count) => {
  const get = (path: string) => (who === 'awa' ? awa : nadia).get(path);
  /** Only here: « AWA » may stand in an id, too. */
  const top = () => get(address.replace('AWA', world.awa.id));

  it('has each of them once, twenty on a page, there and back', async () => {
    const pages: string[][] = [];
    let page = await top();
    expect(follow(page, label, 'Page précédente')).toBeUndefined();
    for (let next: string | undefined = page.path; next !== undefined;) {
      page = await get(next);
      pages.push(idsOf(page, rows));
      next = follow(page, label, 'Page suivante');
    }
    const last = count % 20 || 20;
    const full = Array.from({ length: (count - last) / 20 }, () => 20);
    expect(pages.map(({ length }) => length)).toEqual([...full, last]);
    expect(new Set(pages.flat()).size).toBe(count);
    for (const before of pages.slice(0, -1).toReversed()) {
      page = await get(follow(page, label, 'Page précédente') ?? '');
      expect(idsOf(page, rows)).toEqual(before);
    }
    expect(follow(page, label, 'Page précédente')).toBeUndefined();
  });

  it('names nobody in an address', async () => {
    const next = follow(await top(), label, 'Page suivante') ?? '';
    expect(next).toMatch(/[?&](page|badges|experiences)=apres-[\w-]{36,43}(#\w+)?$/);
  });
});

describe('a place in a list', () => {
  it.each(['apres-', 'apres-x y', 'devant-1', 'apres-00000000-0000-4000-8000-000000000000', 'W10'])(
    'that is « %s » is none',
    async (place) => {
      const page = await nadia.get(`/experiences?page=${encodeURIComponent(place)}`);
      expect(page.status).toBe(400);
      expect(page.text).toContain('Repartez du début de la liste.');
    },
  );

  it('is none in another KPA', async () => {
    expect((await nadia.get(`/experiences?page=apres-${theirs.experience.id}`)).status).toBe(400);
    expect((await nadia.get(`/personnes?page=avant-${world.ines.id}`)).status).toBe(400);
  });

  it('stays in one list while the other is turned', async () => {
    const person = await nadia.get(`/personnes/${world.awa.id}`);
    const turned = await nadia.get(follow(person, 'liste des badges', 'Page suivante') ?? '');
    const href = follow(turned, 'liste des expériences', 'Page suivante') ?? '';
    const both = await nadia.get(href);
    expect(idsOf(both, '#badges h3 a')).toEqual(idsOf(turned, '#badges h3 a'));
    expect(idsOf(both, '#experiences h3 a')).not.toEqual(idsOf(turned, '#experiences h3 a'));
  });
});

describe('of many', () => {
  it('badges, each class is once on one’s own page, at its highest level, and leads to all of it', async () => {
    const page = await awa.get('/mes-badges');
    expect(page.text).toContain('45 badges. Hors du KPA');
    const { badgeClasses } = world.services.definitions;
    expect(page.$('.fold .rows h4')).toHaveLength(badgeClasses.length);
    const team = page
      .$('.fold .rows li')
      .filter((_, one) => page.$(one).find('h4').text().includes('Je travaille en équipe'));
    expect(fold(team.text())).toContain('Niveau 4 sur 4, 24 fois');
    const all = await awa.get(team.find('p > a').attr('href') ?? '');
    expect([all.heading, all.text.includes('24 badges')]).toEqual(['Je travaille en équipe', true]);
  });

  it('experiences, the newest are on one’s own page, which leads to all', async () => {
    const page = await awa.get('/mes-badges');
    expect(page.$('#experiences li')).toHaveLength(3);
    expect((await awa.click(page, 'Voir mes 45 expériences')).heading).toBe('Mes expériences');
  });

  it('people, one is found by the beginning of a name, which stands in no address', async () => {
    const found = await nadia.press(await nadia.get('/personnes'), 'Chercher', {
      search: 'LOU aabb',
    });
    expect(found.path).toBe('/personnes/recherche');
    expect(found.text).toContain('Une personne trouvée pour « LOU aabb »');
    expect(found.$('main .ruled h3').text()).toBe('Lou Aabb');
    const many = await nadia.press(found, 'Chercher', { search: 'lou' });
    expect(many.$('main .ruled h3')).toHaveLength(20);
    expect(many.text).toContain('Il y en a d’autres. Écrivez la suite du nom.');
    const none = await nadia.press(many, 'Chercher', { search: 'Omar' });
    expect(none.text).toContain('Personne ne porte ce nom ici : « Omar »');
    expect((await nadia.press(none, 'Chercher', { search: ' ' })).path).toBe('/personnes');
  });
});
