/** A clock that is wrong, and one that has stood still: what readers of our lists get (docs/adr/0032). */
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findCommand } from '../../../src/admin/commands.ts';
import { createApp } from '../../../src/app.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { catchUp } from '../../../src/features/status-lists/catch-up.ts';
import { NETWORK_ID } from '../../../src/features/kpas/network-identity.ts';
import { startHousekeeping } from '../../../src/housekeeping.ts';
import { createServices, type Services } from '../../../src/services.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import { playScene, type Scene } from '../../support/scene.ts';
import { createWorld, type World } from '../../support/world.ts';
import { jsonOf } from '../../support/signed-texts.ts';

/** There is one: the nil UUID. */
const TIME_ID = '00000000-0000-0000-0000-000000000000';
const HOUR = 60;
const DAY = 24 * HOUR;
const MILLISECONDS = 60_000;

let opened: TestDatabase;
let world: World;
let scene: Scene;
beforeEach(async () => {
  opened = await openTestDatabase();
  world = await createWorld({ database: opened.database });
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
});
afterEach(async () => {
  await world.destroy();
  await opened.destroy();
});

/** The next process on the same data, which has lived through nothing yet. */
function startAgain(): Promise<Services> {
  const { services, config } = world;
  const { clock, definitions, threads, languages, log, guardedFetch } = services;
  const kept = { clock, definitions, threads, languages, log, guardedFetch };
  return createServices(config, { ...kept, database: opened.database, uptime: () => 0 });
}

const shape = z.looseObject({ validFrom: z.iso.datetime(), validUntil: z.iso.datetime() });
type Shape = z.infer<typeof shape>;

/** As anybody gets it. */
async function read(path: string, services: Services = world.services): Promise<Shape> {
  const { text } = await request(createApp(services)).get(path).buffer();
  return shape.parse(JSON.parse(text));
}
const LIST = '/k/hauts-pres/status/1';
const minutesTo = (instant: string) =>
  Math.round((Date.parse(instant) - world.services.clock().getTime()) / MILLISECONDS);

async function withdraw(award = scene.offered): Promise<void> {
  const nadia = await world.signIn(world.nadia);
  const page = await nadia.get(`/reconnaissances/${award.id}/retirer`);
  const { status } = await nadia.press(page, /^(Annuler|Retirer) le badge$/u, { reason: 'badge' });
  expect(status).toBe(200);
}

async function expectAnswers(services: Services = world.services): Promise<void> {
  const standingOf = async (award: Scene['accepted']) =>
    (await services.verifyCredential(jsonOf(award))).summary.standing;
  expect(await standingOf(scene.accepted)).toBe('valid');
  expect(await standingOf(scene.revoked)).toBe('revoked');
}

const complaints = () => world.logged.filter((one) => one.includes('not where it was left'));

/** As `npm run admin` does. */
async function acceptClock(services: Services): Promise<string> {
  const lines: string[] = [];
  const words = ['accept-clock', '--by', 'Karim', '--reason', 'a weekend'];
  const command = await findCommand(words).before(world.config);
  expect(await command(services, (line) => lines.push(line))).toBe(true);
  return lines.join('\n');
}

