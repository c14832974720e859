/** Two processes on one database, one of whose clocks is wrong (docs/adr/0032). */
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../../src/app.ts';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import { catchUp } from '../../../src/features/status-lists/catch-up.ts';
import { createKnownTime } from '../../../src/features/status-lists/known-time.ts';
import { createServices, type Services } from '../../../src/services.ts';
import { playScene, type Scene } from '../../support/scene.ts';
import { jsonOf } from '../../support/signed-texts.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { createWorld, type World } from '../../support/world.ts';

const DAY = 24 * 60;
const MINUTE = 60_000;

let opened: TestDatabase;
let world: World;
let scene: Scene;
/** Minutes: by which the clock of the other process is ahead, and what both have lived through. */
let ahead: number;
let lived: number;
beforeEach(async () => {
  ahead = 0;
  lived = 0;
  opened = await openTestDatabase();
  world = await createWorld({ database: opened.database });
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
});
afterEach(async () => {
  await world.destroy();
  await opened.destroy();
});

function pass(minutes: number): void {
  world.passTime(minutes);
  lived += minutes;
}

/** It begins with its clock as far ahead as it is now. */
async function startOther(): Promise<Services> {
  const { services, config, letters } = world;
  const { clock, definitions, threads, languages, log, guardedFetch } = services;
  const other = await createServices(config, {
    ...{ definitions, threads, languages, log, guardedFetch },
    database: opened.database,
    clock: () => new Date(clock().getTime() + ahead * MINUTE),
    uptime: () => lived * MINUTE,
    letterDelay: () => 0,
    mailer: {
      send: (letter) => {
        letters.push(letter);
        return Promise.resolve();
      },
    },
  });
  await other.knownTime.note();
  return other;
}

const LIST = '/k/hauts-pres/status/1';
async function minutesToBegin(services: Services): Promise<number> {
  const { text } = await request(createApp(services)).get(LIST).buffer();
  const { validFrom } = z.looseObject({ validFrom: z.iso.datetime() }).parse(JSON.parse(text));
  return Math.round((Date.parse(validFrom) - world.services.clock().getTime()) / MINUTE);
}

const standing = async (award: Scene['accepted']) =>
  (await world.services.verifyCredential(jsonOf(award))).summary.standing;

/** Its own process leaves it to the other. */
async function askForLetter(): Promise<void> {
  await world.services.outbox.stop();
  const browser = world.visitor();
  const email = world.awa.email ?? '';
  await browser.press(await browser.get('/connexion'), 'Recevoir le lien', { email });
}
const letterStates = async () => {
  const letters = await world.services.store.letters.all({ index: 'byExpiry' }).toArray();
  return letters.map(({ state, failure }) => failure ?? state);
};

describe('a clock that gains a minute in five, for 25 hours', () => {
  it('is five hours ahead, and known to be: the other process is right, and dates no list later', async () => {
    const fast = await startOther();
    for (let quarters = 0; quarters < 100; quarters += 1) {
      pass(15);
      ahead += 3;
      await fast.knownTime.note();
      await world.services.knownTime.note();
    }
    expect(await fast.knownTime.secondsAhead()).toBe(18_000);
    expect(await world.services.knownTime.secondsAhead()).toBe(0);
    expect(await catchUp(fast)).toMatchObject({ published: 1 });
    expect(await minutesToBegin(fast)).toBe(0);
    expect(await minutesToBegin(world.services)).toBe(0);
    expect(await standing(scene.accepted)).toBe('valid');
    expect(await standing(scene.revoked)).toBe('revoked');
  });
});

