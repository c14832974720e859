/** A name that is corrected: its badges are signed anew, in place, and none is ever without an answer. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { earlierTexts } from '../../../src/awards/earlier/earlier-texts.ts';
import { correctPerson } from '../../../src/features/corrections/correct-person.ts';
import { stampOf } from '../../../src/features/corrections/correction-form.ts';
import { finishNames } from '../../../src/features/corrections/forget-names.ts';
import { startHousekeeping } from '../../../src/housekeeping.ts';
import type { Award, Person } from '../../../src/storage/store.ts';
import { awardTo, playScene, reloadAward, type Scene } from '../../support/scene.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';
/** Whatever else the machine does. */
const PATIENT = { timeout: 60_000 };

const NEW_NAME = 'Awa Diallo-Traoré';
const SIGN = /^Signer \d+ badges?$/;

let world: World;
let scene: Scene;
let nadia: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  nadia = await world.signIn(staff);
});
afterEach(() => world.destroy());

const signed = z.looseObject({
  id: z.string(),
  credentialSubject: z.looseObject({
    id: z.string(),
    narrative: z.string(),
    identifier: z.tuple([z.looseObject({ identityHash: z.string(), salt: z.string() })]),
  }),
  credentialStatus: z.unknown(),
});
const read = (award: Award) => signed.parse(JSON.parse(jsonOf(award)));

async function person(): Promise<Person> {
  const found = await world.services.store.people(world.hautsPres.id).findById(world.awa.id);
  if (!found) throw new Error('Nobody');
  return found;
}

const open = () => nadia.get(`/personnes/${world.awa.id}/corriger`);

/** Until it is to be signed. */
const ask = async (name: string) => nadia.press(await open(), 'Enregistrer', { name });

/** What our own verifier says of a badge, by name. */
async function verify(award: Award, name: string): Promise<string> {
  const visitor = world.visitor();
  const source = jwtOf(await reloadAward(world, award));
  return (await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source, name })).text;
}

const shown = async () => (await world.visitor().get(`/p/${scene.token}`)).text;

/** The write of the person alone, as after a crash. */
async function renameOnly(name: string): Promise<void> {
  const now = await world.services.store.people(world.hautsPres.id).findById(world.awa.id);
  if (!now) throw new Error('Nobody');
  await correctPerson(world.services, now, { ...now, name }, stampOf(now));
}