describe('a clock that is a day ahead during one withdrawal', () => {
  it('dates no list in the future, and leaves no badge without an answer, also past a restart', async () => {
    const before = await read(LIST);
    world.moveClock(DAY);
    await withdraw();
    const during = await read(LIST);
    expect(minutesTo(during.validFrom)).toBe(-DAY);
    expect(during.validFrom >= before.validFrom).toBe(true);
    world.moveClock(-DAY);
    await expectAnswers();
    await expectAnswers(await startAgain());
    const nadia = await world.signIn(world.nadia);
    const page = await nadia.get(`/k/hauts-pres/credentials/${scene.accepted.id}`);
    expect(page.heading).toMatch(/^Ce badge est authentique/);
  });

  it('is told in the log, once an hour, and stops being so when it comes back', async () => {
    world.moveClock(DAY);
    await withdraw();
    await read(LIST);
    await catchUp(world.services);
    expect(complaints()).toHaveLength(1);
    expect(complaints()[0]).toContain('"clock":"2026-10-15T16:30:00.000Z"');
    expect(complaints()[0]).toContain('"known":"2026-10-14T16:30:00.000Z"');
    expect(await world.services.knownTime.secondsAhead()).toBe(86_400);
    world.passTime(HOUR);
    await catchUp(world.services);
    expect(complaints()).toHaveLength(2);
    world.moveClock(-DAY);
    await catchUp(world.services);
    expect(complaints()).toHaveLength(2);
    expect(await world.services.knownTime.secondsAhead()).toBe(0);
  });

  it('makes a list that counts for a day more, until the clock is right', async () => {
    world.moveClock(DAY);
    await withdraw();
    world.moveClock(-DAY);
    expect(minutesTo((await read(LIST)).validUntil)).toBe(8 * DAY);
    await catchUp(world.services);
    expect(minutesTo((await read(LIST)).validUntil)).toBe(7 * DAY);
  });

  it('though it is ten years, makes none that counts for much more than a year', async () => {
    world.moveClock(3650 * DAY);
    await withdraw();
    world.moveClock(-3650 * DAY);
    expect(minutesTo((await read(LIST)).validUntil)).toBe(373 * DAY);
    await expectAnswers();
  });

  it('and is asked for the list of the network dates that one no better', async () => {
    const { html } = await world.visitor().send('/network.json');
    world.moveClock(8 * DAY);
    const during = await read('/network.json');
    expect(JSON.stringify(during)).not.toBe(html);
    expect(minutesTo(during.validFrom)).toBe(-8 * DAY);
    expect(minutesTo(during.validUntil)).toBe(30 * DAY);
    world.moveClock(-8 * DAY);
    expect(minutesTo((await read('/network.json')).validUntil)).toBe(30 * DAY);
  });
});

describe('a clock that is never an hour away from where it was', () => {
  it('jumps by 55 minutes during one withdrawal: no list begins later than its process knows', async () => {
    world.moveClock(55);
    await withdraw();
    expect(minutesTo((await read(LIST)).validFrom)).toBe(-55);
    expect(await world.services.knownTime.secondsAhead()).toBe(3_300);
    world.moveClock(-55);
    await expectAnswers();
    expect(await world.services.knownTime.secondsAhead()).toBe(0);
  });

  it('is set forward by 50 minutes, and again, and again: lists begin when they did', async () => {
    for (let steps = 0; steps < 29; steps += 1) {
      world.moveClock(50);
      await world.services.knownTime.note();
    }
    await withdraw();
    world.moveClock(-29 * 50);
    expect(minutesTo((await read(LIST)).validFrom)).toBe(0);
    await expectAnswers();
    await expectAnswers(await startAgain());
  });

  it('is set right by 20 minutes behind our start: lists begin at once', async () => {
    world.moveClock(20);
    const next = await startAgain();
    await next.knownTime.note();
    world.moveClock(-20);
    await catchUp(next);
    expect(minutesTo((await read(LIST, next)).validFrom)).toBe(0);
  });

  it('counts for a day and 10 seconds of drift', async () => {
    world.passTime(DAY);
    world.moveClock(1);
    const { known } = await world.services.knownTime.read();
    expect(known.toISOString()).toBe('2026-10-15T16:30:10.000Z');
  });
});

