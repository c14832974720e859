/**
 * Two workers write to one SQLite file: nothing that was acknowledged is lost or doubled, whoever
 * else is writing and whoever is killed, and what one of them revokes the other knows at once
 * (docs/adr/0036).
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Award, Experience } from '../../src/storage/store.ts';
import { readBit } from '../credentials/support/read-bit.ts';
import { SIGN, fillForm, storedAwards } from '../support/cast.ts';
import { startCrew, type TestCrew } from '../support/programs/crew.ts';
import type { Page } from '../support/visitor.ts';
import { createDurableKpa, type DurableKpa } from './support/durable-kpa.ts';

const listShape = z.object({ credentialSubject: z.object({ encodedList: z.string() }) });

let house: DurableKpa;
let crew: TestCrew;

beforeAll(async () => {
  house = await createDurableKpa();
  const { port } = new URL(house.url);
  crew = await startCrew({ DATA_DIR: house.folder, PORT: port });
  await house.signIn(house.staff);
});
afterAll(async () => {
  await crew.stop();
  await house.destroy();
});

interface Filled {
  readonly experience: Experience;
  readonly form: Page;
}

const fillForms = (count: number, title: string): Promise<Filled[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const experience = await house.recordExperience(`${title} ${at}`);
      return { experience, form: await fillForm(house.staff, house, experience) };
    }),
  );

/** Whether the service said that all of it is signed; not, if it broke off. */
const sign = ({ form }: Filled): Promise<boolean> =>
  house.staff.press(form, SIGN).then(
    ({ path }) => path.endsWith('signes=17'),
    () => false,
  );

async function expectOnce(filled: readonly Filled[]): Promise<readonly Award[]> {
  const all = await Promise.all(filled.map(({ experience }) => storedAwards(house, experience)));
  expect(all.map(({ length }) => length)).toEqual(filled.map(() => 17));
  for (const awards of all) {
    expect(new Set(awards.map(({ personId }) => personId)).size).toBe(17);
  }
  const entries = all
    .flat()
    .map(({ statusListId, statusIndex }) => `${statusListId} ${statusIndex}`);
  expect(new Set(entries).size).toBe(entries.length);
  return all.flat();
}

/** As often as it takes to be asked of both: each time on a connection of its own. */
async function bitsOf({ statusIndex, statusListId }: Award): Promise<readonly boolean[]> {
  // Two workers that begin at once may have begun a list each.
  const list = await house.services.store.statusLists(house.kpa.id).findById(statusListId);
  const bits: boolean[] = [];
  for (let at = 0; at < 4; at += 1) {
    const { html } = await house.staff.send(`/k/${house.kpa.slug}/status/${list?.number ?? 0}`);
    const { credentialSubject } = listShape.parse(JSON.parse(html));
    bits.push(await readBit(credentialSubject.encodedList, statusIndex));
  }
  return bits;
}

it('badges that both sign are there once, and what either revokes both know', async () => {
  const filled = await fillForms(10, 'Buffet');
  expect(await Promise.all(filled.map(sign))).toEqual(filled.map(() => true));
  const awards = await expectOnce(filled);

  const revoke = async (award: Award) => {
    const page = await house.staff.get(`/reconnaissances/${award.id}/retirer`);
    const done = await house.staff.press(page, /^(Annuler|Retirer) le badge$/u, {
      reason: 'badge',
    });
    return [done.status, ...(await bitsOf(award))];
  };
  const some = awards.filter((_, at) => at % 10 === 0);
  const told = await Promise.all(some.map(revoke));
  expect(told).toEqual(some.map(() => [200, true, true, true, true]));

  const answered = [...crew.answered().values()];
  expect(answered).toHaveLength(2);
  expect(Math.min(...answered)).toBeGreaterThan(20);
  // Nobody was sent away, and nothing failed.
  expect(crew.output()).not.toMatch(/"status":5\d\d/);
  expect(crew.output()).not.toMatch(/"level":[56]0/);
});

it('a worker that is killed takes nothing along that was acknowledged; the other answers', async () => {
  const filled = await fillForms(8, 'Marché');
  const sending = Promise.all(filled.map(sign));
  while ((await storedAwards(house, filled[0]?.experience ?? never())).length === 0) {
    await new Promise(setImmediate);
  }
  const [killed = 0, left = 0] = crew.workers();
  process.kill(killed, 'SIGKILL');
  await crew.says(/A worker has ended: another one begins/);
  const before = crew.answered().get(left) ?? 0;
  for (let at = 0; at < 10; at += 1) {
    expect((await house.staff.get('/connexion')).status).toBe(200);
  }
  const acknowledged = await sending;
  await expectOnce(filled.filter((_, at) => acknowledged[at]));
  expect(crew.answered().get(left)).toBeGreaterThan(before);

  await crew.untilBegun(3);
  expect(await Promise.all(filled.map(sign))).toEqual(filled.map(() => true));
  await expectOnce(filled);
});

function never(): never {
  throw new Error('There is no form');
}
