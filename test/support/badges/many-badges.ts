/** A person with many badges: badge classes again and again, for one piece of work after another. */
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import type { Person } from '../../../src/storage/store.ts';
import { awardTo } from '../scene.ts';
import type { World } from '../world.ts';

interface Work {
  readonly holder: Person;
  readonly staff?: Person;
  /** Day of October 2026. */
  readonly day?: number;
}

export async function work(world: World, { holder, staff = world.nadia, day = 1 }: Work) {
  return recordExperience(world.services, {
    values: {
      title: `Buffet du ${day} octobre`,
      kind: 'prestation',
      date: `2026-10-${String(day).padStart(2, '0')}`,
      place: undefined,
      people: [holder.id],
    },
    participants: [holder],
    by: staff,
  });
}

/** Signed, accepted and shared, three for each piece of work; of these classes, or of all. */
export async function shareManyBadges(
  world: World,
  holder: Person,
  count: number,
  slugs?: readonly string[],
) {
  const all = world.services.definitions.badgeClasses;
  const badgeClasses = all.filter(({ slug }) => slugs?.includes(slug) ?? true);
  const awards = [];
  let experience = await work(world, { holder });
  for (let n = 0; n < count; n += 1) {
    const badge = badgeClasses[n % badgeClasses.length];
    if (!badge) throw new Error('No badge class');
    if (n % 3 === 0) experience = await work(world, { holder, day: 1 + (n % 28) });
    const level = badge.leveled ? 1 + (n % 4) : undefined;
    const cast = { kpa: world.hautsPres, staff: world.nadia, holder, experience };
    const award = await awardTo(world, { ...cast, badge: badge.slug, level });
    await decideAward(world.services, award, 'accepted');
    awards.push(award);
  }
  const { token } = await sharePortfolio(world.services, holder, {
    label: 'Traiteur Petit',
    days: 30,
    awards: awards.map(({ id }) => id),
    experiences: [],
  });
  return { awards, token };
}