describe('a list from the future, as versions before this signed it', () => {
  const TOMORROW = '2026-10-15T16:30:00.000Z';

  async function signedTomorrow(
    credential: string,
    kpaId: string,
    did: string,
    begin = TOMORROW,
  ): Promise<string> {
    const { proof, ...rest } = z
      .looseObject({ '@context': z.array(z.string()) })
      .parse(JSON.parse(credential));
    expect(proof).toBeDefined();
    const signer = await world.services.keys.signer(kpaId, did, 'Ed25519');
    const validUntil = new Date(Date.parse(begin) + 7 * DAY * MILLISECONDS).toISOString();
    const dated = { ...rest, validFrom: begin, validUntil };
    return JSON.stringify(await signDocument(dated, signer, new Date(begin)));
  }

  async function plant(begin?: string): Promise<void> {
    const { store } = world.services;
    const { id: kpaId } = world.hautsPres;
    const [list] = (await store.statusLists(kpaId).find({ index: 'byNumber' })).items;
    if (!list) throw new Error('no list');
    const did = 'did:web:badges.example:k:hauts-pres';
    const credential = await signedTomorrow(list.credential, kpaId, did, begin);
    await store.statusLists(kpaId).replace({ ...list, credential, updatedAt: TOMORROW });
  }

  it('is signed again with a right date, by whoever reads it first', async () => {
    await plant();
    await expectAnswers();
    expect(minutesTo((await read(LIST)).validFrom)).toBe(0);
  });

  it('is followed by an earlier one where it begins in 16 minutes, and stays where it is 14', async () => {
    await plant('2026-10-14T16:46:00.000Z');
    expect(minutesTo((await read(LIST)).validFrom)).toBe(0);
    await plant('2026-10-14T16:44:00.000Z');
    expect(minutesTo((await read(LIST)).validFrom)).toBe(14);
  });

  it('is found by the next process at its start', async () => {
    await plant();
    const next = await startAgain();
    expect(await catchUp(next)).toMatchObject({ published: 1, behind: 0 });
    expect(minutesTo((await read(LIST)).validFrom)).toBe(0);
    await expectAnswers(next);
  });

  it('keeps what it says, and takes what is withdrawn', async () => {
    await plant();
    await withdraw();
    expect(minutesTo((await read(LIST)).validFrom)).toBe(0);
    await expectAnswers();
    const { summary } = await world.services.verifyCredential(jsonOf(scene.offered));
    expect(summary.standing).toBe('revoked');
  });

  it('is replaced where it is that of the network, too', async () => {
    await read('/network.json');
    const { networkLists } = world.services.store;
    const list = await networkLists.findById(NETWORK_ID);
    if (!list) throw new Error('no list');
    const did = 'did:web:badges.example';
    const credential = await signedTomorrow(list.credential, NETWORK_ID, did);
    await networkLists.replace({ ...list, credential, updatedAt: TOMORROW });
    expect(minutesTo((await read('/network.json')).validFrom)).toBe(0);
  });
});

describe('a service that was stopped for a weekend', () => {
  let next: Services;
  beforeEach(async () => {
    await world.services.knownTime.note();
    world.moveClock(60 * HOUR);
    next = await startAgain();
  });

  it('serves lists that count for a week, dated no later than what it knows', async () => {
    world.moveClock(5 * DAY);
    const list = await read(LIST, next);
    expect(minutesTo(list.validUntil)).toBe(7 * DAY);
    expect(list.validFrom).toBe('2026-10-14T16:30:00.000Z');
    await expectAnswers(next);
    expect(complaints()).toHaveLength(1);
  });

  it('dates them by the clock once an operator says that it is right', async () => {
    await read(LIST, next);
    const told = await acceptClock(next);
    expect(told).toContain('known so far: 2026-10-14T16:30:00.000Z');
    expect(told).toContain('2026-10-17T04:30:00.000Z  is right');
    await withdraw();
    expect(minutesTo((await read(LIST)).validFrom)).toBe(0);
    expect(await world.services.knownTime.secondsAhead()).toBe(0);
  });

  it('that the operator said of a wrong clock is taken back by saying it once more', async () => {
    await acceptClock(next);
    await withdraw();
    world.moveClock(-60 * HOUR);
    await withdraw(scene.declined);
    expect(minutesTo((await read(LIST)).validFrom)).toBe(60 * HOUR);
    expect(await acceptClock(next)).toContain('status lists signed anew: 1, behind: 0');
    expect(minutesTo((await read(LIST)).validFrom)).toBe(0);
    await expectAnswers(next);
  });
});

describe('a clock that runs', () => {
  it('is followed, day after day, and after a short stop', async () => {
    for (let day = 0; day < 3; day += 1) {
      world.passTime(DAY);
      await catchUp(world.services);
      expect(minutesTo((await read(LIST)).validFrom)).toBe(0);
    }
  });

  it('is followed after a short stop: the time is noted at the very end', async () => {
    const housekeeping = startHousekeeping(world.services);
    const { timesSeen } = world.services.store;
    const noted = async () => (await timesSeen.findById(TIME_ID))?.at;
    const now = () => world.services.clock().toISOString();
    world.passTime(3 * DAY);
    await world.services.knownTime.note();
    expect(await noted()).toBe(now());
    world.passTime(HOUR);
    await housekeeping.stop();
    expect(await noted()).toBe(now());
    world.moveClock(55);
    await catchUp(await startAgain());
    expect(complaints()).toEqual([]);
  });

  it('is not followed when it falls back: no list goes back in time', async () => {
    const before = await read(LIST);
    world.moveClock(-2 * DAY);
    await withdraw();
    const after = await read(LIST);
    expect(after.validFrom >= before.validFrom).toBe(true);
    expect(complaints()).toHaveLength(1);
    world.moveClock(2 * DAY);
    await expectAnswers();
  });
});