describe('a corrected name', () => {
  it('says what is signed before anything changes', async () => {
    const page = await ask(NEW_NAME);
    expect(page.heading).toBe('Signer au nouveau nom');
    const facts = page
      .$('.facts dd')
      .toArray()
      .map((one) => page.$(one).text());
    // Also the one that was set aside: without it, the number would tell.
    expect(facts).toEqual(['Awa Diallo', NEW_NAME, '3']);
    expect((await person()).name).toBe('Awa Diallo');
    expect(jsonOf(await reloadAward(world, scene.accepted))).toBe(jsonOf(scene.accepted));
  });

  it('is signed in the badges that stand: the same ones, with another hash', async () => {
    const after = await nadia.press(await ask(NEW_NAME), SIGN);
    expect(after.heading).toBe(NEW_NAME);
    for (const award of [scene.offered, scene.accepted, scene.declined]) {
      const now = await reloadAward(world, award);
      const [before, anew] = [read(award), read(now)];
      expect(anew.id).toBe(before.id);
      expect(anew.credentialStatus).toEqual(before.credentialStatus);
      expect(anew.credentialSubject.id).toBe(before.credentialSubject.id);
      expect(anew.credentialSubject.narrative).toBe(before.credentialSubject.narrative);
      expect(anew.credentialSubject.identifier[0].salt).not.toBe(
        before.credentialSubject.identifier[0].salt,
      );
      const texts: string[] = [];
      for await (const { text } of earlierTexts(world.services.store, now)) texts.push(text);
      expect(texts.toSorted()).toEqual([jsonOf(award), jwtOf(award)].toSorted());
    }
    expect((await reloadAward(world, scene.declined)).state).toBe('declined');
    expect((await reloadAward(world, scene.revoked)).forms).toEqual(scene.revoked.forms);
  });

  it('is signed in as many when it is what it was again: what was set aside is no gap', async () => {
    await nadia.press(await ask(NEW_NAME), SIGN);
    const back = await ask('Awa Diallo');
    expect(back.$('.facts dd').last().text()).toBe('3');
  });

  it('matches where the badge is verified, and the one before does not', async () => {
    await nadia.press(await ask(NEW_NAME), SIGN);
    expect(await verify(scene.accepted, NEW_NAME)).toContain('Ce badge est authentique');
    const before = await verify(scene.accepted, 'Awa Diallo');
    expect(before).toContain('Awa Diallo');
    expect(before).toMatch(/pas au nom|autre nom|un autre/);
  });

  it('stands on the page of the person at once, and no page shows the one before', async () => {
    await nadia.press(await ask(NEW_NAME), SIGN);
    const page = await shown();
    expect(page).toContain(NEW_NAME);
    expect(page).not.toContain('Awa Diallo ');
    expect(page).toContain('authentique');
  });

  it('is signed where only its case differs', async () => {
    const page = await ask('Awa DIALLO');
    expect(page.heading).toBe('Signer au nouveau nom');
    await nadia.press(page, SIGN);
    const { identityHash } = read(await reloadAward(world, scene.accepted)).credentialSubject
      .identifier[0];
    expect(identityHash).not.toBe(
      read(scene.accepted).credentialSubject.identifier[0].identityHash,
    );
    expect(await shown()).toContain('authentique');
  });

  it('is signed once by the same form, sent twice at once', async () => {
    const page = await ask(NEW_NAME);
    const answers = await Promise.all([nadia.press(page, SIGN), nadia.press(page, SIGN)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const query = { index: 'byAward', equals: [scene.accepted.id] } as const;
    const earlier = world.services.store.supersededCredentials(world.hautsPres.id);
    expect(await earlier.count(query)).toBe(2);
  });
});

describe('while some badges still bear the name from before', () => {
  it('no badge is without an answer, for its holder, a reader or a verifier', async () => {
    const before = await shown();
    await renameOnly(NEW_NAME);
    const between = await shown();
    expect(between).toContain(NEW_NAME);
    expect(between.replaceAll(NEW_NAME, 'Awa Diallo')).toBe(before);
    const badge = await world.visitor().get(`/k/hauts-pres/credentials/${scene.accepted.id}`);
    expect(badge.status).toBe(200);
    expect(world.logged.join()).not.toContain('An award is not as it was signed');
    const files = await world.visitor().send(`/k/hauts-pres/credentials/${scene.accepted.id}.json`);
    expect(files.status).toBe(200);
  });

  it('the page of the person says so, and its button finishes it', async () => {
    await renameOnly(NEW_NAME);
    const page = await nadia.get(`/personnes/${world.awa.id}`);
    expect(page.text).toContain('Le nom a changé');
    const after = await nadia.press(page, 'Finir de signer');
    expect(after.text).not.toContain('Le nom a changé');
    expect(await verify(scene.accepted, NEW_NAME)).toContain('Ce badge est authentique');
  });

  it('so does the same form again, and the housekeeping', async () => {
    const page = await ask(NEW_NAME);
    await renameOnly(NEW_NAME);
    await nadia.press(page, SIGN);
    expect(read(await reloadAward(world, scene.accepted))).not.toEqual(read(scene.accepted));

    await renameOnly('Awa Traoré');
    world.passTime(60);
    const housekeeping = startHousekeeping(world.services);
    await vi.waitUntil(async () => (await person()).nameToSign === undefined, PATIENT);
    await housekeeping.stop();
    expect(await verify(scene.accepted, 'Awa Traoré')).toContain('Ce badge est authentique');
  });

  it('a badge that somebody signs meanwhile is looked at again', async () => {
    await nadia.press(await ask(NEW_NAME), SIGN);
    const { hautsPres: kpa, nadia: staff, awa: holder } = world;
    // Drafted before: in the name that she had.
    expect(holder.name).toBe('Awa Diallo');
    const { experience } = scene;
    const late = await awardTo(world, {
      kpa,
      staff,
      holder,
      experience,
      badge: 'explorer-plusieurs-metiers',
    });
    expect(await verify(late, NEW_NAME)).toContain('Ce badge est authentique');
  });

  it('a declined one is signed in the new name when it is accepted after all', async () => {
    await nadia.press(await ask(NEW_NAME), SIGN);
    const awa = await world.signIn(world.awa);
    const declined = await awa.get(`/mes-badges/${scene.declined.id}`);
    expect(declined.status).toBe(200);
    await awa.press(declined, /^Accepter/);
    expect((await reloadAward(world, scene.declined)).state).toBe('accepted');
    expect(await verify(scene.declined, NEW_NAME)).toContain('Ce badge est authentique');
  });
});

describe('a name from before', () => {
  it('is kept for as long as a badge bears it, and no longer', async () => {
    await nadia.press(await ask(NEW_NAME), SIGN);
    world.passTime(60);
    await finishNames(world.services, new AbortController().signal);
    // What was taken back bears it.
    expect((await person()).formerNames).toEqual(['Awa Diallo']);

    const bruno = await nadia.get(`/personnes/${world.bruno.id}/corriger`);
    await nadia.press(bruno, 'Enregistrer', { name: 'Bruno Marten' });
    world.passTime(60);
    await finishNames(world.services, new AbortController().signal);
    const after = await world.services.store.people(world.hautsPres.id).findById(world.bruno.id);
    expect(after).toMatchObject({ name: 'Bruno Marten' });
    expect(after).not.toHaveProperty('formerNames');
    expect(after).not.toHaveProperty('renamedAt');
  });
});