describe('a process that begins with its clock ahead', () => {
  /** Both note the time, as they do each minute. */
  async function hear(other: Services): Promise<void> {
    pass(1);
    await world.services.knownTime.note();
    await other.knownTime.note();
  }

  it('hears of the others within two minutes, and dates its lists no later than they do', async () => {
    ahead = 55;
    const other = await startOther();
    expect(await other.knownTime.secondsAhead()).toBe(0);
    await hear(other);
    await hear(other);
    expect(await other.knownTime.secondsAhead()).toBe(54 * 60);
    expect(await world.services.knownTime.secondsAhead()).toBe(0);
    pass(DAY);
    await catchUp(other);
    expect(await minutesToBegin(world.services)).toBeLessThanOrEqual(1);
  });

  it('is not followed by those that are right, nor by the next one to begin', async () => {
    ahead = 55;
    await startOther();
    pass(1);
    expect(await world.services.knownTime.secondsAhead()).toBe(0);
    await world.services.knownTime.note();
    ahead = 110;
    const next = await startOther();
    expect(await next.knownTime.secondsAhead()).toBe(110 * 60);
  });

  it('by nine minutes sends the letter that it takes from another', async () => {
    ahead = 9;
    const other = await startOther();
    await hear(other);
    await askForLetter();
    await other.outbox.sendDue();
    expect(await letterStates()).toEqual(['sent']);
    // It knows of the other to a minute.
    expect(world.letters.at(-1)?.text).toContain('pendant 9\u00a0minutes');
  });

  it('by forty days removes no session of anybody', async () => {
    const awa = await world.signIn(world.awa);
    ahead = 40 * DAY;
    const purged = await purgeExpired(await startOther());
    expect(purged).toMatchObject({ sessions: 0, signInLinks: 0 });
    expect((await awa.get('/mes-badges')).path).toBe('/mes-badges');
  });
});

describe('a letter', () => {
  it('is sent by a process whose clock jumps, and says how long it lasts', async () => {
    const other = await startOther();
    await askForLetter();
    ahead = DAY;
    await other.outbox.sendDue();
    expect(await letterStates()).toEqual(['sent']);
    world.moveClock(DAY);
    await askForLetter();
    await other.outbox.sendDue();
    expect(await letterStates()).toEqual(['sent', 'sent']);
    expect(world.letters.at(-1)?.text).toContain('pendant 10\u00a0minutes');
  });

  it('that waited over a weekend is late, though nobody has said that the clock is right', async () => {
    await askForLetter();
    ahead = 3 * DAY;
    const next = await startOther();
    await next.outbox.sendDue();
    expect(await letterStates()).toEqual(['LATE']);
  });
});

describe('a process that has slept for two hours', () => {
  /** The other one slept. */
  async function sleep(): Promise<Services> {
    const other = await startOther();
    pass(120);
    await world.services.knownTime.note();
    lived -= 120;
    return other;
  }

  it('leaves the lists of others as they are', async () => {
    const other = await sleep();
    const nadia = await world.signIn(world.nadia);
    const page = await nadia.get(`/reconnaissances/${scene.offered.id}/retirer`);
    await nadia.press(page, 'Annuler le badge', { reason: 'badge' });
    expect(await minutesToBegin(other)).toBe(0);
    expect(await catchUp(other)).toMatchObject({ published: 0 });
  });

  it('takes nothing away from what the others know', async () => {
    const other = await sleep();
    await other.knownTime.note();
    expect(await other.knownTime.secondsAhead()).toBe(7_200);
    const next = await startOther();
    expect(await next.knownTime.secondsAhead()).toBe(0);
  });
});

describe('a note under way while an operator says that the clock is right', () => {
  it('does not overwrite what was said', async () => {
    const { store, log, knownTime } = world.services;
    await knownTime.read();
    world.moveClock(-3 * DAY);
    const { timesSeen } = store;
    const late = createKnownTime({
      store: {
        timesSeen: {
          ...timesSeen,
          update: async (...asked) => {
            await knownTime.accept({ by: 'Karim', reason: 'It is right' });
            return timesSeen.update(...asked);
          },
        },
      },
      clock: world.services.clock,
      uptime: () => 0,
      log,
    });
    expect(await late.secondsAhead()).toBe(-3 * 86_400);
    await late.note();
    expect(await late.secondsAhead()).toBe(0);
    expect(await knownTime.secondsAhead()).toBe(0);
  });
});
