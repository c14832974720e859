import { EventEmitter, once } from 'node:events';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { catchUp } from '../../../src/features/status-lists/catch-up.ts';
import { createStatusLists } from '../../../src/features/status-lists/status-lists.ts';
import { startHousekeeping } from '../../../src/housekeeping.ts';
import type { Award, Store, Stored } from '../../../src/storage/store.ts';
import { playScene, reloadAward } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { bitsOf, insertAwards } from './support.ts';

let world: World;
let ours: Stored<Award>;
let theirs: Stored<Award>;

beforeEach(async () => {
  world = await createWorld();
  const { hautsPres, moulins, nadia, awa, ines, omar } = world;
  const here = await playScene(world, { kpa: hautsPres, staff: nadia, holder: awa });
  const there = await playScene(world, { kpa: moulins, staff: ines, holder: omar });
  ours = await reloadAward(world, here.accepted);
  theirs = await reloadAward(world, there.accepted);
});

afterEach(() => world.destroy());

/** On a busy machine, and on a database that is a server. */
const PATIENT = { timeout: 30_000 };

/** The first half of a revocation: what a crash before the second half leaves. */
async function mark(award: Stored<Award>): Promise<void> {
  const revocation = { at: '2026-10-14T17:00:00Z', reason: 'Erreur', byName: 'Nadia Roche' };
  const marked = { ...award, standing: 'revoked', revocation } as const;
  await world.services.awardRows.replace(award, marked);
}

async function standingOf(award: Award): Promise<string> {
  return (await world.services.verifyCredential(jsonOf(award))).summary.standing;
}

/** Each list with its version: a list that was published again has another one. */
async function listsOf({ kpaId }: Award) {
  return (await world.services.store.statusLists(kpaId).find({ index: 'byNumber' })).items;
}

describe('Catching up with the awards', () => {
  it('publishes the list that is behind, and no other', async () => {
    await mark(ours);
    expect(await standingOf(ours)).toBe('valid');
    const others = await listsOf(theirs);
    await catchUp(world.services);
    expect(await standingOf(ours)).toBe('revoked');
    expect(await listsOf(theirs)).toEqual(others);
    const published = await listsOf(ours);
    await catchUp(world.services);
    expect(await listsOf(ours)).toEqual(published);
  });

  it('is not held up by a KPA that can sign no more: it is logged', async () => {
    await mark(ours);
    await mark(theirs);
    const { store } = world.services;
    for (const key of (await store.keys(ours.kpaId).find({ index: 'byFragment' })).items) {
      await store.keys(ours.kpaId).remove(key.id);
    }
    await catchUp(world.services);
    expect(await standingOf(theirs)).toBe('revoked');
    expect(world.logged.join('')).toContain('"kpa":"hauts-pres"');
  });

  /** The next process, in whose store something else happens to awards. */
  function startAgain(change: (awards: ReturnType<Store['awards']>) => object) {
    const { store, ...others } = world.services;
    const awards = (kpaId: string) => {
      const real = store.awards(kpaId);
      return { ...real, ...change(real) };
    };
    const changed = { ...store, awards: Object.assign(awards, { across: store.awards.across }) };
    const services = { ...others, store: changed };
    return { ...services, statusLists: createStatusLists(services) };
  }

  it('reads no award where as many are marked as the list knows of, and else those of that list', async () => {
    const asked: string[] = [];
    const next = startAgain((real) => ({
      readable: {
        ...real.readable,
        all: (query: Parameters<typeof real.all>[0]) => {
          asked.push(JSON.stringify(query.equals));
          return real.readable.all(query);
        },
      },
    }));
    expect(await catchUp(next)).toEqual({ right: 2, published: 0, behind: 0 });
    expect(asked).toEqual([]);
    await mark(ours);
    expect(await catchUp(next)).toEqual({ right: 1, published: 1, behind: 0 });
    expect(asked).toEqual([JSON.stringify([ours.statusListId, 'revoked'])]);
    expect(await standingOf(ours)).toBe('revoked');
    expect(await catchUp(next)).toEqual({ right: 2, published: 0, behind: 0 });
    expect(asked).toHaveLength(1);
  });

  it('comes back every hour', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const housekeeping = startHousekeeping(world.services);
    await vi.waitUntil(() => housekeeping.isCaughtUp(), PATIENT);
    await mark(ours);
    vi.advanceTimersByTime(3_600_000);
    await vi.waitUntil(async () => (await standingOf(ours)) === 'revoked', PATIENT);
    await housekeeping.stop();
    vi.useRealTimers();
    expect(await standingOf(theirs)).toBe('valid');
  });

  it('is waited for by nobody: what is asked for meanwhile has every mark', async () => {
    await mark(ours);
    const next = startAgain(() => ({}));
    const signals = new EventEmitter();
    const letGo = once(signals, 'let go');
    const { sessions, ...others } = next.store;
    const pick = async (...asked: Parameters<typeof sessions.pick>) => {
      await letGo;
      return sessions.pick(...asked);
    };
    const store = { ...others, sessions: { ...sessions, pick } };
    const housekeeping = startHousekeeping({ ...next, store });
    const app = createApp(next);
    expect((await request(app).get('/health/ready')).status).toBe(200);
    const { text } = await request(app).get('/k/hauts-pres/status/1').buffer();
    expect(bitsOf(text)).toContain(ours.statusIndex);
    expect(housekeeping.isCaughtUp()).toBe(false);
    signals.emit('let go');
    await vi.waitUntil(() => housekeeping.isCaughtUp(), PATIENT);
    await housekeeping.stop();
  });

  it('does not sign lists together for ever that were once signed together', async () => {
    const many = createStatusLists(world.services, { fullAt: 1 });
    for (let list = 0; list < 24; list += 1) {
      await insertAwards(world.services, world.moulins, many.draw, 1);
    }
    expect(await listsOf(theirs)).toHaveLength(25);
    world.passTime(20 * 60);
    const some = await catchUp(world.services);
    expect(some.published).toBeGreaterThan(1);
    expect(some.right).toBeGreaterThan(1);
    world.passTime(3 * 60);
    const others = await catchUp(world.services);
    expect(others.published).toBe(some.right);
    expect(others.behind).toBe(0);
  });
});
