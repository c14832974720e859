/** How often a page goes to a database that is far away: what can be asked at once goes together. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { tellExperience } from '../../../src/experiences/tell-experience.ts';
import {
  badgesFor,
  growAwards,
  growClaims,
  growExperiences,
  growPeople,
} from '../../support/badges/grown-kpa.ts';
import { shareManyBadges } from '../../support/badges/many-badges.ts';
import { createFarWorld, type FarWorld } from '../../support/far-world.ts';
import { valuesOf } from '../../support/forms.ts';
import { reloadAward } from '../../support/scene.ts';
import type { TestVisitor } from '../../support/visitor.ts';

const MOST = 6;
const IN_A_FORM = 17;

let world: FarWorld;
let awa: TestVisitor;
let nadia: TestVisitor;
let token: string;
let experience: string;

beforeAll(async () => {
  world = await createFarWorld();
  const { hautsPres: kpa, awa: holder } = world;
  const shared = await shareManyBadges(world, holder, 6);
  token = shared.token;
  const [award] = shared.awards;
  if (!award) throw new Error('No award');
  const made = await growExperiences(world, holder, { count: 45 });
  await growAwards(world, await reloadAward(world, award), badgesFor(world, made));
  const participants = await growPeople(world, kpa, { count: IN_A_FORM });
  await growClaims(world, [...participants, holder]);
  const people = participants.map(({ id }) => id);
  const work = { title: 'Buffet', kind: 'prestation' as const, date: '2026-10-10', people };
  const recorded = { values: { ...work, place: undefined }, participants, by: world.nadia };
  experience = (await recordExperience(world.services, recorded)).id;
  [awa, nadia] = [await world.signIn(holder), await world.signIn(world.nadia)];
}, 60_000);
afterAll(() => world.destroy());

/** Once in a while a number comes up that is somebody’s, and is drawn again: one more insertion, by chance. */
async function drawOnlyFree(): Promise<void> {
  const { services, hautsPres } = world;
  const awards = await services.store.awards(hautsPres.id).all({ index: 'byDate' }).toArray();
  const taken = new Set(awards.map(({ statusIndex }) => statusIndex));
  const { draw } = services.statusLists;
  vi.spyOn(services.statusLists, 'draw').mockImplementation(async (...given) => {
    let entry = await draw(...given);
    while (taken.has(entry.index)) entry = await draw(...given);
    taken.add(entry.index);
    return entry;
  });
}

/** The second time: what a process finds out once is known by then. */
async function tripsTo(visitor: TestVisitor, path: string): Promise<number> {
  await visitor.get(path);
  let status = 0;
  const { trips } = await world.journeyOf(async () => ({ status } = await visitor.get(path)));
  expect(status).toBe(200);
  return trips;
}

describe('a portfolio of six badges', () => {
  it.each(['', '/verification'])('is shown to an employer in few trips: %s', async (end) => {
    expect(await tripsTo(world.visitor(), `/p/${token}${end}`)).toBeLessThanOrEqual(4);
  });

  it('and to who is signed in', async () => {
    expect(await tripsTo(awa, `/p/${token}`)).toBeLessThanOrEqual(MOST);
    expect(await tripsTo(nadia, `/p/${token}`)).toBeLessThanOrEqual(MOST);
  });

  it('has all the trips of one with a single badge', async () => {
    const { token: single } = await shareManyBadges(world, world.bruno, 1);
    const employer = world.visitor();
    expect(await tripsTo(employer, `/p/${token}`)).toBe(await tripsTo(employer, `/p/${single}`));
  });
});

const PAGES = [
  ['awa', '/mes-badges'],
  ['awa', '/mes-badges/liste'],
  ['awa', '/mes-experiences'],
  ['awa', '/mon-chemin'],
  ['awa', '/mes-demandes'],
  ['awa', '/partages'],
  ['awa', '/partages/nouveau'],
  ['nadia', '/personnes'],
  ['nadia', '/personnes/PERSON'],
  ['nadia', '/personnes/PERSON/retirer'],
  ['nadia', '/personnes/PERSON/chemin'],
  ['nadia', '/a-reconnaitre'],
  ['nadia', '/demandes'],
  ['nadia', '/ce-qui-m-attend'],
  ['nadia', '/ce-qui-m-attend/badges'],
  ['nadia', '/experiences'],
  ['nadia', '/experiences/nouvelle'],
  ['nadia', '/experiences/EXPERIENCE'],
  ['nadia', '/experiences/EXPERIENCE/reconnaitre'],
] as const;

it.each(PAGES)('%s %s takes few trips', async (who, path) => {
  const address = path.replace('PERSON', world.awa.id).replace('EXPERIENCE', experience);
  expect(await tripsTo(who === 'awa' ? awa : nadia, address)).toBeLessThanOrEqual(MOST);
});

describe('seventeen badges in one form', () => {
  const SENTENCE = 'A tenu le buffet du début à la fin.';

  it('are signed in few trips, their rows side by side', async () => {
    const base = `/experiences/${experience}/reconnaitre`;
    const form = await nadia.get(base);
    const ids = form
      .$('[name=all]')
      .toArray()
      .map((one) => form.$(one).attr('value') ?? '');
    expect(ids).toHaveLength(IN_A_FORM);
    const same = { all: ids, 'badge-all': 'realiser-une-prestation', 'sentence-all': SENTENCE };
    const preview = await nadia.press(form, 'Relire avant de signer', same);
    const values = Object.entries(valuesOf(preview.$, preview.$('form#kept')));
    const body = new URLSearchParams(
      values.flatMap(([name, all]) => all.map((value): [string, string] => [name, value])),
    );
    const send = () =>
      nadia.send(`${base}/signer`, {
        ...{ method: 'POST', headers: { Origin: 'https://badges.example' }, body },
      });
    await drawOnlyFree();
    let location: string | null = null;
    const journey = await world.journeyOf(async () => {
      location = (await send()).headers.get('location');
    });
    expect(location).toBe(`/experiences/${experience}?signes=${IN_A_FORM}`);
    const inserts = journey.questions.filter((one) => one === 'awards insert');
    expect(inserts).toHaveLength(IN_A_FORM);
    // Three for the draft that a colleague could have finished.
    expect(journey.trips).toBeLessThanOrEqual(15);
    // Sent again, nothing is signed twice.
    const again = await world.journeyOf(send);
    expect(again.questions).not.toContain('awards insert');
    expect(again.trips).toBeLessThanOrEqual(12);
  });
});

it('an experience is recorded with its participations in few trips', async () => {
  const people = await growPeople(world, world.moulins, { count: 30 });
  const values = { title: 'Fête', kind: 'support' as const, date: '2026-10-11', people: [] };
  const { trips } = await world.journeyOf(async () => {
    const recorded = { values: { ...values, place: undefined }, participants: people };
    const made = await recordExperience(world.services, { ...recorded, by: world.ines });
    const [first] = people;
    const told = { words: 'J’ai servi.', shownToTeam: false };
    if (first) await tellExperience(world.services.store, made, first, told);
  });
  expect(trips).toBeLessThanOrEqual(12);
});
