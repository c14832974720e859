/** What was acknowledged survives `kill -9`, whole and once (docs/adr/0002). */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readBit } from '../credentials/support/read-bit.ts';
import type { EntryAct } from '../../src/journal/acts.ts';
import { readJournal } from '../../src/journal/read.ts';
import { addUp } from '../../src/journal/state.ts';
import type { Award, Experience } from '../../src/storage/store.ts';
import { type DurableKpa, createDurableKpa } from './support/durable-kpa.ts';
import { SIGN, fillForm, storedAwards } from '../support/cast.ts';
import { jsonOf } from '../support/signed-texts.ts';

const listShape = z.object({ credentialSubject: z.object({ encodedList: z.string() }) });

let house: DurableKpa;

beforeAll(async () => {
  house = await createDurableKpa();
  await house.start();
  await house.signIn(house.staff);
});

afterAll(() => house.destroy());

/** Asks the running service for a badge, and our verifier for its word on it. */
async function readThroughTheApp({ id, standing }: Award) {
  const { kpa, staff, services } = house;
  const answer = await staff.send(`/k/${kpa.slug}/credentials/${id}`, {
    headers: { Accept: 'application/vc' },
  });
  expect(answer.status).toBe(200);
  const { summary } = await services.verifyCredential(answer.html);
  expect(summary).toMatchObject({ authentic: 'yes', standing });
  return answer.html;
}

async function expectWhole(awards: readonly Award[]): Promise<void> {
  const holders = awards.map(({ personId }) => personId);
  expect(new Set(holders).size).toBe(awards.length);
  for (const award of awards) {
    expect(await readThroughTheApp(award)).toBe(jsonOf(award));
    expect(award.evidence).toContain('"groupSize":17');
  }
}

async function servedList(): Promise<string> {
  const answer = await fetch(`${house.url}/k/${house.kpa.slug}/status/1`);
  expect(answer.status).toBe(200);
  return answer.text();
}

function bitOf(list: string, { statusIndex }: Award): Promise<boolean> {
  const { credentialSubject } = listShape.parse(JSON.parse(list));
  return readBit(credentialSubject.encodedList, statusIndex);
}

describe('Killed while forms of a hundred badges in all is being signed', () => {
  const acknowledged: Experience[] = [];
  const cutAt: number[] = [];
  const lists: string[] = [];

  /** Resolves once badges of it are on the disk: the kill falls before the answer, or right after. */
  async function untilStored(experience: Experience): Promise<void> {
    while ((await storedAwards(house, experience)).length === 0) await wait(1);
  }

  it.each<[string, (cut: Experience) => Promise<void>]>([
    ['as it is sent', () => Promise.resolve()],
    ['while it is signed', () => wait(20)],
    ['once it is stored', untilStored],
  ])('%s: keeps what it said, and the form completes it', async (name, moment) => {
    const { staff } = house;
    const before = await house.recordExperience(`Buffet d’avant, ${name}`);
    const signed = await staff.press(await fillForm(house.staff, house, before), SIGN);
    expect(signed.path).toMatch(/signes=17$/);
    acknowledged.push(before);

    const cut = await house.recordExperience(`Buffet coupé, ${name}`);
    const form = await fillForm(house.staff, house, cut);
    const sending = staff.press(form, SIGN).then(
      ({ status }) => status,
      () => undefined,
    );
    await moment(cut);
    await house.kill();
    await sending;
    cutAt.push((await storedAwards(house, cut)).length);
    await house.start();
    lists.push(await servedList());

    const survivors = await storedAwards(house, cut);
    // One commit: the whole form, or nothing of it.
    expect([0, 17]).toContain(survivors.length);
    const again = await staff.press(form, SIGN);
    expect(again.path).toMatch(/signes=17$/);
    const completed = await storedAwards(house, cut);
    expect(completed).toHaveLength(17);
    expect(completed).toEqual(expect.arrayContaining([...survivors]));
    acknowledged.push(cut);
  });

  it('loses and doubles nothing over all the kills', async () => {
    expect([cutAt.at(0), cutAt.at(-1)]).toEqual([0, 17]); // a kill fell on either side of the commit
    const all = await Promise.all(acknowledged.map((one) => storedAwards(house, one)));
    expect(all.map(({ length }) => length)).toEqual(acknowledged.map(() => 17));
    for (const awards of all) await expectWhole(awards);
    // Nothing was taken back: no start has signed the list anew.
    expect(new Set(lists).size).toBe(1);
    const entries = all.flat().map(({ statusListId, statusIndex }) => [statusListId, statusIndex]);
    expect(new Set(entries.map(String)).size).toBe(entries.length);
  });

  it('has nothing on the disk that is not in the journal', async () => {
    const folder = join(house.folder, 'journal');
    const { entries } = await addUp(readJournal(folder, house.services.custody));
    const noted = new Set([...entries.values()].flat().map(placeOf));
    const all = await Promise.all(acknowledged.map((one) => storedAwards(house, one)));
    const stored = all.flat().map((award) => {
      const { id, statusListId: list, statusIndex: index } = award;
      return placeOf({ id, list, index });
    });
    expect(stored).toHaveLength(17 * acknowledged.length);
    expect(stored.filter((place) => !noted.has(place))).toEqual([]);
  });
});

const placeOf = ({ id, list, index }: Pick<EntryAct, 'id' | 'list' | 'index'>) =>
  `${list} ${index} ${id}`;

describe('Killed around a revocation', () => {
  it('an acknowledged one is in the list; one cut short is put there at the start', async () => {
    const { staff, services, kpa } = house;
    const experience = await house.recordExperience('Buffet des erreurs');
    await staff.press(await fillForm(house.staff, house, experience), SIGN);
    const [told, halfDone, standing] = await storedAwards(house, experience);
    if (!told || !halfDone || !standing) throw new Error('Three badges were expected');

    const page = await staff.get(`/reconnaissances/${told.id}/retirer`);
    const done = await staff.press(page, /^(Annuler|Retirer) le badge$/u, { reason: 'badge' });
    expect(done.status).toBe(200);
    await house.kill();
    // What a crash between the mark and the list leaves behind.
    const marked = await services.store.awards(kpa.id).findById(halfDone.id);
    if (!marked) throw new Error('The badge is gone');
    const revocation = { at: new Date().toISOString(), reason: 'Erreur', byName: 'Nadia Roche' };
    await services.awardRows.replace(marked, { ...marked, standing: 'revoked', revocation });
    await house.start();

    const list = await servedList();
    expect(await bitOf(list, told)).toBe(true);
    expect(await bitOf(list, halfDone)).toBe(true);
    expect(await bitOf(list, standing)).toBe(false);
    for (const award of await storedAwards(house, experience)) await readThroughTheApp(award);
  });
});
