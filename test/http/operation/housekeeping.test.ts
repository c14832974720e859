/** Sign-ins that are over leave the store; those that are not stay. */
import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import { startHousekeeping } from '../../../src/housekeeping.ts';
import { playScene } from '../../support/scene.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.destroy());

const stored = async () => ({
  sessions: await world.services.store.sessions.count({ index: 'byExpiry' }),
  signInLinks: await world.services.store.signInLinks.count({ index: 'byExpiry' }),
});

/** Many people come in, and go home. */
async function comeIn(count: number): Promise<void> {
  const link = () => world.services.createSignInLink(world.bruno, { minutes: 10 });
  await Promise.all(Array.from({ length: count }, link));
  await world.signIn(world.bruno);
}

async function askForLetter(): Promise<void> {
  const browser = world.visitor();
  const email = world.awa.email ?? '';
  await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
  await world.letterTo(email);
}

const NOTHING_ELSE = {
  peopleLists: 0,
  accountRequests: 0,
  keptForms: 0,
  awardDrafts: 0,
  awardBatches: 0,
  notices: 0,
  witnessLinks: 0,
  testimonies: 0,
  groupMeetings: 0,
};

const purged = (sessions: number, signInLinks: number, ofLetters: readonly number[]) => {
  const [letters, letterSlots, limitUses] = ofLetters;
  const counted = { sessions, signInLinks, letters, letterSlots, limitUses };
  return { ...counted, ...NOTHING_ELSE };
};

describe('purging', () => {
  it('removes what expired more than an hour ago, in batches, and nothing else', async () => {
    await comeIn(250);
    await askForLetter();
    expect(await stored()).toEqual({ sessions: 1, signInLinks: 251 });
    world.passTime(10 + 59);
    expect(await purgeExpired(world.services)).toEqual(purged(0, 0, [0, 0, 0]));
    const awa = await world.signIn(world.awa);
    world.passTime(2);
    expect(await purgeExpired(world.services)).toEqual(purged(0, 251, [0, 0, 0]));
    expect((await awa.get('/mes-badges')).path).toBe('/mes-badges');
    world.passTime(13 * 60);
    expect(await purgeExpired(world.services)).toEqual(purged(2, 0, [0, 3, 2]));
    expect(await stored()).toEqual({ sessions: 0, signInLinks: 0 });
    // What became of a letter is known for a week.
    world.passTime(7 * 24 * 60);
    expect(await purgeExpired(world.services)).toEqual(purged(0, 0, [1, 0, 0]));
  });

  it('by several processes at once removes each thing once', async () => {
    await comeIn(121);
    world.passTime(14 * 60);
    const all = await Promise.all([1, 2, 3].map(() => purgeExpired(world.services)));
    const sum = (of: 'sessions' | 'signInLinks') => all.reduce((n, one) => n + one[of], 0);
    expect([sum('sessions'), sum('signInLinks')]).toEqual([1, 121]);
    expect(await stored()).toEqual({ sessions: 0, signInLinks: 0 });
  });

  it('that fails in one collection goes on with the next, and says so at the end', async () => {
    await comeIn(3);
    world.passTime(14 * 60);
    const { sessions, ...others } = world.services.store;
    const pick = () => Promise.reject(new Error('a page of these is damaged'));
    const store = { ...others, sessions: { ...sessions, pick } };
    const purging = purgeExpired({ ...world.services, store });
    await expect(purging).rejects.toThrow('a page of these is damaged');
    expect(await stored()).toEqual({ sessions: 1, signInLinks: 0 });
    expect(await purgeExpired(world.services)).toMatchObject({ sessions: 1 });
  });

  it('keeps share links: their owner sees when each was opened', async () => {
    const { hautsPres: kpa, nadia: staff, awa: holder } = world;
    const { link } = await playScene(world, { kpa, staff, holder });
    world.passTime(60 * 24 * 400);
    await purgeExpired(world.services);
    expect(await world.services.store.shareLinks.findById(link.id)).toMatchObject({ id: link.id });
  });
});

describe('housekeeping', () => {
  const HOUR = 3_600_000;

  afterEach(() => {
    vi.useRealTimers();
  });

  it('begins at once, comes back each hour, and stops', async () => {
    await comeIn(3);
    world.passTime(14 * 60);
    // An hour passes when the test says so.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const housekeeping = startHousekeeping(world.services);
    await vi.waitUntil(async () => (await stored()).signInLinks === 0);
    await comeIn(3);
    world.passTime(14 * 60);
    vi.advanceTimersByTime(HOUR);
    await vi.waitUntil(async () => (await stored()).signInLinks === 0);
    await housekeeping.stop();
    expect(vi.getTimerCount()).toBe(0);
    expect(world.logged.join('')).toContain('Expired sign-ins removed');
  });

  it('ends what is under way when it stops, and begins nothing more', async () => {
    const events: string[] = [];
    const signals = new EventEmitter();
    const begun = once(signals, 'begun');
    const { sessions, signInLinks, ...others } = world.services.store;
    const store = {
      ...others,
      sessions: {
        ...sessions,
        pick: async (...asked: Parameters<typeof sessions.pick>) => {
          signals.emit('begun');
          await once(signals, 'let go');
          const found = await sessions.pick(...asked);
          events.push('answered');
          return found;
        },
      },
      signInLinks: { ...signInLinks, pick: () => Promise.reject(new Error('asked once more')) },
    };
    const housekeeping = startHousekeeping({ ...world.services, store });
    await begun;
    const stopped = housekeeping.stop().then(() => events.push('stopped'));
    // Whatever does not wait for the store has its turn.
    await new Promise(setImmediate);
    signals.emit('let go');
    await stopped;
    expect(events).toEqual(['answered', 'stopped']);
    expect(world.logged.join('')).not.toContain('asked once more');
  });

  it('that the store refuses is logged, and holds up nothing', async () => {
    const pick = () => Promise.reject(new Error('no disk'));
    const { sessions, ...others } = world.services.store;
    const store = { ...others, sessions: { ...sessions, pick } };
    const housekeeping = startHousekeeping({ ...world.services, store });
    await vi.waitUntil(() => world.logged.join('').includes('could not be removed'));
    await housekeeping.stop();
    expect(world.logged.join('')).toContain('no disk');
  });
});
