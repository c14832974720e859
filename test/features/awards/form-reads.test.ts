/** What the form finds among awards that are there: repeats, and the habits of a KPA. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRepeats } from '../../../src/features/awards/find-repeats.ts';
import { createUsualBadges } from '../../../src/features/awards/usual-badges.ts';
import type { Draft } from '../../../src/features/awards/draft.ts';
import { awardBadge } from '../../../src/features/awards/award-badge.ts';
import { createWorld, type World } from '../../support/world.ts';
import { awardOf, draftOf, reload } from './support.ts';

let world: World;
let draft: Draft;
beforeAll(async () => {
  world = await createWorld();
  draft = await draftOf(world.services, world.hautsPres, world.awa);
  await awardBadge(world.services, draft);
});
afterAll(() => world.destroy());

describe('the same badge for the same work', () => {
  const again = () => ({ ...draft, awardId: randomUUID() });
  const fields = async (...drafts: readonly Draft[]) =>
    (await findRepeats(world.services, drafts)).map(({ field }) => field);

  it('is a repeat from another form, and not from its own', async () => {
    const repeat = [`sentence-${world.awa.id}`];
    expect(await fields(again())).toEqual(repeat);
    expect(await fields(draft)).toEqual([]);
    expect(await fields({ ...again(), person: world.bruno }, again())).toEqual(repeat);
  });

  it('is one where the award is from before there were slots', async () => {
    const { services, hautsPres } = world;
    const { slot, ...older } = await reload(services, hautsPres, draft.awardId);
    await services.awardRows.replace({ slot, ...older }, older);
    expect(await fields(again())).toEqual([`sentence-${world.awa.id}`]);
    expect(await fields(draft)).toEqual([]);
    expect(await fields({ ...again(), person: world.bruno })).toEqual([]);
  });
});

describe('the badges that are shown first', () => {
  it('follow what was awarded since, by whichever process', async () => {
    const { services, hautsPres, awa } = world;
    const usual = createUsualBadges(services);
    const scene = { visitor: { kpa: hautsPres }, experience: draft.experience };
    const first = async () => (await usual(services.definitions, scene))[0]?.slug;
    expect(await first()).toBe('transmettre');
    const other = services.definitions.badgeClasses.find(
      ({ slug, sensitive, levels }) => slug !== 'transmettre' && !sensitive && levels.length === 0,
    );
    for (let times = 0; times < 2; times += 1) {
      await awardBadge(services, await draftOf(services, hautsPres, awa, other?.slug));
    }
    expect(await first()).toBe(other?.slug);
    world.passTime(1);
    await awardOf(services, hautsPres, awa);
    await awardOf(services, hautsPres, awa);
    expect(await first()).toBe('transmettre');
  });
});
