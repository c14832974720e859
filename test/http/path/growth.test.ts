/** What these pages read does not grow with people and badges (docs/adr/0033, 0051). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import type { Award, Stored } from '../../../src/storage/store.ts';
import { firstWaiting } from '../../../src/people/waiting-for-recognition.ts';
import { growAwards, growPeople } from '../../support/badges/grown-kpa.ts';
import { createFarWorld, type FarWorld } from '../../support/far-world.ts';
import { playAcceptance, reloadAward } from '../../support/scene.ts';

/** More than a page of each list. */
const FEW = 75;
const MANY = 240;
const PAGE = '/a-reconnaitre';

let world: FarWorld;
let award: Stored<Award>;
const read: Record<'few' | 'many', number[]> = { few: [], many: [] };

/** A third of them each: a badge lately, work without one, nothing. Each had twelve badges before. */
async function grow(from: number, to: number): Promise<void> {
  const { services, hautsPres: kpa, nadia: staff } = world;
  const people = await growPeople(world, kpa, { from, count: to - from });
  const part = people.length / 3;
  const before = people.flatMap(({ id: personId }) =>
    Array.from({ length: 12 }, (_, at) => ({
      personId,
      issuedAt: new Date(Date.UTC(2020, 1, 1 + at)).toISOString(),
    })),
  );
  const lately = people.slice(0, part).map(({ id: personId }) => ({ personId }));
  await growAwards(world, award, [...before, ...lately]);
  const working = people.slice(part, 2 * part);
  for (let at = 0; at < working.length; at += 50) {
    const participants = working.slice(at, at + 50);
    const details = { title: 'Marché', kind: 'prestation', place: undefined } as const;
    await recordExperience(services, {
      values: { ...details, date: '2026-10-12', people: participants.map(({ id }) => id) },
      participants,
      by: staff,
    });
  }
}

async function documents(): Promise<number[]> {
  const nadia = await world.signIn(world.nadia);
  // What time has moved is put right by whoever looks first.
  await nadia.get(PAGE);
  const page = await world.journeyOf(() => nadia.get(PAGE));
  const { services, hautsPres } = world;
  const first = await world.journeyOf(() =>
    firstWaiting(services, services.definitions, hautsPres),
  );
  return [page.documents, first.documents];
}

beforeAll(async () => {
  world = await createFarWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  const played = await playAcceptance(world, { kpa, staff, holder });
  award = await reloadAward(world, played.accepted);
  await grow(0, FEW);
  read.few = await documents();
  await grow(FEW, MANY);
  read.many = await documents();
}, 120_000);
afterAll(() => world.destroy());

it('as many documents with 240 people and 3,000 badges as with 75 and 900', () => {
  expect(read.many.every((count) => count > 0)).toBe(true);
  expect(read.many).toEqual(read.few);
});
