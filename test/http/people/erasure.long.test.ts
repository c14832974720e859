/** A person is erased: by themselves, by a manager once they left, or because the time is over. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceAward } from '../../../src/features/awards/replace/replace-award.ts';
import { returned } from '../../../src/features/corrections/note-departure.ts';
import { endorseAward } from '../../../src/features/endorsements/endorse-award.ts';
import { endKeeping } from '../../../src/features/erasure/end-of-keeping.ts';
import { markErased } from '../../../src/features/erasure/erase-person.ts';
import { markMerged } from '../../../src/features/merging/mark-merged.ts';
import { pairOf } from '../../../src/features/merging/pair.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { findDoubtfulRows } from '../../../src/features/key-management/doubtful-rows.ts';
import { checkEverything } from '../../../src/features/upkeep/check-everything.ts';
import { compareBits } from '../../../src/features/status-lists/compare-bits.ts';
import type { Kpa, Person, Stored } from '../../../src/storage/store.ts';
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

async function stored(one: Person): Promise<Stored<Person>> {
  const found = await person(one);
  if (!found) throw new Error('Nobody');
  return found;
}

/** How often it stands in the register of the KPA. */
async function countNoted(act: string): Promise<number> {
  const entries = world.services.store.registerEntries(world.hautsPres.id);
  const all = await entries.all({ index: 'byTime' }).toArray();
  return all.filter((one) => one.act === act).length;
}

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

  it('a badge of theirs is not there any more to be confirmed, corrected or taken back', async () => {
    const { services, hautsPres: kpa, awa: holder } = world;
    const { id } = scene.accepted;
    const old = await reloadAward(world, scene.accepted);
    const paths = ['retirer', 'confirmer', 'corriger'].map(
      (end) => `/reconnaissances/${id}/${end}`,
    );
    const forms = await Promise.all(paths.map((path) => karim.get(path)));
    expect(forms.map(({ status }) => status)).toEqual([200, 200, 200]);
    const _csrf = forms[0]?.$('[name=_csrf]').attr('value') ?? '';
    await eraseOwn();
    const left = await reloadAward(world, scene.accepted);
    const sentence = 'A servi douze tables sans aide.';
    for (const path of paths) {
      expect((await karim.get(path)).status).toBe(404);
      const fields = { _csrf, sentence, reason: 'badge', level: '2', sure: 'yes' };
      expect((await karim.post(path, fields)).status).toBe(404);
    }
    // Read by somebody before it was erased.
    const badge = services.definitions.findBadgeClass(old.badgeClass);
    if (!badge) throw new Error('No badge class');
    const { experience } = scene;
    const signer = { personId: manager.id, name: manager.name, title: 'Accompagnant' };
    const said = { kpa, person: holder, badge, level: 2, experience, sentence, awardedBy: signer };
    const acts = [
      () => revokeAward(services, kpa, old, manager, 'badge'),
      () => endorseAward(services, kpa, id, manager, sentence),
      () => replaceAward(services, old, said),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await reloadAward(world, scene.accepted)).toEqual(left);
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

  it('who left the team, and stayed a coopérant·e, does', async () => {
    const lina = await world.add(world.hautsPres, 'Lina Roux', 'cooperant', 'accompagnant');
    const leaving = await karim.get(`/personnes/${lina.id}/depart`);
    await karim.press(leaving, 'Noter le départ', { how: 'team' });
    const browser = await world.signIn(lina);
    const page = await erase(browser, '/mon-compte/effacer', { sure: 'yes' });
    expect(page.path).toContain('/?efface');
    expect((await person(lina))?.name).toBe('—');
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
    const erasing = { act: 'person-erased', by: manager.id } as const;
    await markErased(services, world.awa, { erasing, isDue: () => true });
    expect(await countNoted('person-erased')).toBe(0);
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
    await housekeeping();
    expect(await countNoted('person-erased')).toBe(1);
  });

  it('does nothing, and notes nothing, where it is not due any more in the write', async () => {
    const { services } = world;
    const erasing = { act: 'person-erased', by: manager.id } as const;
    const refused = await markErased(services, world.awa, { erasing, isDue: () => false });
    expect(refused).toBeUndefined();
    const both = pairOf(await stored(world.awa), await stored(world.bruno));
    const { id } = both.stays;
    const chosen = { name: id, email: id, card: id };
    const gone = await markMerged(services, { pair: both, chosen, by: manager });
    expect(await markErased(services, gone, { erasing, isDue: () => true })).toBeUndefined();
    expect((await stored(world.awa)).name).toBe('Awa Diallo');
    expect((await stored(world.bruno)).name).toBe('Bruno Martin');
  });

  it('takes nothing of a record that is merged into theirs at that moment', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    const twins = await playTwins(world, { kpa, staff }, 'Salima Zidane');
    const [first, second] = [twins.first.person, twins.second.person];
    const both = pairOf(await stored(first), await stored(second));
    const chosen = { name: first.id, email: first.id, card: first.id };
    await markMerged(world.services, { pair: both, chosen, by: manager });
    await erase(await world.signIn(first), '/mon-compte/effacer', { sure: 'yes' });
    world.passTime(60);
    await housekeeping();
    expect(await person(first)).toBeUndefined();
    const left = await stored(second);
    expect(left).toMatchObject({ name: 'ZIDANE Salima', email: 'salima@deux.example' });
    for (const field of ['mergedInto', 'mergingSince']) expect(left).not.toHaveProperty(field);
    nadia = await world.signIn(staff);
    expect((await nadia.get('/personnes')).text).toContain('ZIDANE Salima');
    expect((await nadia.get(`/personnes/${second.id}`)).$('#badges .rows > li')).toHaveLength(1);
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
    expect(after.path).toBe('/personnes?efface');
    expect(after.text).toContain('Tout ce qui était à cette personne est effacé.');
    expect(after.text).not.toContain('Diallo');
    expect(await registered()).toContain('Karim Benali a effacé ce qui était à une personne.');
  });
});

