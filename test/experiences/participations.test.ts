/** Participations say what experiences say, whoever writes them, and in whatever moment it ends. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordExperience } from '../../src/features/experiences/record-experience.ts';
import { tellExperience } from '../../src/experiences/tell-experience.ts';
import type { Experience } from '../../src/storage/store.ts';
import { work } from '../support/badges/many-badges.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

async function stored({ kpaId, id }: Experience) {
  const experience = await world.services.store.experiences(kpaId).findById(id);
  if (!experience) throw new Error('No experience');
  return experience;
}

async function toldBy(personId: string) {
  const mine = await world.services.participations.ofKpa(world.hautsPres.id);
  const told = mine.all({ index: 'byPersonTold', equals: [personId] });
  return (await told.toArray()).map(({ experienceId }) => experienceId);
}

it('of several who tell and take back at once, the list has what the experience has', async () => {
  const { services, awa: holder } = world;
  for (let round = 0; round < 8; round += 1) {
    const experience = await work(world, { holder, day: 1 + round });
    const before = await stored(experience);
    const texts = ['J’ai servi.', undefined, 'J’ai rangé.', undefined, 'J’ai compté.'];
    const order = texts.map((_, at) => texts[(at + round) % texts.length]);
    await Promise.all(
      order.map((words) =>
        tellExperience(services.store, before, holder, { words, shownToTeam: false }),
      ),
    );
    const [own] = (await stored(experience)).participants;
    expect((await toldBy(holder.id)).includes(experience.id)).toBe(own?.words !== undefined);
  }
});

it('a recording that was cut short is in no list, and breaks none', async () => {
  const { services, bruno: holder } = world;
  const whole = await work(world, { holder, day: 20 });
  const { experiences } = services.store;
  const failing = Object.assign(
    (kpaId: string) => ({
      ...experiences(kpaId),
      insert: () => Promise.reject(new Error('no disk')),
    }),
    { across: experiences.across },
  );
  const store = { ...services.store, experiences: failing };
  const values = { title: 'Perdu', kind: 'support' as const, date: '2026-10-21', people: [] };
  const lost = recordExperience(
    { ...services, store },
    { values: { ...values, place: undefined }, participants: [holder], by: world.nadia },
  );
  await expect(lost).rejects.toThrow('no disk');
  const browser = await world.signIn(holder);
  const page = await browser.get('/mes-experiences');
  expect([page.status, page.$('main .ruled > li').length]).toEqual([200, 1]);
  expect(page.text).toContain(whole.title);
  const nadia = await world.signIn(world.nadia);
  expect((await nadia.get(`/personnes/${holder.id}`)).$('#experiences h3')).toHaveLength(1);
});
