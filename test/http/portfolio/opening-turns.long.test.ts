/** Many who open portfolios at the same moment: whoever asks for something else is answered in between. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpeningTurns } from '../../../src/features/sharing/opening-turns.ts';
import { HttpError } from '../../../src/problems/http-error.ts';
import { shareManyBadges } from '../../support/badges/many-badges.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

it('a fair of employers opens portfolios of many badges, and the service says that it lives', async () => {
  const { token } = await shareManyBadges(world, world.awa, 40);
  const path = `/p/${token}`;
  await world.visitor().get(path);
  let opened = 0;
  const openings = Array.from({ length: 40 }, async () => {
    const page = await world.visitor().get(path);
    opened += 1;
    return page.status;
  });
  const before = await world
    .visitor()
    .get('/health/live')
    .then(({ status }) => ({ status, opened }));
  expect(before.status).toBe(200);
  expect(before.opened).toBeLessThan(20);
  expect(new Set(await Promise.all(openings))).toEqual(new Set([200]));
});

describe('turns', () => {
  const opening = { client: '192.0.2.1/32', badges: 100, isOver: () => false };

  /** Takes all there is until it is told to end. */
  function occupy(turns: ReturnType<typeof createOpeningTurns>) {
    let end: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (end = resolve));
    const done = turns.inTurn({ ...opening, client: 'first' }, () => held);
    return { done, end: () => end?.() };
  }

  it('of one client only so many wait; another waits beside them', async () => {
    const turns = createOpeningTurns();
    const first = occupy(turns);
    const ask = (client: string) =>
      turns.inTurn({ ...opening, client }, () => Promise.resolve('seen'));
    const waiting = Array.from({ length: 200 }, () => ask('office'));
    await expect(ask('office')).rejects.toThrow(HttpError);
    await expect(ask('office')).rejects.toMatchObject({ code: 'BUSY', retryAfter: 10 });
    waiting.push(ask('other'));
    first.end();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['seen']));
  });

  it('whoever went away meanwhile takes no work, and a failure gives the place back', async () => {
    const turns = createOpeningTurns();
    const first = occupy(turns);
    let worked = 0;
    const work = () => Promise.resolve((worked += 1));
    const gone = turns.inTurn({ ...opening, isOver: () => true }, work);
    const failed = turns.inTurn(opening, () => Promise.reject(new Error('storage')));
    const last = turns.inTurn(opening, work);
    first.end();
    const outcomes = await Promise.allSettled([first.done, gone, failed, last]);
    expect(outcomes.map((one) => ('value' in one ? one.value : one.status))).toEqual([
      ...[undefined, undefined, 'rejected', 1],
    ]);
    expect(worked).toBe(1);
  });
});