describe('of two records that are merged after the form was shown', () => {
  it('the one that stays is not erased before its page was read', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    const twins = await playTwins(world, { kpa, staff }, 'Salima Zidane');
    const [first, second] = [twins.first.person, twins.second.person];
    [nadia, karim] = [await world.signIn(staff), await world.signIn(manager)];
    for (const one of [first, second]) await leave(one);
    const pathOf = ({ id }: Person) => `/personnes/${id}/effacer`;
    const forms = await Promise.all([first, second].map((one) => karim.get(pathOf(one))));
    const merging = await nadia.get(`/personnes/${first.id}/reunir/${second.id}`);
    const chosen = { name: first.id, email: first.id };
    await nadia.press(merging, 'Réunir les deux fiches', chosen);
    for (const form of forms) {
      const hidden = (name: string) => form.$(`#kept [name=${name}]`).attr('value') ?? '';
      const fields = { _csrf: hidden('_csrf'), seen: hidden('seen'), sure: 'yes' };
      // As a browser does, it is sent to the page of the one that stays.
      const moved = await karim.send(form.path, {
        ...{ method: 'POST', body: new URLSearchParams(fields) },
        headers: { Origin: world.config.publicUrl },
      });
      const isOfFirst = form.path === pathOf(first);
      expect(moved.status).toBe(isOfFirst ? 409 : 307);
      if (!isOfFirst) expect(moved.headers.get('location')).toBe(pathOf(first));
      const asked = await karim.post(pathOf(first), fields);
      expect(asked.status).toBe(409);
      expect(asked.text).toContain('Deux fiches viennent d’être réunies.');
      expect((await stored(first)).name).toBe('Salima Zidane');
    }
    expect(await countNoted('person-erased')).toBe(0);
    expect((await erase(karim, pathOf(first), { sure: 'yes' })).path).toBe('/personnes?efface');
    expect((await stored(first)).name).toBe('—');
    expect(await countNoted('person-erased')).toBe(1);
  });
});

describe('when the time is over', () => {
  const years = (count: number) => {
    world.passTime(count * 366 * DAY);
  };

  /** To within the month before. */
  async function comeToTheEnd(): Promise<void> {
    world.passTime((5 * 365 + 1 - 25) * DAY);
    await housekeeping();
    await world.services.outbox.sendDue();
    nadia = await world.signIn(world.nadia);
  }

  const told = () =>
    world.letters
      .filter(({ subject }) => subject === 'Vos badges vont quitter ce site')
      .map(({ to }) => to);

  it('who came back and leaves again is told again', async () => {
    await leave(world.awa);
    await comeToTheEnd();
    await nadia.press(await nadia.get(`/personnes/${world.awa.id}`), 'Annuler le départ');
    await leave(world.awa);
    expect(await stored(world.awa)).not.toHaveProperty('endToldOn');
    await comeToTheEnd();
    expect(told()).toEqual(['awa@hauts-pres.example', 'awa@hauts-pres.example']);
  });

  it('who has another e-mail since is told there, and erased no earlier', async () => {
    await leave(world.awa);
    await comeToTheEnd();
    const form = await nadia.get(`/personnes/${world.awa.id}/corriger`);
    await nadia.press(form, 'Enregistrer', { email: 'awa@autre.example' });
    world.passTime(31 * DAY);
    await housekeeping();
    await world.services.outbox.sendDue();
    expect(told()).toEqual(['awa@hauts-pres.example', 'awa@autre.example']);
    expect((await stored(world.awa)).name).toBe('Awa Diallo');
  });

  it('who comes back, or is merged, while others are erased, is not', async () => {
    const { services, hautsPres: kpa, bruno } = world;
    const people = services.store.people(kpa.id);
    world.passTime(1);
    const zoe = await world.add(kpa, 'Zoé Petit', 'cooperant');
    for (const [one, keptUntil] of [
      [world.awa, '2027-01-01'],
      [bruno, '2027-01-02'],
      [zoe, '2027-01-02'],
    ] as const) {
      await leave(one);
      await people.update(one.id, ({ email: _, emailSlot: __, ...now }) => ({ ...now, keptUntil }));
    }
    years(1);
    const awardRows: Pick<typeof services.awardRows, 'update'> = {
      async update(...given) {
        await people.update(bruno.id, returned);
        const both = pairOf(await stored(bruno), await stored(zoe));
        const chosen = { name: bruno.id, email: bruno.id, card: bruno.id };
        await markMerged(services, { pair: both, chosen, by: manager });
        return services.awardRows.update(...given);
      },
    };
    await endKeeping({ ...services, awardRows }, new AbortController().signal);
    const names = await Promise.all([world.awa, bruno, zoe].map(stored));
    expect(names.map(({ name }) => name)).toEqual(['—', 'Bruno Martin', 'Zoé Petit']);
    expect(await countNoted('person-erased-in-time')).toBe(1);
  });

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
    await nadia.press(await nadia.get(`/personnes/${world.awa.id}`), 'Annuler le départ');
    years(6);
    await housekeeping();
    expect((await person(world.bruno))?.name).toBe('—');
    expect((await person(world.awa))?.name).toBe('Awa Diallo');
  });
});
