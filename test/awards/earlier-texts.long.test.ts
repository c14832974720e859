/** What was signed of an award before: kept text by text, however often it is signed anew. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCommand } from '../../src/admin/commands.ts';
import { createAwardRows } from '../../src/awards/award-rows.ts';
import { endorseAward } from '../../src/features/endorsements/endorse-award.ts';
import { reissueAwards } from '../../src/awards/reissue-awards.ts';
import { disownKey } from '../../src/features/key-management/disown-key.ts';
import type { Award, Store } from '../../src/storage/store.ts';
import { earlierOf } from '../support/badges/earlier.ts';
import { WHY } from '../support/badges/leaked-key.ts';
import { type Acceptance, playAcceptance, reloadAward } from '../support/scene.ts';
import { jsonOf, jwtOf, textsUnder } from '../support/signed-texts.ts';
import {
  createInterruptibleWorld,
  type InterruptibleWorld,
} from '../support/storage/interruptible.ts';

const SEEN = 'A gardé le sourire quand la file est devenue longue.';

let world: InterruptibleWorld;
let scene: Acceptance;
beforeEach(async () => {
  world = await createInterruptibleWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playAcceptance(world, { kpa, staff, holder });
});
afterEach(() => world.destroy());

const now = () => reloadAward(world, scene.accepted);
const kept = async (award?: Award) => earlierOf(world.services, award ?? (await now()));
const textsOf = (texts: readonly { readonly text: string }[]) => texts.map(({ text }) => text);
const formsOf = ({ forms }: Award) => Object.values(forms);

/** A key leaks, and what it signed is signed anew. The first signs the JSON. */
async function reissue(fragment: string): Promise<void> {
  await disownKey(world.services, scene.kpa, fragment, WHY);
  const request = { ...WHY, signedWith: [fragment] };
  for await (const row of reissueAwards(world.services, scene.kpa, request)) {
    expect(row).toMatchObject({ outcome: 'reissued' });
  }
}

/** As `npm run admin` does. */
async function run(line: string): Promise<{ isDone: boolean; lines: readonly string[] }> {
  const lines: string[] = [];
  const command = await findCommand(line.split(' ')).before(world.config);
  return { isDone: await command(world.services, (text) => lines.push(text)), lines };
}

it('a badge is signed anew thirty times, and then confirmed, and nothing that was signed is lost', async () => {
  const first = await now();
  const signed = [jsonOf(first)];
  // The next keys of a KPA that has two are key-3, key-4, …
  for (const fragment of ['key-1', ...Array.from({ length: 29 }, (_, at) => `key-${at + 3}`)]) {
    world.passTime(1);
    await reissue(fragment);
    signed.push(jsonOf(await now()));
  }
  const award = await now();
  expect(new Set(signed).size).toBe(31);
  expect(jsonOf(award)).toContain('#key-32"');
  expect(textsOf(await kept()).filter((text) => text.startsWith('{'))).toEqual(signed.slice(0, -1));
  expect(await kept()).toHaveLength(30 * textsUnder('Ed25519', award).length);
  expect(award).not.toHaveProperty('superseded');

  const colleague = await world.add(scene.kpa, 'Leïla Benmansour', 'accompagnant');
  const browser = await world.signIn(colleague);
  const form = await browser.get(`/reconnaissances/${award.id}/confirmer`);
  const confirmed = await browser.press(form, 'Signer', { sentence: SEEN });
  expect(confirmed.status).toBe(200);
  const shown = await world.visitor().get(`/k/hauts-pres/credentials/${award.id}`);
  expect(shown.heading).toMatch(/^Ce badge est authentique/);
  expect(shown.text).toContain(SEEN);
  const { lines } = await run(`earlier-texts --kpa hauts-pres --award ${award.id}`);
  expect(lines).toHaveLength((await kept()).length);
  expect(lines[0]).toMatch(/ {2}put aside 2026-10-14T16:31:00.000Z {2}by Karim Benali: a backup/);
  expect(lines[0]?.split('\n')[1]).toBe(signed[0]);
});

