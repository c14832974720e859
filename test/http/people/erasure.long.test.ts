/** A person is erased: by themselves, by a manager once they left, or because the time is over. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endKeeping } from '../../../src/features/erasure/end-of-keeping.ts';
import { markErased } from '../../../src/features/erasure/erase-person.ts';
import { findDoubtfulRows } from '../../../src/features/key-management/doubtful-rows.ts';
import { checkEverything } from '../../../src/features/upkeep/check-everything.ts';
import { compareBits } from '../../../src/features/status-lists/compare-bits.ts';
import type { Kpa, Person } from '../../../src/storage/store.ts';
import { makeCardIn } from '../../support/cards.ts';
import { playScene, reloadAward, type Scene, SENTENCE, WORDS } from '../../support/scene.ts';
import { jsonOf, jwtOf } from '../../support/signed-texts.ts';
import { documentsOf } from '../../support/storage/documents.ts';
import { playTwins } from '../../support/twins.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createAuthenticator } from '../../support/ways/authenticator.ts';
import { addPasskeyIn } from '../../support/ways/passkeys.ts';
import { createWorld, type World } from '../../support/world.ts';

const DAY = 24 * 60;

let world: World;
let scene: Scene;
let manager: Person;
let awa: TestVisitor;
let nadia: TestVisitor;
let karim: TestVisitor;
beforeEach(async () => {
  world = await createWorld();
  const { hautsPres: kpa, nadia: staff, awa: holder } = world;
  scene = await playScene(world, { kpa, staff, holder });
  manager = await world.add(kpa, 'Karim Benali', 'accompagnant', 'manager');
  [awa, nadia, karim] = [
    await world.signIn(holder),
    await world.signIn(staff),
    await world.signIn(manager),
  ];
});
afterEach(() => world.destroy());

const erase = async (browser: TestVisitor, path: string, fields = {}) =>
  browser.press(await browser.get(path), 'Effacer', fields);

const eraseOwn = (fields = { sure: 'yes' }) => erase(awa, '/mon-compte/effacer', fields);

const housekeeping = () => endKeeping(world.services, new AbortController().signal);

const person = ({ kpaId, id }: Person) => world.services.store.people(kpaId).findById(id);

/** As a responsable does, whatever the provider. */
async function linkAccount(): Promise<void> {
  const { id: personId, kpaId } = world.awa;
  const [id, account] = ['B'.repeat(43), 'C'.repeat(43)];
  const linkedAt = world.services.clock().toISOString();
  await world.services.store.linkedAccounts.insert({ id, kpaId, personId, account, linkedAt });
}

async function leave({ id }: Person) {
  await nadia.press(await nadia.get(`/personnes/${id}/depart`), 'Noter le départ');
}

const registered = async () => (await karim.get('/kpa/journal')).text;

