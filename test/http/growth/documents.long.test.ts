/** What a page reads, and how long it is, does not grow with what there is (docs/adr/0033). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import type { Award, Experience, Stored } from '../../../src/storage/store.ts';
import {
  badgesFor,
  growAwards,
  growClaims,
  growExperiences,
  growPeople,
  growWords,
} from '../../support/badges/grown-kpa.ts';
import { PART } from '../../../src/web/lists/parts.ts';
import { createFarWorld, type FarWorld } from '../../support/far-world.ts';
import { playAcceptance, reloadAward } from '../../support/scene.ts';

/** More than two parts of any list; of people, more than stand in a form. */
const FEW = { experiences: 60, people: 70, ofExperience: 25 };
const MANY = { experiences: 3_000, people: 300, ofExperience: 300 };
const BADGES = 600;
/** Days: behind all that the others ask for. */
const LATER = 4_000;
const MOST_CHARACTERS = 60_000;

type Size = typeof FEW;
type Reading = Readonly<Record<'documents' | 'characters', number>>;

let world: FarWorld;
let experience: Experience;
let accepted: Stored<Award>;
const readings: Record<'few' | 'many', Record<string, Reading>> = { few: {}, many: {} };

/** As « who path », with this person’s and this experience’s ids. */
const PAGES = [
  ...['/mes-badges', '/mes-badges/liste', '/mes-badges/liste?badge=travailler-en-equipe'],
  ...['/mes-badges/AWARD', '/mes-experiences', '/mes-experiences/EXPERIENCE'],
  ...['/mon-chemin', '/mon-chemin?avant=2010-03', '/mes-demandes'],
  ...['/partages', '/partages/nouveau', '/p/TOKEN', '/p/TOKEN/verification'],
].map((path) => `awa ${path}`);
const STAFF_PAGES = [
  ...['/personnes', '/personnes/PERSON', '/personnes/PERSON/retirer'],
  ...['/personnes/PERSON/chemin', '/a-reconnaitre', '/ce-qui-m-attend'],
  '/demandes',
  ...['badges', 'feuilles', 'lettres'].map((list) => `/ce-qui-m-attend/${list}`),
  ...['/experiences', '/experiences/nouvelle', '/experiences/EXPERIENCE'],
  ...['/experiences/EXPERIENCE/reconnaitre', '/experiences/EXPERIENCE/retirer'],
  ...['/reconnaissances/AWARD/confirmer', '/reconnaissances/AWARD/retirer'],
  ...['/reconnaissances/AWARD/groupe', '/a-confirmer'],
].map((path) => `nadia ${path}`);
/** What their reader may not know is read over: a part more, at most (docs/adr/0049). */
const LEFT_OUT_OF = ['/personnes/PERSON', '/personnes/PERSON/retirer'].map(
  (path) => `nadia ${path}`,
);
const ALL = [...PAGES, ...STAFF_PAGES];

async function share(label: string): Promise<string> {
  const shown = { awards: [accepted.id], experiences: [experience.id] };
  return (await sharePortfolio(world.services, world.awa, { label, days: 30, ...shown })).token;
}

/** Up to this size; of the shares, all are over but one, whose token is returned. */
async function grow(from: Size, to: Size): Promise<string> {
  const span = { from: from.experiences, count: to.experiences - from.experiences };
  const made = await growExperiences(world, world.awa, span);
  await growAwards(world, accepted, badgesFor(world, made.slice(0, BADGES)));
  const days = made.slice(0, to.ofExperience - from.ofExperience);
  const here = { experienceId: experience.id };
  await growAwards(
    world,
    accepted,
    days.map(({ createdAt: issuedAt }) => ({ ...here, issuedAt })),
  );
  const people = { from: from.people, count: to.people - from.people };
  const grown = await growPeople(world, world.hautsPres, people);
  await growClaims(world, grown, { from: from.people });
  await growWords(world, world.awa, grown);
  const mine = grown.map(() => world.awa);
  await growClaims(world, mine, { from: from.people + LATER });
  for (let n = 0; n < 25; n += 1) await share(`Traiteur ${n}`);
  world.passTime(31 * 24 * 60);
  // Every hour; who was connected a month ago is not any more.
  await purgeExpired(world.services);
  return share('Boulangerie Petit');
}

async function readAll(token: string): Promise<Record<string, Reading>> {
  const visitors = { awa: await world.signIn(world.awa), nadia: await world.signIn(world.nadia) };
  const found: Record<string, Reading> = {};
  for (const name of ALL) {
    const [who = '', path = ''] = name.split(' ');
    const visitor = who === 'awa' ? visitors.awa : visitors.nadia;
    const address = path
      .replace('AWARD', accepted.id)
      .replace('EXPERIENCE', experience.id)
      .replace('PERSON', world.awa.id)
      .replace('TOKEN', token);
    // What a process finds out once is known by then.
    await visitor.get(address);
    let characters = 0;
    const { documents } = await world.journeyOf(async () => {
      const { status, html } = await visitor.get(address);
      characters = status === 200 ? html.length : NaN;
    });
    found[name] = { documents, characters };
  }
  return found;
}

beforeAll(async () => {
  world = await createFarWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const played = await playAcceptance(world, { kpa, staff, holder });
  experience = played.experience;
  accepted = await reloadAward(world, played.accepted);
  readings.few = await readAll(await grow({ experiences: 0, people: 0, ofExperience: 0 }, FEW));
  readings.many = await readAll(await grow(FEW, MANY));
}, 120_000);
afterAll(() => world.destroy());

describe.each(ALL)('%s', (name) => {
  it('reads as many documents of a KPA of 3,000 experiences as of one of 60', () => {
    const [few, many] = [readings.few[name], readings.many[name]];
    expect(many?.documents).toBeGreaterThan(0);
    const [before = NaN, after = NaN] = [few?.documents, many?.documents];
    expect(Math.abs(after - before)).toBeLessThanOrEqual(LEFT_OUT_OF.includes(name) ? PART : 0);
  });

  it('is as long', () => {
    const [few, many] = [readings.few[name]?.characters ?? NaN, readings.many[name]?.characters];
    expect(many).toBeLessThan(MOST_CHARACTERS);
    // A row that waits for something says more than one that does not.
    expect(many).toBeLessThan(few * 2);
  });
});