describe('put aside', () => {
  it('before the award is replaced: what a crash leaves is not told, and put aside once', async () => {
    const before = await now();
    await world.services.keys.rotate(scene.kpa.id, { fragment: 'key-1' }, WHY);
    const confirm = async (services = world.services) => {
      const by = await world.add(scene.kpa, 'Leïla Benmansour', 'accompagnant');
      return endorseAward(services, scene.kpa, before.id, by, SEEN);
    };
    const store = storeThatDies();
    const awardRows = createAwardRows(store, world.services.custody);
    await expect(confirm({ ...world.services, store, awardRows })).rejects.toThrow('killed');
    const { supersededCredentials } = world.services.store;
    const left = () => supersededCredentials(scene.kpa.id).count({ index: 'byAward' });
    expect(await left()).toBe(formsOf(before).length);
    expect(await now()).toEqual(before);
    expect(await kept()).toEqual([]);
    world.passTime(1);
    await confirm();
    expect(textsOf(await kept()).toSorted()).toEqual(formsOf(before).toSorted());
    expect(await left()).toBe(formsOf(before).length);
    // By the act that did replace it.
    const ats = new Set((await kept()).map(({ at }) => at));
    expect([...ats]).toEqual(['2026-10-14T16:31:00.000Z']);
  });

  it('by the one who replaced it, whoever else was about to', async () => {
    const first = await now();
    const by = await world.add(scene.kpa, 'Leïla Benmansour', 'accompagnant');
    let between: Award | undefined;
    world.interrupt('awards', 1, async () => {
      world.passTime(1);
      await reissue('key-1');
      between = await now();
    });
    await endorseAward(world.services, scene.kpa, first.id, by, SEEN);
    const who = new Map((await kept()).map(({ text, by: name }) => [text, name]));
    expect(who.get(jsonOf(first))).toBe('Karim Benali');
    expect(who.get(between ? jsonOf(between) : '')).toBe('Leïla Benmansour');
    expect(who.get(jwtOf(first))).toBe('Leïla Benmansour');
  });

  function storeThatDies(): Store {
    const { store } = world.services;
    const awards = (kpaId: string) => ({
      ...store.awards(kpaId),
      replace: () => Promise.reject(new Error('killed')),
    });
    return { ...store, awards: Object.assign(awards, { across: store.awards.across }) };
  }
});

describe('the row of an earlier text', () => {
  beforeEach(() => reissue('key-1'));

  async function change(): Promise<void> {
    const texts = world.services.store.supersededCredentials(scene.kpa.id);
    const [row] = (await texts.find({ index: 'byAward' })).items;
    if (row) await texts.replace({ ...row, by: 'Somebody else' });
  }

  it('is found when somebody else wrote in it, and taken when an operator says so', async () => {
    const check = () => run('check-rows --kpa hauts-pres');
    expect(await check()).toMatchObject({ isDone: true });
    await change();
    const { id } = scene.accepted;
    expect(await check()).toEqual({
      isDone: false,
      lines: [
        `earlier text of award ${id}  not believed: changed`,
        'KPA des Hauts-Prés: 1 not believed',
      ],
    });
    const { lines } = await run('check');
    expect(lines).toContain(`earlier texts of badges  ${id}  row: changed`);
    const act = '--by Karim --reason compared';
    const taken = await run(`accept-rows --kpa hauts-pres --award ${id} ${act}`);
    expect(taken.isDone).toBe(true);
    expect(taken.lines[0]).toBe(`earlier text of award ${id}  taken  changed`);
    expect(await check()).toMatchObject({ isDone: true });
  });

  it('goes under a new master key with the others', async () => {
    const { lines } = await run('rewrap --by Karim --reason yearly');
    const count = textsUnder('Ed25519', await now()).length;
    expect(lines).toContain(
      `earlier texts of awards: 0 rewrapped, ${count} current already, 0 failed`,
    );
  });
});