describe('by themselves', () => {
  it('nothing that is stored says anything of them', async () => {
    await makeCardIn(nadia, world.awa);
    await addPasskeyIn(awa, createAuthenticator(world.config.publicUrl), { label: 'Diallo' });
    await linkAccount();
    await nadia.press(
      await nadia.press(await nadia.get(`/personnes/${world.awa.id}/corriger`), 'Enregistrer', {
        name: 'Awa Diallo-Traoré',
      }),
      /^Signer/,
    );
    const page = await eraseOwn();
    expect(page.path).toContain('/?efface');
    world.passTime(60);
    await housekeeping();
    expect(await person(world.awa)).toBeUndefined();
    const { store } = world.services;
    const texts = await store.supersededCredentials.across.all({ index: 'byAward' }).toArray();
    const cards = await store.cards.all({ index: 'byPerson' }).toArray();
    const words = await store.nameWords.across.all({ index: 'byPerson' }).toArray();
    const keys = await store.passkeys.all({ index: 'byPerson' }).toArray();
    const accounts = await store.linkedAccounts.all({ index: 'byAccount' }).toArray();
    expect([keys, accounts]).toEqual([[], []]);
    const all = JSON.stringify([await documentsOf(store), texts, cards, words]);
    const gone = ['Diallo', 'diallo', 'awa@', SENTENCE, WORDS, 'accueil et service', scene.link.id];
    expect(gone.filter((one) => all.includes(one))).toEqual([]);
    expect(all.includes('Bruno Martin')).toBe(true);
  });

  it('their way in, their page and their shares are gone at once', async () => {
    await eraseOwn();
    expect((await awa.get('/mes-badges')).path).toBe('/connexion');
    expect((await world.visitor().get(`/p/${scene.token}`)).status).toBe(404);
    const badge = `/k/hauts-pres/credentials/${scene.accepted.id}`;
    expect((await world.visitor().get(badge)).status).toBe(404);
    expect((await nadia.get(badge)).status).toBe(404);
    expect((await nadia.get(`/personnes/${world.awa.id}`)).status).toBe(404);
    expect((await nadia.get('/personnes')).text).not.toContain('Diallo');
    expect((await nadia.get(`/experiences/${scene.experience.id}`)).text).not.toContain('Diallo');
  });

  it('a file that was given goes on verifying, and a badge that was taken back stays so', async () => {
    const [good, revoked] = [jwtOf(scene.accepted), jwtOf(await reloadAward(world, scene.revoked))];
    await eraseOwn();
    const visitor = world.visitor();
    const verify = async (source: string) =>
      (await visitor.press(await visitor.get('/verifier'), 'Vérifier', { source })).text;
    expect(await verify(good)).toContain('Ce badge est authentique');
    expect(await verify(revoked)).toContain('retiré');
    expect(jsonOf(scene.accepted)).not.toContain('Diallo');
  });

  it('an operator who looks at everything is told of nothing', async () => {
    await eraseOwn();
    const { services, hautsPres: kpa } = world;
    const told: unknown[] = [];
    for await (const row of findDoubtfulRows(services, { id: kpa.id, kpa })) told.push(row);
    const bits = (one: Kpa) => compareBits(services.store, one);
    for await (const one of checkEverything({ ...services, compareBits: bits })) {
      if ('why' in one) told.push(one);
    }
    expect(told).toEqual([]);
  });

  it('not without a tick, and not from within the team', async () => {
    const refused = await eraseOwn({ sure: '' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Cochez la case, ou ne changez rien.');
    expect((await person(world.awa))?.name).toBe('Awa Diallo');
    const own = await nadia.get('/mon-compte/effacer');
    expect(own.text).toContain('Quittez d’abord l’équipe');
    const sent = await nadia.post('/mon-compte/effacer', {
      ...{ sure: 'yes', _csrf: own.$('[name=_csrf]').attr('value') ?? '' },
    });
    expect(sent.status).toBe(409);
    expect((await person(world.nadia))?.name).toBe('Nadia Roche');
  });

  it('is noted once, however often it is sent, and without saying who', async () => {
    const form = await awa.get('/mon-compte/effacer');
    const pages = await Promise.all(
      Array.from({ length: 5 }, () => awa.press(form, 'Effacer', { sure: 'yes' })),
    );
    expect(pages.every(({ status }) => status < 500)).toBe(true);
    const told = (await registered()).match(/Une personne a effacé ce qui était à elle\./g);
    expect(told).toHaveLength(1);
    const entries = world.services.store.registerEntries(world.hautsPres.id);
    expect(await entries.count({ index: 'byAbout', equals: [world.awa.id] })).toBe(0);
  });
});

describe('cut short', () => {
  it('says nothing of them from the first write on, and is completed by the housekeeping', async () => {
    const { services } = world;
    const one = await person(world.awa);
    if (!one) throw new Error('Nobody');
    await markErased(services, one);
    expect(
      JSON.stringify(await services.store.people.across.all({ index: 'byName' }).toArray()),
    ).not.toContain('Diallo');
    expect((await awa.get('/mes-badges')).path).toBe('/connexion');
    expect((await nadia.get('/personnes')).text).not.toContain('Diallo');
    world.passTime(60);
    await housekeeping();
    expect(await person(world.awa)).toBeUndefined();
    expect((await reloadAward(world, scene.offered)).erasedAt).toBeDefined();
    expect((await reloadAward(world, scene.revoked)).standing).toBe('revoked');
  });

  it('takes what was merged into their record with it', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    const { first, second } = await playTwins(world, { kpa, staff }, 'Salima Zidane');
    [nadia, karim] = [await world.signIn(staff), await world.signIn(manager)];
    const form = await nadia.get(`/personnes/${first.person.id}/reunir/${second.person.id}`);
    const chosen = { name: first.person.id, email: first.person.id };
    await nadia.press(form, 'Réunir les deux fiches', chosen);
    await erase(await world.signIn(first.person), '/mon-compte/effacer', { sure: 'yes' });
    const all = JSON.stringify(await documentsOf(world.services.store));
    expect(['Zidane', 'ZIDANE', 'salima@'].filter((one) => all.includes(one))).toEqual([]);
  });
});

describe('by a manager', () => {
  it('once they left, and not before; an accompagnante does not', async () => {
    const path = `/personnes/${world.awa.id}/effacer`;
    expect((await karim.get(path)).status).toBe(403);
    await leave(world.awa);
    expect((await nadia.get(path)).status).toBe(403);
    expect((await erase(karim, path, {})).status).toBe(422);
    const page = await karim.click(await karim.get(`/personnes/${world.awa.id}`), 'Tout effacer');
    const after = await karim.press(page, 'Effacer', { sure: 'yes' });
    expect(after.path).toBe('/personnes');
    expect(after.text).not.toContain('Diallo');
    expect(await registered()).toContain('Karim Benali a effacé ce qui était à une personne.');
  });
});

describe('when the time is over', () => {
  const years = (count: number) => {
    world.passTime(count * 366 * DAY);
  };

  it('they are told a month before, and then erased', async () => {
    await leave(world.awa);
    await housekeeping();
    expect(world.letters).toEqual([]);
    world.passTime((5 * 365 + 1 - 25) * DAY);
    await housekeeping();
    await housekeeping();
    await world.services.outbox.sendDue();
    expect(world.letters.map(({ to, subject }) => [to, subject])).toEqual([
      ['awa@hauts-pres.example', 'Vos badges vont quitter ce site'],
    ]);
    world.passTime(27 * DAY);
    await housekeeping();
    // Told 27 days ago: not yet.
    expect((await person(world.awa))?.name).toBe('Awa Diallo');
    world.passTime(4 * DAY);
    await housekeeping();
    world.passTime(60);
    await housekeeping();
    expect(await person(world.awa)).toBeUndefined();
    expect(await reloadAward(world, scene.accepted)).toMatchObject({ forms: {} });
    const entries = world.services.store.registerEntries(world.hautsPres.id);
    const acts = (await entries.all({ index: 'byTime' }).toArray()).map(({ act }) => act);
    expect(acts).toContain('person-erased-in-time');
  });

  it('who has no address is erased on that day, and who came back is not', async () => {
    const bruno = await nadia.get(`/personnes/${world.bruno.id}/corriger`);
    await nadia.press(bruno, 'Enregistrer', { email: '' });
    await leave(world.bruno);
    await leave(world.awa);
    await nadia.press(await nadia.get(`/personnes/${world.awa.id}`), 'Revenir');
    years(6);
    await housekeeping();
    expect((await person(world.bruno))?.name).toBe('—');
    expect((await person(world.awa))?.name).toBe('Awa Diallo');
  });
});
